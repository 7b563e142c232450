package org.zhizhi.data.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/**
 * Learns a {@link QualityModel}: stochastic gradient steps with AdaGrad's step sizes (Duchi et al.
 * 2011) and an L2 penalty, both kinds weighing the same. A tenth of the documents then calibrates
 * the model (Platt 1999), another tenth says how good it is. All of it follows from the seed.
 */
public final class QualityTraining {
  /** Documents of a kind that are learnt from; of more, as many are drawn. */
  private static final int MOST_DOCUMENTS = 20_000;

  /** Characters of one example, and examples of one document. */
  private static final int LONGEST = 4000;

  private static final int MOST_EXAMPLES = 4;
  private static final int FEWEST_DOCUMENTS = 30;
  private static final int EPOCHS = 5;
  private static final double STEP = 1.0;
  private static final double PENALTY = 1e-6;

  /**
   * The mean of a text's features is so small that a weight of one hardly moves it. Of 10, 40 and
   * 150, ten was best on articles against the same with words shuffled or 2 % noise (2026).
   */
  private static final double SCALE = 10;

  private static final int BINS = 10;

  private QualityTraining() {}

  /** A text and whether it is good. */
  private record Example(String text, boolean good) {}

  /**
   * What the model says in one tenth of [0, 1].
   *
   * @param said mean of what it says
   * @param good share of the documents that are good, both kinds weighing the same
   * @param documents how many fall there
   */
  public record Bin(double said, double good, int documents) {}

  /**
   * A model and what it does on documents that it has not seen.
   *
   * @param model the model
   * @param good documents learnt from and tested on, good ones
   * @param ordinary and ordinary ones
   * @param auroc how likely a good text scores above an ordinary one, in [0, 1]
   * @param calibrationError mean distance of what it says from the share that is good, by bins
   * @param bins what the error is made of
   */
  public record Result(
      QualityModel model,
      int good,
      int ordinary,
      double auroc,
      double calibrationError,
      List<Bin> bins) {

    /** The result in lines to print. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          String.format(
              Locale.ROOT,
              "%d good and %d ordinary documents; on a tenth held out: AUROC %.4f, calibration error"
                  + " %.3f",
              good,
              ordinary,
              auroc,
              calibrationError));
      lines.add("  said   good   texts");
      for (Bin bin : bins) {
        if (bin.documents() > 0) {
          lines.add(
              String.format(
                  Locale.ROOT, "  %.2f   %.2f   %d", bin.said(), bin.good(), bin.documents()));
        }
      }
      return lines;
    }
  }

  /**
   * What {@code zhizhi data quality --good DIR --ordinary DIR --out FILE} does: learns, says how
   * well, writes the model.
   */
  public static Result run(
      Iterable<Document> good,
      Iterable<Document> ordinary,
      Path out,
      Seed seed,
      Consumer<String> say) {
    Result result = train(good, ordinary, seed);
    result.lines().forEach(say);
    result.model().write(out);
    return result;
  }

  static Result train(Iterable<Document> good, Iterable<Document> ordinary, Seed seed) {
    List<String> goodTexts = draw(good, "good", seed.split("good"));
    List<String> ordinaryTexts = draw(ordinary, "ordinary", seed.split("ordinary"));
    List<Example> learn = new ArrayList<>();
    List<Example> calibrate = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    List<List<Example>> parts = List.of(learn, calibrate, test);
    split(goodTexts, true, parts);
    split(ordinaryTexts, false, parts);
    float[] weights = learn(learn, seed.split("learn"));
    QualityModel raw = new QualityModel(weights, 1, 0);
    double[] line = platt(raw, calibrate);
    QualityModel model = new QualityModel(weights, line[0], line[1]);
    double[] said = test.stream().mapToDouble(e -> model.score(e.text())).toArray();
    List<Bin> bins = bins(said, test);
    return new Result(
        model, goodTexts.size(), ordinaryTexts.size(), auroc(said, test), error(bins), bins);
  }

  /** At most {@link #MOST_DOCUMENTS} texts, each as likely as any other (Vitter's algorithm R). */
  private static List<String> draw(Iterable<Document> documents, String kind, Seed seed) {
    SplittableRandom random = seed.random();
    List<String> drawn = new ArrayList<>();
    long count = 0;
    for (Document document : documents) {
      String text = windows(document.text());
      long place = count < MOST_DOCUMENTS ? count : random.nextLong(count + 1);
      if (count < MOST_DOCUMENTS) {
        drawn.add(text);
      } else if (place < MOST_DOCUMENTS) {
        drawn.set((int) place, text);
      }
      count++;
    }
    if (count < FEWEST_DOCUMENTS) {
      throw new BadInput(
          "--" + kind + ": holds " + count + " documents",
          "give " + FEWEST_DOCUMENTS + " or more; a thousand of each kind do well");
    }
    shuffle(drawn, random);
    return drawn;
  }

  /** The parts of a long text that are learnt from, one after the other. */
  private static String windows(String text) {
    if (text.length() <= LONGEST * MOST_EXAMPLES) {
      return text;
    }
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < MOST_EXAMPLES; i++) {
      int from = (int) ((long) (text.length() - LONGEST) * i / (MOST_EXAMPLES - 1));
      parts.append(text, from, from + LONGEST);
    }
    return parts.toString();
  }

  /** Eight tenths to learn from, one to calibrate, one to test, a document never in two. */
  private static void split(List<String> texts, boolean good, List<List<Example>> parts) {
    for (int i = 0; i < texts.size(); i++) {
      List<Example> part = parts.get(i % 10 == 8 ? 1 : i % 10 == 9 ? 2 : 0);
      String text = texts.get(i);
      for (int from = 0; from < text.length(); from += LONGEST) {
        part.add(new Example(text.substring(from, Math.min(text.length(), from + LONGEST)), good));
      }
    }
  }

  private static float[] learn(List<Example> examples, Seed seed) {
    int size = 1 << QualityModel.BITS;
    float[] weights = new float[size];
    float[] squares = new float[size];
    int[] features = new int[Grams.PER_CHARACTER * LONGEST];
    long good = examples.stream().filter(Example::good).count();
    double goodWeight = examples.size() / (2.0 * good);
    double ordinaryWeight = examples.size() / (2.0 * (examples.size() - good));
    List<Example> order = new ArrayList<>(examples);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, seed.split(epoch).random());
      double step = STEP * (EPOCHS - epoch) / EPOCHS;
      for (Example example : order) {
        int n = Grams.read(example.text(), 0, example.text().length(), size - 1, features);
        if (n == 0) {
          continue;
        }
        Arrays.sort(features, 0, n); // each feature once, with its share
        double margin = 0;
        for (int i = 0; i < n; i++) {
          margin += weights[features[i]];
        }
        double said = 1 / (1 + Math.exp(-SCALE * margin / n));
        double error = said - (example.good() ? 1 : 0);
        error *= example.good() ? goodWeight : ordinaryWeight;
        for (int i = 0; i < n; ) {
          int feature = features[i];
          int first = i;
          while (i < n && features[i] == feature) {
            i++;
          }
          double gradient = error * SCALE * (i - first) / n + PENALTY * weights[feature];
          squares[feature] += (float) (gradient * gradient);
          weights[feature] -= (float) (step * gradient / Math.sqrt(squares[feature] + 1e-10));
        }
      }
    }
    return weights;
  }

  /** Slope and offset that make the margin a probability, by Newton's method on its likelihood. */
  private static double[] platt(QualityModel raw, List<Example> examples) {
    double[] margins = examples.stream().mapToDouble(e -> raw.margin(e.text())).toArray();
    double scale = Math.max(1e-9, Arrays.stream(margins).map(Math::abs).average().orElse(1));
    long good = examples.stream().filter(Example::good).count();
    long ordinary = examples.size() - good;
    // targets as Platt has them: a few examples prove no certainty
    double high = (good + 1.0) / (good + 2);
    double low = 1.0 / (ordinary + 2);
    double a = 1;
    double b = 0;
    for (int round = 0; round < 100; round++) {
      double ga = 1e-6 * a;
      double gb = 0;
      double haa = 1e-6;
      double hab = 0;
      double hbb = 1e-9;
      for (int i = 0; i < margins.length; i++) {
        boolean isGood = examples.get(i).good();
        double x = margins[i] / scale;
        double p = 1 / (1 + Math.exp(-(a * x + b)));
        double w = 0.5 / (isGood ? good : ordinary);
        double e = w * (p - (isGood ? high : low));
        double h = w * p * (1 - p);
        ga += e * x;
        gb += e;
        haa += h * x * x;
        hab += h * x;
        hbb += h;
      }
      double det = haa * hbb - hab * hab;
      double da = (hbb * ga - hab * gb) / det;
      double db = (haa * gb - hab * ga) / det;
      double length = Math.sqrt(da * da + db * db);
      double damp = length > 2 ? 2 / length : 1;
      a -= damp * da;
      b -= damp * db;
      if (length < 1e-9) {
        break;
      }
    }
    return new double[] {a / scale, b};
  }

  private static double auroc(double[] said, List<Example> test) {
    Integer[] order = new Integer[said.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (x, y) -> Double.compare(said[x], said[y]));
    double ranks = 0;
    long good = 0;
    for (int i = 0; i < order.length; ) {
      int first = i;
      while (i < order.length && said[order[i]] == said[order[first]]) {
        i++;
      }
      for (int k = first; k < i; k++) {
        if (test.get(order[k]).good()) {
          ranks += (first + 1 + i) / 2.0; // ties share their ranks
          good++;
        }
      }
    }
    return (ranks - good * (good + 1) / 2.0) / ((double) good * (said.length - good));
  }

  private static List<Bin> bins(double[] said, List<Example> test) {
    long allGood = test.stream().filter(Example::good).count();
    double goodWeight = 0.5 / allGood;
    double ordinaryWeight = 0.5 / (test.size() - allGood);
    double[] weight = new double[BINS];
    double[] sum = new double[BINS];
    double[] good = new double[BINS];
    int[] count = new int[BINS];
    for (int i = 0; i < said.length; i++) {
      int bin = Math.min(BINS - 1, (int) (said[i] * BINS));
      double w = test.get(i).good() ? goodWeight : ordinaryWeight;
      weight[bin] += w;
      sum[bin] += w * said[i];
      good[bin] += test.get(i).good() ? w : 0;
      count[bin]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(
          count[i] == 0
              ? new Bin((i + 0.5) / BINS, 0, 0)
              : new Bin(sum[i] / weight[i], good[i] / weight[i], count[i]));
    }
    return bins;
  }

  private static double error(List<Bin> bins) {
    double all = 0;
    double error = 0;
    for (Bin bin : bins) {
      all += bin.documents();
      error += bin.documents() * Math.abs(bin.said() - bin.good());
    }
    return error / all;
  }

  private static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      T other = list.get(k);
      list.set(k, list.get(i));
      list.set(i, other);
    }
  }
}
