package org.zhizhi.engine.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.kernel.UpdateKernel;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.tensor.Memory;

/**
 * The threads that learn side by side: each has a learner and flat gradients of its own, takes its
 * share of a batch, and computes with the weights that all share.
 */
final class Workers<E> implements AutoCloseable {
  private final Settings settings;
  private final Layout layout;
  private final Team team;
  private final Memory host = new Memory(Device.CPU);
  private final Memory device; // what learners compute with; on a processor the host's own blocks
  private final Block weights;
  private final Block deviceWeights;
  private final List<Task.Learner<E>> learners = new ArrayList<>();
  private final List<Block> gradients = new ArrayList<>();
  private final List<Block> deviceGradients = new ArrayList<>();
  private final List<Block> sums = new ArrayList<>();
  private final List<UpdateKernel> kernels = new ArrayList<>();

  /**
   * @param weights flat, on the host, in the type that is computed in
   */
  Workers(Task<E> task, Settings settings, Layout layout, Block weights, Team team) {
    this.settings = settings;
    this.layout = layout;
    this.team = team;
    this.device = new Memory(settings.device());
    this.weights = weights;
    this.deviceWeights = onDevice(weights);
    for (int w = 0; w < settings.workers(); w++) {
      gradients.add(host.block(settings.dtype(), layout.elements()));
      deviceGradients.add(onDevice(gradients.get(w)));
      if (settings.passes() > 1) {
        sums.add(host.block(DType.F32, layout.elements()));
      }
      kernels.add(new UpdateKernel());
      learners.add(
          task.learner(
              settings.device(),
              settings.dtype(),
              layout,
              deviceWeights,
              deviceGradients.get(w),
              settings.micro()));
    }
  }

  /** The block itself on a processor, a partner of its size on an accelerator. */
  private Block onDevice(Block host) {
    return settings.device() == Device.CPU ? host : device.block(host.dtype(), host.elements());
  }

  /**
   * Sends new weights to where they are computed with. The optimiser stays on the host
   * (ZeRO-Offload, arXiv:2101.06840): gradients come down, weights go up, no more.
   */
  void refresh() {
    send(weights, deviceWeights);
  }

  private static void send(Block from, Block to) {
    if (from != to) {
      try (PointerScope scope = new PointerScope()) {
        to.tensor().copy_(from.tensor());
      }
    }
  }

  /** Each worker learns from its share; returns the sum of losses, added in a fixed order. */
  double learn(List<E> batch, double scale) {
    double[] losses = new double[settings.workers()];
    int share = settings.batch() / settings.workers();
    team.forEach(
        settings.workers(),
        w -> {
          torch.set_num_threads(1);
          for (int pass = 0; pass < settings.passes(); pass++) {
            int from = w * share + pass * settings.micro();
            losses[w] += learners.get(w).learn(batch.subList(from, from + settings.micro()), scale);
            send(deviceGradients.get(w), gradients.get(w));
            if (pass < settings.passes() - 1) { // the last one's stay where they are
              kernels
                  .get(w)
                  .accumulate(
                      gradients.get(w).host(), sums.get(w).host(), pass == 0, 0, layout.elements());
            }
          }
        });
    double loss = 0;
    for (double l : losses) {
      loss += l;
    }
    return loss;
  }

  /** What {@link #learn} left behind: flat gradients whose sum is the batch's. */
  List<Block> gradients() {
    List<Block> all = new ArrayList<>(sums);
    all.addAll(gradients);
    return all;
  }

  /** The sum of losses of all {@code examples} in nats, with the present weights. */
  double score(Iterator<E> examples) {
    double total = 0;
    while (examples.hasNext()) {
      List<List<E>> shares = new ArrayList<>();
      while (shares.size() < settings.workers() && examples.hasNext()) {
        List<E> share = new ArrayList<>();
        while (share.size() < settings.micro() && examples.hasNext()) {
          share.add(examples.next());
        }
        shares.add(share);
      }
      double[] losses = new double[shares.size()];
      team.forEach(
          losses.length,
          w -> {
            torch.set_num_threads(1);
            losses[w] = learners.get(w).score(shares.get(w));
          });
      for (double loss : losses) {
        total += loss;
      }
    }
    return total;
  }

  @Override
  public void close() {
    learners.forEach(Task.Learner::close);
    device.close();
    host.close();
  }
}
