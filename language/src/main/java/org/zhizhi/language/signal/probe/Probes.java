package org.zhizhi.language.signal.probe;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.SemanticEntropy;
import org.zhizhi.language.signal.Signal;

/**
 * Probes of the state in which a model is when it has read a question and begins to answer, the
 * residual stream after the middle layer: {@code p_ik}, whether it will be right (P(IK), Kadavath
 * et al. 2022, arXiv:2207.05221); {@code entropy_probe}, whether its samples would agree (semantic
 * entropy probe, Kossen et al. 2024, arXiv:2406.15927); {@code relative_mahalanobis} (Ren et al.
 * 2023, arXiv:2209.15558). Once fitted they take no samples, and nothing beside the pass that other
 * signals read.
 *
 * <p>Time and memory to fit grow with the square and the cube of the hidden size.
 */
public final class Probes {
  /** The file beside the model. */
  public static final String NAME = "probes.safetensors";

  private static final String KNOWS = "p_ik";
  private static final String QUESTION = "p_ik_question";
  private static final String ENTROPY = "entropy_probe";

  private final LinearProbe knows;
  private final LinearProbe question;
  private final LinearProbe entropy;
  private final RelativeMahalanobis distance;

  private Probes(
      LinearProbe knows, LinearProbe question, LinearProbe entropy, RelativeMahalanobis distance) {
    this.knows = knows;
    this.question = question;
    this.entropy = entropy;
    this.distance = distance;
  }

  /**
   * Fits to answers; deterministic.
   *
   * @param evidence with samples
   * @param right whether each answer is right; at least two are
   */
  public static Probes fit(List<Evidence> evidence, boolean[] right) {
    double[][] states = State.END.rows(evidence);
    double[] nats = new double[states.length];
    List<double[]> good = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      nats[i] = SemanticEntropy.nats(evidence.get(i).samples());
      if (right[i]) {
        good.add(states[i]);
      }
    }
    if (good.size() < 2) {
      throw new BadInput(
          "probes: " + good.size() + " of " + right.length + " answers are right",
          "give questions of which the model can answer some");
    }
    double cut = Halves.cut(nats);
    boolean[] agrees = new boolean[nats.length];
    for (int i = 0; i < nats.length; i++) {
      agrees[i] = nats[i] < cut;
    }
    return new Probes(
        LinearProbe.fit(KNOWS, State.END, states, right),
        LinearProbe.fit(QUESTION, State.QUESTION, State.QUESTION.rows(evidence), right),
        LinearProbe.fit(ENTROPY, State.END, states, agrees),
        new RelativeMahalanobis(Gaussian.fit(good.toArray(double[][]::new)), Gaussian.fit(states)));
  }

  /** The probes as signals. */
  public List<Signal> signals() {
    return List.of(knows, question, entropy, distance);
  }

  /**
   * Writes {@link #NAME} into the folder {@code model}.
   *
   * @param digest of the model that they were fitted to
   */
  public void write(Path model, String digest) {
    List<TensorSource> tensors = new ArrayList<>();
    for (LinearProbe probe : List.of(knows, question, entropy)) {
      tensors.add(tensor(probe.id() + ".weight", probe.weight(), probe.weight().length));
      tensors.add(tensor(probe.id() + ".intercept", new float[] {probe.intercept()}, 1));
    }
    add(tensors, "right", distance.right());
    add(tensors, "all", distance.all());
    Safetensors.write(model.resolve(NAME), tensors, Map.of("model", digest));
  }

  private static void add(List<TensorSource> tensors, String name, Gaussian gaussian) {
    int d = gaussian.mean().length;
    tensors.add(tensor(RelativeMahalanobis.ID + "." + name + ".mean", gaussian.mean(), d));
    tensors.add(tensor(RelativeMahalanobis.ID + "." + name + ".factor", gaussian.factor(), d, d));
  }

  private static TensorSource tensor(String name, float[] values, long... shape) {
    HostTensor tensor =
        new HostTensor(DType.F32, shape, MemorySegment.ofArray(new byte[4 * values.length]));
    tensor.write(values);
    return TensorSource.of(name, tensor);
  }

  /**
   * The signals kept in the folder {@code model}; none if there is no {@link #NAME}.
   *
   * @param digest of the model
   * @throws BadInput if the file was fitted to another model or is damaged
   */
  public static List<Signal> read(Path model, String digest) {
    Path file = model.resolve(NAME);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Safetensors kept = Safetensors.open(file)) {
      String of = kept.metadata().getOrDefault("model", "none");
      if (!of.equals(digest)) {
        throw bad(file, "was fitted to the model " + of + ", this one is " + digest);
      }
      long[] shape = kept.tensor(KNOWS + ".weight").shape();
      int d = shape.length == 1 ? (int) shape[0] : 0;
      if (d == 0) {
        throw bad(file, KNOWS + ".weight has " + shape.length + " extents, not one");
      }
      return new Probes(
              linear(kept, file, KNOWS, State.END, d),
              linear(kept, file, QUESTION, State.QUESTION, d),
              linear(kept, file, ENTROPY, State.END, d),
              new RelativeMahalanobis(
                  gaussian(kept, file, "right", d), gaussian(kept, file, "all", d)))
          .signals();
    }
  }

  private static LinearProbe linear(Safetensors kept, Path file, String id, State state, int d) {
    return new LinearProbe(
        id,
        state,
        floats(kept, file, id + ".weight", d),
        floats(kept, file, id + ".intercept", 1)[0]);
  }

  private static Gaussian gaussian(Safetensors kept, Path file, String name, int d) {
    String prefix = RelativeMahalanobis.ID + "." + name;
    float[] factor = floats(kept, file, prefix + ".factor", (long) d * d);
    for (int j = 0; j < d; j++) {
      if (!(factor[j * d + j] > 0)) {
        throw bad(file, prefix + ".factor has " + factor[j * d + j] + " on its diagonal");
      }
    }
    return new Gaussian(floats(kept, file, prefix + ".mean", d), factor);
  }

  private static float[] floats(Safetensors kept, Path file, String name, long n) {
    HostTensor tensor = kept.tensor(name);
    if (tensor.dtype() != DType.F32 || tensor.elements() != n) {
      throw bad(
          file,
          name + " has " + tensor.elements() + " numbers of " + tensor.dtype() + ", not " + n);
    }
    float[] values = new float[(int) n];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i);
      if (!Float.isFinite(values[i])) {
        throw bad(file, name + " holds " + values[i]);
      }
    }
    return values;
  }

  private static BadInput bad(Path file, String what) {
    return new BadInput(file + ": " + what, "calibrate the model again with ./zhizhi calibrate");
  }
}
