package org.zhizhi.spark;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/** A master or worker that ends with the process that started it, however that ends. */
final class Leashed {
  private Leashed() {}

  /** {@code master ARGS...} or {@code worker ARGS...}, whose standard input the starter holds. */
  public static void main(String[] args) {
    Thread leash =
        Thread.ofPlatform()
            .daemon()
            .unstarted(
                () -> {
                  try {
                    while (System.in.read() >= 0) {}
                  } catch (IOException e) {
                    // as good as its end
                  }
                  Runtime.getRuntime().halt(1);
                });
    leash.start();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    switch (args[0]) {
      case "master" -> Master.main(rest);
      case "worker" -> Worker.main(rest);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
