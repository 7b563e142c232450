package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.zhizhi.base.Progress;

/** Trials under way, several at once; how far they are together. */
final class Trials {
  private final List<Trial> trials;
  private final long tokensEach;
  private final AtomicLongArray tokens;

  /**
   * @param tokensEach that each trial learns from
   */
  Trials(List<Trial> trials, long tokensEach) {
    this.trials = trials;
    this.tokensEach = tokensEach;
    this.tokens = new AtomicLongArray(trials.size());
  }

  /** Ends {@link #run} soon, from any thread. */
  void stop() {
    trials.forEach(Trial::stop);
  }

  /**
   * Does what is left to do, {@code concurrent} trials at once.
   *
   * @return the measurements of each, in order; empty if they were stopped
   */
  Optional<List<JsonNode>> run(int concurrent, PrintStream log, String label, boolean quiet) {
    for (int i = 0; i < trials.size(); i++) {
      if (trials.get(i).hasEnded()) {
        tokens.set(i, tokensEach);
      }
    }
    Progress progress =
        Progress.of(log, label, trials.size() * tokensEach, Progress.Mode.of(quiet)).from(done());
    try (ExecutorService pool = Executors.newFixedThreadPool(concurrent)) {
      List<Future<Optional<JsonNode>>> futures = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        int number = i;
        futures.add(pool.submit(() -> run(number)));
      }
      List<JsonNode> results = new ArrayList<>();
      for (Future<Optional<JsonNode>> future : futures) {
        await(future, progress).ifPresent(results::add);
      }
      if (results.size() < trials.size()) {
        return Optional.empty();
      }
      progress.done(trials.size() * tokensEach, "tokens");
      return Optional.of(results);
    }
  }

  private Optional<JsonNode> run(int number) {
    Optional<JsonNode> result = trials.get(number).run(done -> tokens.set(number, done));
    result.ifPresent(r -> tokens.set(number, tokensEach));
    return result;
  }

  private long done() {
    return IntStream.range(0, tokens.length()).mapToLong(tokens::get).sum();
  }

  private Optional<JsonNode> await(Future<Optional<JsonNode>> future, Progress progress) {
    while (true) {
      try {
        return future.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        int n = tokens.length();
        long ended = IntStream.range(0, n).filter(i -> tokens.get(i) == tokensEach).count();
        progress.update(done(), ended + " of " + n + " models");
      } catch (InterruptedException e) {
        stop();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        stop(); // the others end soon, with checkpoints
        throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
      }
    }
  }
}
