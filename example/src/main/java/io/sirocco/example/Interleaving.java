package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Guide, "interleaving": saves a future instead of awaiting it, so that the next chunk is on its way
 * while this one is written.
 */
final class Interleaving {
  private static final int CHUNKS = 10;
  private static final Duration WRITING = Duration.ofMillis(40);

  private final Web web;

  Interleaving(Web web) {
    this.web = web;
  }

  @Coroutine
  Future<Overlap> copy() throws IOException {
    long startNanos = System.nanoTime();
    List<Duration> times = new ArrayList<>();
    CompletableFuture<Web.Page> nextChunk = fetchChunk(0);
    for (int number = 1; number <= CHUNKS; number++) {
      Web.Page chunk = await(nextChunk);
      times.add(chunk.took());
      if (number < CHUNKS) {
        nextChunk = fetchChunk(number);
      }
      times.add(await(write(chunk.body())));
    }
    return Future.of(Overlap.ofTimes(times, startNanos));
  }

  private CompletableFuture<Web.Page> fetchChunk(int number) throws IOException {
    return web.fetch("/page/40/chunk-" + number);
  }

  /** A slow disk. */
  @Coroutine
  private static Future<Duration> write(String chunk) {
    long startNanos = System.nanoTime();
    await(sleep(WRITING));
    return Future.of(Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
