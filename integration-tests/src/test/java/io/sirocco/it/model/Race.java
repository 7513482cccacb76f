package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.WaitIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Waits for the first of several: requests, blocks, and some time. Requests that lose are withdrawn; what
 * they have got in that very moment is not lost.
 *
 * @param requests numbers of what is asked for, see {@link Request#make}
 * @param limitMillis 0 for none
 */
record Race(Kind kind, List<Integer> requests, int limitMillis, List<List<Op>> blocks)
    implements Op {
  /** Who says what the first is. */
  enum Kind {
    /** {@code firstOf}. */
    OUTCOME("firstOf"),
    /** {@code firstSuccessOf}. */
    SUCCESS("firstSuccessOf"),
    /** The first step of an iterator that is closed after it. */
    STEP("firstStepOf");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  @Override
  @Coroutine
  public Future<Void> run(Task task) {
    List<Request<?>> made = new ArrayList<>();
    requests.forEach(number -> made.add(Request.make(task.run, number)));
    List<Future<?>> inputs = new ArrayList<>();
    made.forEach(request -> inputs.add(request.future()));
    for (List<Op> block : blocks) {
      inputs.add(task.child().noted(block));
    }
    if (limitMillis > 0) {
      inputs.add(Coroutines.sleep(Duration.ofMillis(limitMillis)));
    }
    if (inputs.isEmpty()) {
      return Future.of(null);
    }
    boolean mayStay = false;
    try {
      await(first(task, inputs));
    } catch (CancellationException e) {
      mayStay = kind != Kind.STEP; // a race that is cancelled leaves its inputs alone
      throw e;
    } finally {
      for (Request<?> request : made) {
        request.end(task.run, mayStay);
      }
    }
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> first(Task task, List<Future<?>> inputs) {
    if (kind == Kind.STEP) {
      try (WaitIterator<Object> steps = WaitIterator.of((Iterable<?>) inputs)) {
        await(task.awaiting(steps.next(), blocks.isEmpty()));
      }
    } else {
      Future<Object> first = kind == Kind.OUTCOME
          ? Coroutines.firstOf((Iterable<?>) inputs)
          : Coroutines.firstSuccessOf((Iterable<?>) inputs);
      await(task.awaiting(first, blocks.isEmpty()));
    }
    return Future.of(null);
  }

  @Override
  public List<Op> simpler() {
    List<Op> simpler = new ArrayList<>();
    if (limitMillis > 0) {
      simpler.add(new Race(kind, requests, 0, blocks));
    }
    for (int i = 0; i < requests.size(); i++) {
      List<Integer> fewer = new ArrayList<>(requests);
      fewer.remove(i);
      simpler.add(new Race(kind, fewer, limitMillis, blocks));
    }
    return simpler;
  }

  @Override
  public Op with(List<List<Op>> blocks) {
    return new Race(kind, requests, limitMillis, blocks);
  }

  @Override
  public boolean hasAnyNumberOfBlocks() {
    return true;
  }

  @Override
  public void print(Text text) {
    List<String> inputs = new ArrayList<>();
    requests.forEach(request -> inputs.add(Request.text(request)));
    if (limitMillis > 0) {
      inputs.add("sleep(" + limitMillis + ")");
    }
    String head = "await(" + kind.text + "(" + String.join(", ", inputs);
    if (blocks.isEmpty()) {
      text.line(head + "));");
    } else {
      text.arguments(head + (inputs.isEmpty() ? "" : ","), blocks);
    }
  }
}
