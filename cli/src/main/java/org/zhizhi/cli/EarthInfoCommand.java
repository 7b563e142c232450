package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zhizhi.base.Json;
import org.zhizhi.earth.raster.Raster;
import org.zhizhi.earth.raster.RasterInfo;
import org.zhizhi.earth.raster.Rasters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code zhizhi earth info SCENE...}: size, place, bands and storage of scenes. */
@Command(name = "info", description = "Say what scenes are: size, place, bands, storage.")
final class EarthInfoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENE",
      description = "GeoTIFF, JPEG or PNG, or a folder of tiles named column-row.")
  private List<Path> scenes;

  @Override
  public Integer call() {
    for (Path scene : scenes) {
      try (Raster raster = Rasters.open(scene)) {
        System.out.println(
            common.json()
                ? Json.line(RasterInfo.json(scene, raster))
                : scene + "\n" + RasterInfo.lines(raster).indent(2).stripTrailing());
      }
    }
    return 0;
  }
}
