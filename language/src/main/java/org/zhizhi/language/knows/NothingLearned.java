package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.List;
import org.zhizhi.base.Seed;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.trust.Groups;

/** No signals, no file. */
record NothingLearned() implements Learning, Learning.Learned {
  @Override
  public int least() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean samples() {
    return false;
  }

  @Override
  public Learned fit(List<Evidence> evidence, boolean[] right, Groups groups, Seed seed) {
    return this;
  }

  @Override
  public List<Signal> read(Path model, String digest) {
    return List.of();
  }

  @Override
  public List<Signal> signals() {
    return List.of();
  }

  @Override
  public void write(Path model, String digest) {}
}
