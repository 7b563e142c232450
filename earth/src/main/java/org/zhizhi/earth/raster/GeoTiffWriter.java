package org.zhizhi.earth.raster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.zhizhi.base.AtomicFile;

/**
 * Writes a cloud-optimised GeoTIFF from top to bottom: tiles of 512 x 512 packed by Deflate, each
 * band of rows and its overviews held in memory and no more. The file appears whole at {@link
 * #finish}, its directories first, then the overviews from the smallest, then the picture; it is a
 * BigTIFF where 4 GB do not suffice.
 */
public final class GeoTiffWriter implements AutoCloseable {
  /**
   * What is written.
   *
   * @param names of the bands; as many as there are bands, or none
   * @param palette 256 colours, {@code 0xRRGGBB}, of one band of uint8; none for none
   * @param averaged whether an overview's pixel is the mean of four; labels take one of them
   */
  public record Form(
      Grid grid,
      int bands,
      SampleType type,
      OptionalDouble nodata,
      List<String> names,
      List<Integer> palette,
      boolean averaged) {
    public Form {
      names = List.copyOf(names);
      palette = List.copyOf(palette);
      if (bands < 1 || !names.isEmpty() && names.size() != bands) {
        throw new IllegalArgumentException(names.size() + " names of " + bands + " bands");
      }
      if (!palette.isEmpty() && (palette.size() != 256 || bands != 1 || type != SampleType.UINT8)) {
        throw new IllegalArgumentException(
            palette.size() + " colours of " + bands + " bands of " + type.word());
      }
    }

    /** A picture of measured values. */
    public static Form of(Grid grid, int bands, SampleType type) {
      return new Form(grid, bands, type, OptionalDouble.empty(), List.of(), List.of(), true);
    }

    /** Whether samples are packed as differences. */
    boolean predicts() {
      return type.format() != 3;
    }
  }

  private final Path file;
  private final Form form;
  private final Level full;
  private int written;

  /** Begins {@code file}; parts of it are kept beside it until it is whole. */
  public GeoTiffWriter(Path file, Form form) {
    this.file = file;
    this.form = form;
    try {
      this.full = new Level(form, form.grid.width(), form.grid.height(), file.toAbsolutePath(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /**
   * The next {@code n} rows.
   *
   * @param rows for each band n * width values or more
   */
  public void write(float[][] rows, int n) {
    if (rows.length != form.bands || written + (long) n > form.grid.height()) {
      throw new IllegalArgumentException(
          n + " rows of " + rows.length + " bands after " + written + " of " + form.grid);
    }
    try {
      for (int y = 0; y < n; y++) {
        full.push(rows, y);
      }
      written += n;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** Puts the file in its place; every row must have come. */
  public void finish() {
    if (written != form.grid.height()) {
      throw new IllegalStateException(written + " of " + form.grid.height() + " rows were written");
    }
    List<Level> levels = new ArrayList<>();
    for (Optional<Level> at = Optional.of(full); at.isPresent(); at = at.get().next()) {
      levels.add(at.get());
    }
    AtomicFile.write(
        file,
        out -> {
          out.write(TiffHead.of(form, levels));
          for (Level level : levels.reversed()) {
            copy(level, out);
          }
        });
  }

  private static void copy(Level level, OutputStream out) throws IOException {
    level.tiles().position(0);
    Channels.newInputStream(level.tiles()).transferTo(out);
  }

  @Override
  public void close() {
    try {
      full.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": its parts cannot be removed", e);
    }
  }
}
