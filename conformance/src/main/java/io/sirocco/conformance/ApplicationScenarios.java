package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.TimeoutException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Larger programs: retries, shared requests, interleaving, work in the background. */
final class ApplicationScenarios {
  private ApplicationScenarios() {}

  // ---- retries --------------------------------------------------------------------------------

  @Coroutine
  private static Future<String> fetch(Trace t, int attempt) {
    t.add("attempt", attempt);
    await(sleep(ms(175)));
    switch (attempt) {
      case 1:
        throw new Boom("attempt 1");
      case 2:
        throw new Bang("attempt 2");
      default:
        return Future.of("page");
    }
  }

  @Coroutine
  private static Future<String> fetchWithRetry(Trace t, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        String page = await(withTimeout(ms(70L * attempt), fetch(t, attempt), Boom.class));
        return Future.of(page);
      } catch (TimeoutException e) {
        t.add("too slow");
      } finally {
        t.add("finally", attempt);
      }
    }
    throw new Bang("gave up");
  }

  @Scenario
  @Coroutine
  static Future<String> app_retry(Trace t) {
    String page = await(fetchWithRetry(t, 3));
    await(sleep(ms(40)));
    try {
      await(fetchWithRetry(t, 1));
    } catch (Bang e) {
      t.add(e.getMessage());
    }
    await(sleep(ms(150)));
    return Future.of(page);
  }

  // ---- one request for many callers -------------------------------------------------------------

  private static final class Cache {
    private final Trace t;
    private final Map<String, Future<String>> pending = new HashMap<>();
    private int loads;

    Cache(Trace t) {
      this.t = t;
    }

    Future<String> get(String key) {
      Future<String> known = pending.get(key);
      if (known != null) {
        return known;
      }
      Future<String> load = load(key);
      pending.put(key, load);
      load.addDoneCallback(done -> pending.remove(key));
      return load;
    }

    @Coroutine
    private Future<String> load(String key) {
      int attempt = ++loads;
      t.add("load", key, "attempt", attempt);
      await(sleep(ms(40)));
      if (attempt == 1) {
        throw new Boom("attempt 1");
      }
      return Future.of(key.toUpperCase());
    }
  }

  @Coroutine
  private static Future<Void> caller(Trace t, Cache cache, String who) {
    for (int i = 0; i < 2; i++) {
      try {
        t.add(who, "got", await(cache.get("k")));
        return Future.of(null);
      } catch (Boom e) {
        t.add(who, "failed:", e.getMessage());
        await(moment());
      }
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> app_shared_request(Trace t) {
    Cache cache = new Cache(t);
    await(List.of(caller(t, cache, "a"), caller(t, cache, "b"), caller(t, cache, "c")));
    t.add("calls", cache.loads);
    return Future.of(null);
  }

  // ---- doing two things at a time ---------------------------------------------------------------

  private static final class Handler {
    private final Trace t;
    private final Iterator<String> chunks = Stream.of("one", "two", null).iterator();

    Handler(Trace t) {
      this.t = t;
    }

    @Coroutine
    Future<String> fetchNextChunk() {
      String chunk = chunks.next();
      t.add("fetch starts", chunk);
      await(sleep(ms(50)));
      t.add("fetch ends", chunk);
      return Future.of(chunk);
    }

    @Coroutine
    Future<Void> flush() {
      t.add("flush starts");
      await(sleep(ms(100)));
      t.add("flush ends");
      return Future.of(null);
    }
  }

  @Scenario
  @Coroutine
  static Future<String> interleave_fetch_and_flush(Trace t) {
    Handler handler = new Handler(t);
    Future<String> fetch = handler.fetchNextChunk();
    for (String chunk = await(fetch); chunk != null; chunk = await(fetch)) {
      t.add("write", chunk);
      fetch = handler.fetchNextChunk(); // runs while the flush is waited for
      await(handler.flush());
    }
    return Future.of("ok");
  }

  // ---- work in the background -------------------------------------------------------------------

  @Coroutine
  private static Future<Void> every(Trace t, int millis) {
    for (int round = 1; ; round++) {
      t.add("round", round);
      await(sleep(ms(millis)));
    }
  }

  @Scenario
  @Coroutine
  static Future<String> background_loop(Trace t) {
    IOLoop.current().spawnCallback(() -> every(t, 100));
    await(sleep(ms(250)));
    t.add("main ends");
    return Future.of("ok");
  }
}
