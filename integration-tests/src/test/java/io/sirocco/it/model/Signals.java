package io.sirocco.it.model;

import io.sirocco.Future;
import io.sirocco.locks.Condition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition, and how many have to hear its signals. */
final class Signals {
  private static final Pattern WAITING = Pattern.compile("waiting=(\\d+)");

  private final Run run;
  private final Condition condition = new Condition();
  private int expected;
  private int heard;

  Signals(Run run) {
    this.run = run;
  }

  void signal(int count) {
    expected += Math.min(count, waiting());
    condition.signal(count);
  }

  Future<Boolean> waitFor(Limit limit) {
    return limit.on(run, condition::waitForSignal, condition::waitForSignal);
  }

  void hasHeard(boolean signal) {
    heard += signal ? 1 : 0;
  }

  private int waiting() {
    Matcher matcher = WAITING.matcher(condition.toString());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  void checkAtEnd() {
    run.books.checkEquals(0, waiting(), "who waits for signals");
    run.books.checkEquals(expected, heard, "signals that were heard");
  }
}
