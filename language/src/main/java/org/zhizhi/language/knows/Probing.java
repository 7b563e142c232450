package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.Seed;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.probe.Probes;
import org.zhizhi.trust.Groups;

/** Learns probes of hidden states. */
record Probing() implements Learning {
  private static final int LEAST = 250; // for some hundred numbers to be learned

  @Override
  public int least() {
    return LEAST;
  }

  @Override
  public boolean samples() {
    return true;
  }

  @Override
  public Learned fit(List<Evidence> evidence, boolean[] right, Groups groups, Seed seed) {
    Probes probes = Probes.fit(evidence, right);
    return new Learned() {
      @Override
      public List<Signal> signals() {
        return probes.signals();
      }

      @Override
      public void write(Path model, String digest) {
        probes.write(model, digest);
      }
    };
  }

  @Override
  public List<Signal> read(Path model, String digest) {
    return Probes.read(model, digest);
  }
}
