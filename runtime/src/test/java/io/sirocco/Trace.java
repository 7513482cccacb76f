package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** What happened, in order; the way in which tests state an order of events. Not for many threads. */
public final class Trace {
  private final List<String> events = new ArrayList<>();

  public void add(Object event) {
    events.add(String.valueOf(event));
  }

  /** A callback that adds one event. */
  public Runnable adding(Object event) {
    return () -> add(event);
  }

  public void assertEvents(Object... expected) {
    List<String> texts = new ArrayList<>();
    for (Object event : expected) {
      texts.add(String.valueOf(event));
    }
    assertEquals(texts, events);
  }
}
