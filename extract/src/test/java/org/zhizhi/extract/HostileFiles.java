package org.zhizhi.extract;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that mean harm, or met with it: at least 200, made from scratch in a folder.
 *
 * @param folder where they go
 * @param line characters of the longest lines
 * @param zeros bytes that the plain bombs unpack to
 * @param many how many times over the others repeat themselves
 * @param secret a file that no document may quote
 * @param port a port on this machine that nothing may connect to
 */
record HostileFiles(Path folder, long line, long zeros, int many, Path secret, int port) {

  /** Writes all of them. */
  void write() throws Exception {
    for (HostileKind kind :
        List.of(
            new Bombs(folder, zeros, many),
            new DamagedFiles(folder),
            new AwkwardFiles(folder, line, many, secret),
            new ReachingFiles(folder, secret, port, many))) {
      kind.write();
    }
  }
}
