package io.sirocco.it.model;

import io.sirocco.Future;
import io.sirocco.queues.Queue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A queue, and where its items are. */
final class Items {
  /** What is handed over. */
  record Item(int number) {}

  private final Run run;
  private final Queue<Item> queue;
  private final Set<Integer> put = new HashSet<>(); // numbers of those whose puts have succeeded
  private final List<WeakReference<Item>> items = new ArrayList<>();
  private final List<Integer> got = new ArrayList<>();
  private int made;

  Items(Run run, int maxSize) {
    this.run = run;
    this.queue = new Queue<>(maxSize);
  }

  Item make() {
    Item item = new Item(made++);
    items.add(new WeakReference<>(item));
    return item;
  }

  Future<Void> put(Item item, Limit limit) {
    return limit.on(run, () -> queue.put(item), time -> queue.put(item, time));
  }

  void hasPut(int number) {
    put.add(number);
  }

  Future<Item> get(Limit limit) {
    return limit.on(run, queue::get, queue::get);
  }

  void hasGot(int number) {
    run.books.check(!got.contains(number), "item " + number + " was got twice");
    got.add(number);
    queue.taskDone();
  }

  Future<Void> join(Limit limit) {
    return limit.on(run, queue::join, queue::join);
  }

  void checkAtEnd() {
    String text = queue.toString();
    run.books.check(text.contains("getting=0, putting=0"), "left over: " + text);
    run.books.check(text.endsWith("unfinished=" + queue.size() + "]"), "unfinished: " + text);
    while (!queue.isEmpty()) {
      hasGot(queue.getNow().number());
    }
    for (int item : got) {
      run.books.check(put.contains(item), "item " + item + " was got, but its put has failed");
    }
    for (int item : put) {
      run.books.check(got.contains(item), "item " + item + " is lost");
    }
  }

  /** After a collection: nobody has the items any more whose puts were given up. */
  void checkLetGo() {
    for (int number = 0; number < made; number++) {
      run.books.check(
          put.contains(number) || items.get(number).get() == null,
          "item " + number + " is kept although its put was given up");
    }
  }
}
