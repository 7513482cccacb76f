package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Guide, "looping": a cursor over the rows of a table, which fetches a page of rows when needed. */
final class Cursor {
  private final Web web;
  private final Queue<String> fetched = new ArrayDeque<>();
  private int rows;
  private int pages;

  /** What reading a whole table took. */
  record Result(int rows, int pages) {}

  private Cursor(Web web) {
    this.web = web;
  }

  /** Reads the whole table: the loop's condition awaits. */
  @Coroutine
  static Future<Result> readAll(Web web) throws IOException {
    Cursor cursor = new Cursor(web);
    int rows = 0;
    while (await(cursor.fetchNext())) {
      String row = cursor.next();
      if (!row.equals("row " + rows)) {
        throw new IOException("got " + row + " instead of row " + rows);
      }
      rows++;
    }
    return Future.of(new Result(rows, cursor.pages));
  }

  /**
   * Makes sure that there is a row, if there is one at all. Lazy: nothing happens before the result is
   * awaited. For most rows it is done then: they are here already, and nobody has to wait.
   */
  @Coroutine
  Awaitable<Boolean> fetchNext() throws IOException {
    if (fetched.isEmpty()) {
      String page = await(web.fetch("/rows/" + rows)).body();
      pages++;
      fetched.addAll(page.isEmpty() ? List.of() : List.of(page.split("\n")));
    }
    return Future.of(!fetched.isEmpty());
  }

  String next() {
    rows++;
    return fetched.remove();
  }
}
