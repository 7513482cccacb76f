package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Numeric loops; the time is per element. */
@OperationsPerInvocation(Loops.ELEMENTS)
public abstract class Loops extends Rows {
  static final int ELEMENTS = 10_000;

  final int[] a = IntStream.range(0, ELEMENTS).toArray();
  final Future<Integer> done = Future.of(1);
  int when = 0;

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  final Future<Integer>[] allDone = new Future[ELEMENTS / LoopCode.BLOCK];

  @SuppressWarnings("unchecked") // as above
  final Future<Integer>[] firstPending = new Future[ELEMENTS / LoopCode.BLOCK];

  final Promise<Integer> pending() {
    return new Promise<>();
  }

  final Promise<Integer> firstPending() {
    Promise<Integer> first = pending();
    firstPending[0] = first;
    return first;
  }

  static int end(Promise<Integer> pending, Future<Integer> running) {
    pending.complete(1);
    return running.result();
  }

  Loops() {
    Arrays.fill(allDone, done);
    Arrays.fill(firstPending, done);
  }
}
