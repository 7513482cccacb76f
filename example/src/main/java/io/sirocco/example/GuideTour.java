package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;

/** Does what the guide to coroutines shows, one pattern after the other. */
final class GuideTour {
  private final Web web;
  private final Heartbeat heart;
  private final Console console;

  /** What came of each pattern; {@code lag} is the loop's in all that time. */
  record Result(
      Overlap list,
      Overlap map,
      Overlap interleaving,
      BlockingCall.Result blockingCall,
      Cursor.Result cursor,
      Retries.Result retries,
      Lag lag) {}

  GuideTour(Web web, Heartbeat heart, Console console) {
    this.web = web;
    this.heart = heart;
    this.console = console;
  }

  @Coroutine
  Future<Result> run() throws Exception {
    await(web.fetch("/page/0/first")); // loads the web client
    heart.takeLag();
    console.say("Fetching a list and a map of pages in parallel");
    ParallelFetch fetch = new ParallelFetch(web);
    Overlap list = await(fetch.list());
    Overlap map = await(fetch.map());
    console.say("Reading chunks while writing others");
    Overlap interleaving = await(new Interleaving(web).copy());
    console.say("Hashing a password on another thread");
    BlockingCall.Result blockingCall = await(BlockingCall.hash(heart));
    console.say("Reading a table row by row");
    Cursor.Result cursor = await(Cursor.readAll(web));
    console.say("Asking a moody page and one that is stuck, with a time limit and retries");
    Retries.Result retries = await(new Retries(web).run());
    return Future.of(
        new Result(list, map, interleaving, blockingCall, cursor, retries, heart.takeLag()));
  }
}
