package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Guide, "parallelism": starts several fetches, then waits for all of them. */
final class ParallelFetch {
  private static final int PAGES = 20;
  private static final List<String> NAMES = List.of("north", "east", "south", "west");

  private final Web web;

  ParallelFetch(Web web) {
    this.web = web;
  }

  /** A list of futures gives a list of results, in the same order. */
  @Coroutine
  Future<Overlap> list() throws IOException {
    long startNanos = System.nanoTime();
    List<CompletableFuture<Web.Page>> fetches = new ArrayList<>();
    for (int number = 0; number < PAGES; number++) {
      fetches.add(web.fetch("/page/" + (50 + 5 * number) + "/number-" + number));
    }
    List<Web.Page> pages = await(multi(fetches));
    for (int number = 0; number < PAGES; number++) {
      check(pages.get(number), "number-" + number);
    }
    return Future.of(Overlap.of(pages, startNanos));
  }

  /** A map of futures gives a map of results, with the same keys; here without {@code multi}. */
  @Coroutine
  Future<Overlap> map() throws IOException {
    long startNanos = System.nanoTime();
    Map<String, CompletableFuture<Web.Page>> fetches = new LinkedHashMap<>();
    for (String name : NAMES) {
      fetches.put(name, web.fetch("/page/100/" + name));
    }
    Map<String, Web.Page> pages = await(fetches);
    for (String name : NAMES) {
      check(pages.get(name), name);
    }
    return Future.of(Overlap.of(pages.values(), startNanos));
  }

  private static void check(Web.Page page, String body) throws IOException {
    if (!page.body().equals(body)) {
      throw new IOException("fetched " + page.body() + " instead of " + body);
    }
  }
}
