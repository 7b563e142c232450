package org.zhizhi.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.HostMemory;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.run.Checkpoints;
import org.zhizhi.engine.run.Metrics;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.tensor.Memory;

/**
 * Learns a {@link Task}: bf16 compute with fp32 master weights, workers side by side, checkpoints
 * from which a killed run goes on to the very same bits. One trainer trains one run.
 *
 * @param <E> one example
 */
public final class Trainer<E> implements AutoCloseable {
  /** A run bounded by minutes sets its number of steps after so many, and anew as often. */
  private static final int STEPS_TO_SETTLE = 30;

  private static final double SECONDS_TO_SETTLE = 10;
  private static final String TOTAL = "total.json";

  private final Task<E> task;
  private final Settings settings;
  private final Layout layout;
  private final Team team;
  private final Memory memory; // masters, moments and the rounded weights, on the host
  private final Optimizer optimizer;
  private final Workers<E> workers;
  private final SpikeGuard guard = new SpikeGuard();
  private final AtomicBoolean stop = new AtomicBoolean();

  private long step;
  private long total;
  private long units;
  private double seconds;
  private double smoothed = Double.NaN;

  /**
   * What a trainer tells after each step.
   *
   * @param step steps done
   * @param total steps to do; 0 while it is not settled
   * @param loss mean over the batch, nats per prediction
   * @param smoothed the same, over about fifty steps
   * @param unitsPerSecond tokens or pixels, over the last steps
   * @param flops floating-point operations per second of the model's arithmetic, likewise
   * @param secondsLeft until the run ends; not a number while it is not known
   */
  public record Status(
      long step,
      long total,
      double loss,
      double smoothed,
      double unitsPerSecond,
      double flops,
      double secondsLeft) {}

  /** Hears of each step. */
  @FunctionalInterface
  public interface Listener {
    void step(Status status);
  }

  /**
   * What came of a run.
   *
   * @param finished false if it was asked to stop before its end
   * @param steps done in all, over all sittings
   * @param units learned from, over all sittings
   * @param loss smoothed, nats per prediction
   * @param seconds spent in steps, over all sittings
   */
  public record Outcome(boolean finished, long steps, long units, double loss, double seconds) {}

  /** Where a new run's weights come from. */
  @FunctionalInterface
  public interface Start {
    /** Every parameter as it asks to start, from the seed. */
    Start FRESH = name -> Optional.empty();

    /** The values of the parameter called {@code name}, if they are given. */
    Optional<HostTensor> tensor(String name);
  }

  private Trainer(Task<E> task, Settings settings) {
    this.task = task;
    this.settings = settings;
    this.layout = new Layout(task.parameters());
    this.team = new Team(settings.workers());
    this.memory = new Memory(Device.CPU);
    Block compute = memory.block(settings.dtype(), layout.elements());
    this.optimizer = new Optimizer(layout, settings, memory, compute, team);
    this.workers = new Workers<>(task, settings, layout, compute, team);
    this.total = settings.steps();
  }

  /** Rounds the masters and hands them to the workers. */
  private void begin() {
    optimizer.refresh();
    workers.refresh();
  }

  /** A trainer for a new run, or for one that was interrupted: its newest checkpoint decides. */
  public static <E> Trainer<E> open(
      Task<E> task, Settings settings, RunFolder run, Seed seed, Start start, Notes notes) {
    Trainer<E> trainer = new Trainer<>(task, settings);
    try {
      Checkpoints.Checkpoint checkpoint =
          run.checkpoints(2).latest(refused -> notes.note(refused.getMessage())).orElse(null);
      if (checkpoint != null) {
        trainer.restore(checkpoint.path());
      } else {
        trainer.initialise(seed, start);
      }
      trainer.begin();
      return trainer;
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  /** Hears remarks meant for the user. */
  @FunctionalInterface
  public interface Notes {
    void note(String line);
  }

  /** Ends the run after the present step, with a checkpoint; may be called from any thread. */
  public void stop() {
    stop.set(true);
  }

  /** Steps done so far, over all sittings. */
  public long step() {
    return step;
  }

  /**
   * Times {@code steps} whole steps from random weights, after {@code warmUp} that are not counted:
   * what this task's training reaches on this machine. Nothing is kept.
   */
  public static <E> Speed measure(
      Task<E> task, Settings settings, Seed seed, int warmUp, int steps) {
    try (Trainer<E> trainer = new Trainer<>(task, settings)) {
      trainer.initialise(seed, Start.FRESH);
      trainer.begin();
      double units = 0;
      double flops = 0;
      long start = System.nanoTime();
      for (int i = -warmUp; i < steps; i++) {
        if (i == 0) {
          start = System.nanoTime();
        }
        Map<String, Double> measured = trainer.oneStep();
        units += i < 0 ? 0 : measured.get("units");
        flops += i < 0 ? 0 : measured.get("flops");
      }
      double took = (System.nanoTime() - start) * 1e-9;
      return new Speed(units / took, flops / took);
    }
  }

  /**
   * A rate of training.
   *
   * @param units tokens or pixels a second
   * @param flops of the model's arithmetic a second
   */
  public record Speed(double units, double flops) {}

  /** Trains to the end of the run in {@code run}, or until {@link #stop}. */
  public Outcome train(RunFolder run, Listener listener) {
    if (Files.exists(run.path().resolve(TOTAL))) {
      total = Json.read(run.path().resolve(TOTAL)).path("steps").asLong();
    }
    Checkpoints checkpoints = run.checkpoints(2);
    Pace pace = new Pace();
    long saved = System.nanoTime();
    try (Metrics metrics = run.metrics(step)) {
      while (!(total > 0 && step >= total) && !stop.get()) {
        long began = System.nanoTime();
        Map<String, Double> measured = oneStep();
        double took = (System.nanoTime() - began) * 1e-9;
        seconds += took;
        pace.add(took, measured.get("units"), measured.get("flops"));
        if (settings.steps() == 0) {
          settle(run, pace);
        }
        measured.remove("flops");
        measured.put("units_per_second", pace.units());
        HostMemory.now().ifPresent(m -> measured.put("resident_bytes", (double) m.resident()));
        metrics.log(step, measured);
        listener.step(
            new Status(
                step,
                total,
                measured.get("loss"),
                smoothed,
                pace.units(),
                pace.flops(),
                total == 0 ? Double.NaN : (total - step) * pace.seconds()));
        boolean due =
            settings.checkpointSteps() > 0
                ? step % settings.checkpointSteps() == 0
                : (System.nanoTime() - saved) * 1e-9 > settings.checkpointSeconds();
        if (due && !(total > 0 && step >= total)) {
          metrics.force();
          checkpoints.write(step, this::save);
          saved = System.nanoTime();
        }
      }
      metrics.force();
      checkpoints.write(step, this::save);
    }
    return new Outcome(total > 0 && step >= total, step, units, smoothed, seconds);
  }

  /**
   * Steps that fit the minutes given, by the pace so far, until the decay begins: from there on the
   * rate depends on the total. Written down, so that a resumed run keeps to it.
   */
  private void settle(RunFolder run, Pace pace) {
    boolean early = step < STEPS_TO_SETTLE || seconds < SECONDS_TO_SETTLE;
    boolean decaying = total > 0 && step >= total * (1 - settings.decay());
    if (early || decaying || total > 0 && step % STEPS_TO_SETTLE != 0) {
      return;
    }
    total = step + Math.max(1, (long) ((settings.minutes() * 60 - seconds) / pace.seconds()));
    Json.write(run.path().resolve(TOTAL), Json.object().put("steps", total));
  }

  private Map<String, Double> oneStep() {
    JsonNode position = task.examples().position();
    List<E> batch = new ArrayList<>();
    long predictions = 0;
    long batchUnits = 0;
    double flops = 0;
    for (int i = 0; i < settings.batch(); i++) {
      E example = task.examples().next();
      batch.add(example);
      predictions += task.predictions(example);
      batchUnits += task.units(example);
      flops += task.flops(example);
    }
    long asked = Math.max(1, predictions);
    double loss = workers.learn(batch, 1.0 / asked) / asked;
    double norm = optimizer.norm(workers.gradients());
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new Diverged(step + 1, position.toString());
    }
    Schedule schedule =
        new Schedule(
            settings.rate(),
            settings.warmup(),
            total == 0 ? Long.MAX_VALUE / 4 : total,
            settings.decay());
    double rate = schedule.rate(step);
    boolean skipped = guard.isSpike(loss);
    if (!skipped) {
      optimizer.update(workers.gradients(), step + 1, norm, rate);
      workers.refresh();
    }
    step++;
    units += batchUnits;
    smoothed = Double.isNaN(smoothed) ? loss : smoothed + 0.04 * (loss - smoothed);
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("loss", loss);
    measured.put("gradient_norm", norm);
    measured.put("rate", rate);
    measured.put("skipped", skipped ? 1.0 : 0.0);
    measured.put("units", (double) batchUnits);
    measured.put("flops", flops);
    return measured;
  }

  private void initialise(Seed seed, Start start) {
    team.forEach(
        layout.parameters().size(),
        i -> {
          Parameter p = layout.parameters().get(i);
          Optional<HostTensor> given = start.tensor(p.name());
          float[] values = new float[Math.toIntExact(p.elements())];
          if (given.isEmpty()) {
            p.initialise(seed.split("weights"), values);
          } else {
            if (given.get().elements() != values.length) {
              throw new BadInput(
                  p.name() + ": has " + given.get().elements() + " values, not " + values.length,
                  "the weights and config.json belong to different models");
            }
            for (int k = 0; k < values.length; k++) {
              values[k] = given.get().get(k);
            }
          }
          HostTensor master = optimizer.master().host();
          long from = layout.offset(p.name());
          for (int k = 0; k < values.length; k++) {
            master.set(from + k, values[k]);
          }
        });
  }

  /** The sum of losses of all {@code examples} in nats, with the present weights. */
  public double score(Iterator<E> examples) {
    return workers.score(examples);
  }

  /** The fp32 weights by name, as views of memory that lives as long as the trainer. */
  public List<TensorSource> weights() {
    return parts("", optimizer.master());
  }

  private List<TensorSource> parts(String prefix, Block flat) {
    List<TensorSource> parts = new ArrayList<>();
    for (Parameter p : layout.parameters()) {
      parts.add(TensorSource.of(prefix + p.name(), layout.slice(flat, p)));
    }
    return parts;
  }

  private void save(Path folder) {
    Safetensors.write(folder.resolve("weights.safetensors"), weights());
    List<TensorSource> moments = new ArrayList<>(parts("first.", optimizer.first()));
    moments.addAll(parts("second.", optimizer.second()));
    Safetensors.write(folder.resolve("optimizer.safetensors"), moments);
    ObjectNode state =
        Json.object()
            .put("step", step)
            .put("units", units)
            .put("seconds", seconds)
            .put("smoothed_loss", smoothed);
    state.set("position", task.examples().position());
    state.set("guard", guard.save());
    Json.write(folder.resolve("trainer.json"), state);
  }

  private void restore(Path folder) {
    try (Safetensors weights = Safetensors.open(folder.resolve("weights.safetensors"));
        Safetensors moments = Safetensors.open(folder.resolve("optimizer.safetensors"))) {
      for (Parameter p : layout.parameters()) {
        copy(weights.tensor(p.name()), layout.slice(optimizer.master(), p));
        copy(moments.tensor("first." + p.name()), layout.slice(optimizer.first(), p));
        copy(moments.tensor("second." + p.name()), layout.slice(optimizer.second(), p));
      }
    }
    JsonNode state = Json.read(folder.resolve("trainer.json"));
    step = state.path("step").asLong();
    units = state.path("units").asLong();
    seconds = state.path("seconds").asDouble();
    smoothed = state.path("smoothed_loss").asDouble();
    guard.restore(state.path("guard"));
    task.examples().seek(state.path("position"));
  }

  private static void copy(HostTensor from, HostTensor to) {
    if (from.dtype() != to.dtype() || from.data().byteSize() != to.data().byteSize()) {
      throw new BadInput(
          "a checkpoint's tensor has "
              + from.elements()
              + " values of "
              + from.dtype()
              + ", not "
              + to.elements()
              + " of "
              + to.dtype(),
          "run.yaml and the checkpoint belong to different runs");
    }
    to.data().copyFrom(from.data());
  }

  @Override
  public void close() {
    workers.close();
    memory.close();
    team.close();
  }
}
