package io.sirocco.it.model;

import io.sirocco.Future;
import io.sirocco.queues.Queue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A queue, and where its items are. */
final class Items {
  private final Run run;
  private final Queue<Integer> queue;
  private final Set<Integer> put = new HashSet<>(); // by puts that have succeeded
  private final List<Integer> got = new ArrayList<>();
  private int made;

  Items(Run run, int maxSize) {
    this.run = run;
    this.queue = new Queue<>(maxSize);
  }

  int make() {
    return made++;
  }

  Future<Void> put(int item, Limit limit) {
    return limit.on(() -> queue.put(item), time -> queue.put(item, time));
  }

  void hasPut(int item) {
    put.add(item);
  }

  Future<Integer> get(Limit limit) {
    return limit.on(queue::get, queue::get);
  }

  void hasGot(int item) {
    run.books.check(!got.contains(item), "item " + item + " was got twice");
    got.add(item);
    queue.taskDone();
  }

  Future<Void> join(Limit limit) {
    return limit.on(queue::join, queue::join);
  }

  void checkAtEnd() {
    String text = queue.toString();
    run.books.check(text.contains("getting=0, putting=0"), "left over: " + text);
    run.books.check(text.endsWith("unfinished=" + queue.size() + "]"), "unfinished: " + text);
    while (!queue.isEmpty()) {
      hasGot(queue.getNow());
    }
    for (int item : got) {
      run.books.check(put.contains(item), "item " + item + " was got, but its put has failed");
    }
    for (int item : put) {
      run.books.check(got.contains(item), "item " + item + " is lost");
    }
  }
}
