package org.zhizhi.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * What of this program the machines of a cluster need, on which others have installed Spark.
 *
 * @param jars that they are sent
 * @param parsers the folder of the parsers, which they must have under the same path to read other
 *     documents than text, JSON and tables
 */
record Installed(List<String> jars, Optional<Path> parsers) {

  /** What there is around the jar of this class: itself, the jars it names, the parsers. */
  static Installed find() {
    try {
      Path own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(own)) {
        return new Installed(List.of(), Optional.empty());
      }
      List<String> jars = new ArrayList<>(List.of(own.toString()));
      try (JarFile jar = new JarFile(own.toFile())) {
        String named = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        for (String name : named.split(" ")) {
          jars.add(own.resolveSibling(name).normalize().toString());
        }
      }
      return new Installed(jars, Optional.of(own.getParent().resolveSibling("extract")));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e); // this very class was read from there
    }
  }
}
