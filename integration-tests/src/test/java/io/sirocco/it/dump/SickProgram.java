package io.sirocco.it.dump;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program that hangs in several ways; it prints a dump of itself, and waits to be asked for others. */
public final class SickProgram {
  private static final Promise<Integer> NEVER = new Promise<>();
  private static final List<Object> KEPT = new ArrayList<>();
  private static Future<Integer> second;

  private SickProgram() {}

  public static void main(String[] arguments) {
    try (IOLoop loop = new IOLoop()) {
      loop.runSync(SickProgram::serve);
    }
  }

  @Coroutine
  static Future<Integer> serve() {
    for (int i = 0; i < 3; i++) {
      KEPT.add(page());
    }
    KEPT.add(nap());
    KEPT.add(lost());
    Future<Integer> first = first();
    second = second(first);
    KEPT.add(first);
    await(moment());
    await(moment());
    forgetPromises();
    System.out.println(Coroutines.dump());
    System.out.println("--");
    return Future.of(await(page()));
  }

  /** So that the one that nobody has any more is gone. */
  private static void forgetPromises() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
  }

  @Coroutine
  static Future<Integer> page() {
    return Future.of(await(price()) + 1);
  }

  @Coroutine
  static Future<Integer> price() {
    return Future.of(await(NEVER) + 1);
  }

  @Coroutine
  static Future<Integer> nap() {
    await(multi(List.of(sleep(Duration.ofHours(1)))));
    return Future.of(1);
  }

  @Coroutine
  static Future<Integer> lost() {
    return Future.of(await(new Promise<Integer>()) + 1);
  }

  @Coroutine
  static Future<Integer> first() {
    await(moment());
    return Future.of(await(second) + 1);
  }

  @Coroutine
  static Future<Integer> second(Future<Integer> first) {
    return Future.of(await(first) + 1);
  }
}
