package org.zhizhi.engine.train;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.kernel.UpdateKernel;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.tensor.Memory;

/**
 * Turns gradients into new weights: fp32 master weights and moments, flat like the {@link Layout},
 * and the rounded copy that the network computes with. Work is cut into fixed pieces whose results
 * are added in a fixed order, so the number of threads does not change a bit.
 */
public final class Optimizer {
  /** Elements of a piece of work; small enough to share evenly, large enough to stream. */
  private static final long PIECE = 1 << 18;

  private static final float EPSILON = 1e-8f;

  /** The rule of the update. */
  public enum Rule {
    /** arXiv:1711.05101 for every parameter. */
    ADAMW,
    /** Orthogonalised momentum for matrices (arXiv:2502.16982), AdamW for the rest. */
    MUON
  }

  /** A stretch of the flat arrays under one rule. */
  private record Piece(long from, long to, boolean decayed) {}

  private final Settings settings;
  private final Block master;
  private final Block first;
  private final Block second;
  private final Block compute;
  private final List<Piece> all = new ArrayList<>();
  private final List<Piece> adamW = new ArrayList<>();
  private final List<Muon> muon = new ArrayList<>();
  private final ThreadLocal<UpdateKernel> kernels = ThreadLocal.withInitial(UpdateKernel::new);
  private final Team team;

  Optimizer(Layout layout, Settings settings, Memory memory, Block compute, Team team) {
    this.settings = settings;
    this.team = team;
    this.compute = compute;
    this.master = memory.block(DType.F32, layout.elements());
    this.first = memory.block(DType.F32, layout.elements());
    this.second = memory.block(DType.F32, layout.elements());
    for (Parameter p : layout.parameters()) {
      long from = layout.offset(p.name());
      boolean decayed = p.kind() != Parameter.Kind.VECTOR;
      boolean byMuon =
          settings.optimizer() == Rule.MUON
              && p.kind() == Parameter.Kind.MATRIX
              && p.shape().length == 2;
      for (long at = from; at < from + p.elements(); at += PIECE) {
        Piece piece = new Piece(at, Math.min(at + PIECE, from + p.elements()), decayed);
        all.add(piece);
        if (!byMuon) {
          adamW.add(piece);
        }
      }
      if (byMuon) {
        muon.add(new Muon(memory, p.shape()[0], p.shape()[1], from));
      }
    }
  }

  /** The fp32 weights, flat. */
  Block master() {
    return master;
  }

  /** First moments, or Muon's momentum; flat. */
  Block first() {
    return first;
  }

  /** Second moments; flat, zero where Muon rules. */
  Block second() {
    return second;
  }

  /** Rounds the master weights into the copy that is computed with. */
  void refresh() {
    team.forEach(
        all.size(),
        i ->
            kernels.get().round(master.host(), compute.host(), all.get(i).from(), all.get(i).to()));
  }

  /** Euclidean norm of the sum of the workers' gradients. */
  double norm(List<Block> gradients) {
    List<HostTensor> hosts = gradients.stream().map(Block::host).toList();
    double[] squares = new double[all.size()];
    team.forEach(
        all.size(),
        i -> squares[i] = kernels.get().squares(hosts, all.get(i).from(), all.get(i).to()));
    double total = 0;
    for (double s : squares) {
      total += s;
    }
    return Math.sqrt(total);
  }

  /**
   * One update.
   *
   * @param step counted from 1
   * @param norm of the gradients, as {@link #norm} says
   * @param rate learning rate
   */
  void update(List<Block> gradients, long step, double norm, double rate) {
    List<HostTensor> hosts = gradients.stream().map(Block::host).toList();
    float scale = (float) Math.min(1, settings.clip() / (norm + 1e-12));
    float correction1 = (float) (1 - Math.pow(settings.beta1(), step));
    float correction2 = (float) (1 - Math.pow(settings.beta2(), step));
    team.forEach(
        adamW.size(),
        i -> {
          Piece piece = adamW.get(i);
          kernels
              .get()
              .step(
                  hosts,
                  master.host(),
                  first.host(),
                  second.host(),
                  compute.host(),
                  piece.from(),
                  piece.to(),
                  scale,
                  (float) rate,
                  piece.decayed() ? (float) settings.weightDecay() : 0f,
                  (float) settings.beta1(),
                  (float) settings.beta2(),
                  EPSILON,
                  correction1,
                  correction2);
        });
    team.forEach(
        muon.size(),
        i ->
            muon.get(i)
                .update(
                    kernels.get(),
                    hosts,
                    master.host(),
                    first.host(),
                    compute.host(),
                    scale,
                    (float) rate,
                    (float) settings.weightDecay()));
  }
}
