package org.zhizhi.base;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The one seed of a run, split by name, so that a new use of randomness never shifts an old one.
 * {@code seed.split("shuffle").split("epoch-3").random()} is the same stream on every machine.
 *
 * @param value 64 bits from which everything random in a run follows
 */
public record Seed(long value) {

  /** The seed for the part of the work called {@code name}. */
  public Seed split(String name) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, then the finaliser of splitmix64
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return new Seed(mix(hash ^ mix(value)));
  }

  /** The seed for the part of the work numbered {@code index}. */
  public Seed split(long index) {
    return new Seed(mix(mix(value) + 0x9e3779b97f4a7c15L * (index + 1)));
  }

  /** A new generator that starts at this seed; two calls give two generators with one stream. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
