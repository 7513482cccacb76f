package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;

import io.sirocco.AsyncCallable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.TimeoutException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Timeouts and retries: a loop and a {@code try} statement, as in code that blocks. */
final class Retries {
  private static final Duration TIME_LIMIT = Duration.ofMillis(300);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final int TRIES = 4;

  private final Web web;
  private int tries;
  private int timeouts;

  /**
   * What happened.
   *
   * @param answered how many pages came in the end
   * @param givenUp how many did not
   * @param tries how many requests were sent for all of them
   * @param timeouts how many of these got no answer in time
   */
  record Result(int answered, int givenUp, int tries, int timeouts) {
    int retries() {
      return tries - answered - givenUp;
    }
  }

  Retries(Web web) {
    this.web = web;
  }

  /** Fetches a page that comes at the third try, and one that never comes. */
  @Coroutine
  Future<Result> run() throws Exception {
    int answered = 0;
    int givenUp = 0;
    for (String path : new String[] {"/moody/page", "/stuck"}) {
      try {
        await(retry(() -> fetchInTime(path)));
        answered++;
      } catch (TimeoutException e) {
        givenUp++;
      }
    }
    return Future.of(new Result(answered, givenUp, tries, timeouts));
  }

  /** Tries again after a pause that doubles each time; fails as the last try does. */
  @Coroutine
  private <T> Future<T> retry(AsyncCallable<T> attempt) throws Exception {
    Duration pause = FIRST_PAUSE;
    for (int left = TRIES - 1; ; left--) {
      tries++;
      try {
        return Future.of(await(attempt.call()));
      } catch (IOException | TimeoutException e) {
        if (left == 0) {
          throw e;
        }
      }
      await(sleep(pause));
      pause = pause.multipliedBy(2);
    }
  }

  @Coroutine
  private Future<String> fetchInTime(String path) throws IOException {
    CompletableFuture<HttpResponse<String>> request = web.send(path);
    try {
      HttpResponse<String> response = await(withTimeout(TIME_LIMIT, request));
      if (response.statusCode() != 200) {
        throw new IOException(path + ": status " + response.statusCode());
      }
      return Future.of(response.body());
    } catch (TimeoutException e) {
      timeouts++;
      request.cancel(true); // a timeout cancels nothing by itself
      throw e;
    }
  }
}
