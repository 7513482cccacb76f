package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pages of our web server. All of them take some time, as if they came from a database. */
final class Site {
  static final int ROWS = 1_000;
  static final int ROWS_PER_PAGE = 100;

  private static final Duration TOO_LONG = Duration.ofSeconds(3);
  private final Map<String, Integer> visits = new HashMap<>();

  /** What a request gets. */
  record Page(int status, String reason, String body) {
    static Page ok(String body) {
      return new Page(200, "OK", body);
    }
  }

  /**
   * Makes a page.
   *
   * @param path {@code /page/<millis>/<name>}: a page that takes so long; {@code /rows/<n>}: the rows
   *     from number n on, one per line; {@code /moody/<name>}: busy at the first visit, far too slow at
   *     the second, fine at the third; {@code /stuck}: always too slow
   */
  @Coroutine
  Future<Page> get(String path) {
    String[] parts = path.split("/");
    switch (parts[1]) {
      case "page":
        await(sleep(Duration.ofMillis(Long.parseLong(parts[2]))));
        return Future.of(Page.ok(parts[3]));
      case "rows":
        await(sleep(Duration.ofMillis(5)));
        return Future.of(Page.ok(rows(Integer.parseInt(parts[2]))));
      case "moody":
        return moody(path);
      case "stuck":
        await(sleep(TOO_LONG));
        return Future.of(Page.ok("at last"));
      default:
        return Future.of(new Page(404, "Not Found", ""));
    }
  }

  @Coroutine
  private Future<Page> moody(String path) {
    int visit = visits.merge(path, 1, Integer::sum);
    if (visit == 1) {
      return Future.of(new Page(503, "Service Unavailable", "busy"));
    }
    if (visit == 2) {
      await(sleep(TOO_LONG));
    }
    return Future.of(Page.ok("visit " + visit));
  }

  private static String rows(int from) {
    return IntStream.range(from, Math.min(from + ROWS_PER_PAGE, ROWS))
        .mapToObj(number -> "row " + number)
        .collect(Collectors.joining("\n"));
  }
}
