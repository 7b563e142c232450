package org.zhizhi.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What is unpacked, up to a limit: a file of a few kilobytes may unpack to more than any disk
 * holds.
 */
public final class GuardedInput extends CountedInput {
  /** Unpacked bytes below which the ratio does not matter. */
  private static final long HARMLESS = 64L << 20;

  private final LongSupplier packed;
  private final ReadSettings settings;
  private long unpacked;

  /**
   * @param packed bytes read so far of what {@code in} unpacks
   */
  GuardedInput(InputStream in, LongSupplier packed, ReadSettings settings) {
    super(in);
    this.packed = packed;
    this.settings = settings;
  }

  @Override
  protected void count(long n) throws IOException {
    unpacked += n;
    check(unpacked, packed.getAsLong(), settings);
  }

  /**
   * Does nothing, or throws.
   *
   * @throws Refusal if {@code unpacked} bytes are too many for {@code packed}
   */
  public static void check(long unpacked, long packed, ReadSettings settings) throws Refusal {
    if (unpacked > HARMLESS && unpacked > settings.ratio() * Math.max(packed, 1)) {
      throw new Refusal(
          "unpacks too large",
          "unpacks to over "
              + settings.ratio()
              + " times its size: "
              + (unpacked >> 20)
              + " MiB out of "
              + (packed >> 10)
              + " KiB");
    }
    if (unpacked > settings.unpackedMb() << 20) {
      throw new Refusal("unpacks too large", "unpacks to over " + settings.unpackedMb() + " MiB");
    }
  }
}
