package io.sirocco.it.harness;

import io.sirocco.it.support.Schedule;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;

/** One way to run a case. */
record Way(String name, Venue venue, Supplier<Schedule> schedule) {

  /** The ways in which the woven form is run, on one thread. */
  static final List<Way> OF_WOVEN = List.of(
      new Way("all futures ready", Venue.THIS_THREAD, Schedule::allReady),
      new Way("all futures pending", Venue.THIS_THREAD, Schedule::allPending),
      new Way("mixed by seed 1", Venue.THIS_THREAD, () -> Schedule.mixed(1)),
      new Way("mixed by seed 2", Venue.THIS_THREAD, () -> Schedule.mixed(2)),
      new Way("shuffled by seed 3", Venue.THIS_THREAD, () -> Schedule.shuffled(3)),
      new Way("on a loop, all futures pending", Venue.LOOP, Schedule::allPending),
      new Way("on a loop, mixed by seed 4", Venue.LOOP, () -> Schedule.mixed(4)));

  /** The only way in which two threads of the woven form meet. */
  static final Way COMPLETED_ELSEWHERE = new Way(
      "on a loop, completed by other threads",
      Venue.LOOP_COMPLETED_ELSEWHERE,
      () -> Schedule.mixed(5));

  /** The trace of a run. */
  List<String> run(Method method) {
    return venue.run(method, schedule.get());
  }

  /** Leaves the woven classes, and says where. */
  AssertionError difference(
      Case each, List<String> expected, List<String> actual, ClassFiles woven) {
    return new AssertionError(String.format(
        "%s.%s, %s%n  expected %s%n  but was  %s%s",
        each.className(),
        each.methodName(),
        name,
        String.join("\n           ", expected),
        String.join("\n           ", actual),
        Remains.leaveFamily(each.className().replace('.', '/'), woven)));
  }
}
