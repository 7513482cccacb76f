package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.AsyncIterator;
import io.sirocco.Coroutine;
import io.sirocco.Future;

/** Elements one by one. Recorded with the programs in {@code more.py}. */
final class GeneratorScenarios {
  private GeneratorScenarios() {}

  @Coroutine
  private static AsyncIterator<Integer> rows(Trace t) {
    t.add("opens");
    for (int i = 0; i < 3; i++) {
      await(sleep(ms(20)));
      t.add("emits", i);
      emit(i);
    }
    t.add("ends");
    return AsyncIterator.empty();
  }

  @Scenario
  @Coroutine
  static Future<Void> generator_runs_as_it_is_read(Trace t) {
    AsyncIterator<Integer> reading = rows(t);
    t.add("made");
    while (await(reading.advance())) {
      t.add("got", reading.current());
      await(sleep(ms(20)));
    }
    t.add("end");
    return Future.of(null);
  }

  @Coroutine
  private static AsyncIterator<Integer> closing(Trace t) {
    try {
      emit(1);
      emit(2);
      return AsyncIterator.empty();
    } finally {
      await(sleep(ms(20)));
      t.add("closed");
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> generator_closed_early(Trace t) {
    AsyncIterator<Integer> reading = closing(t);
    if (await(reading.advance())) {
      t.add("got", reading.current());
    }
    t.add("closes");
    await(reading.close());
    await(reading.close());
    while (await(reading.advance())) {
      t.add("not reached");
    }
    t.add("end");
    return Future.of(null);
  }

  @Coroutine
  private static AsyncIterator<Integer> failing() {
    emit(1);
    await(sleep(ms(20)));
    throw new Boom("broken");
  }

  @Scenario
  @Coroutine
  static Future<Void> generator_fails(Trace t) {
    AsyncIterator<Integer> reading = failing();
    try {
      while (await(reading.advance())) {
        t.add("got", reading.current());
      }
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    while (await(reading.advance())) {
      t.add("not reached");
    }
    t.add("end");
    return Future.of(null);
  }
}
