package io.sirocco.benchmarks;

import io.sirocco.benchmarks.report.BytesFigure;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** Measures what a suspended coroutine of one contender takes, with the pending future that it awaits. */
final class CoroutineMemory<A, R> {
  private static final int[] COUNTS = {10_000, 100_000, 1_000_000, 10_000_000};
  private static final Object REF = "ref";

  private final Suspension<A, R> contender;

  private CoroutineMemory(Suspension<A, R> contender) {
    this.contender = contender;
  }

  /** Measures with at most so many, and as many as will fit into the heap. */
  static List<BytesFigure> measure(String name, int largest) throws Exception {
    System.setProperty("jol.magicFieldOffset", "true"); // else it refuses lambdas
    return new CoroutineMemory<>(Suspensions.all().get(name).get()).figures(name, largest);
  }

  private List<BytesFigure> figures(String name, int largest) throws Exception {
    List<BytesFigure> figures = new ArrayList<>();
    double bytes =
        (double) HeapGrowth.settled(() -> growth(COUNTS[0]), HeapGrowth.WARM_UPS) / COUNTS[0];
    for (int count : COUNTS) {
      if (count <= largest && count * bytes < 0.6 * Runtime.getRuntime().maxMemory()) {
        bytes = (double) HeapGrowth.settled(() -> growth(count), HeapGrowth.RUNS) / count;
        figures.add(new BytesFigure(
            Runtime.version().feature(), "coroutine", name, count, bytes, Double.NaN));
      }
    }
    if (!contender.isObjects()) {
      return figures;
    }
    double objects = objects(); // at the end, since JOL changes what virtual threads take
    return figures.stream().map(figure -> figure.withObjects(objects)).toList();
  }

  private long growth(int count) throws Exception {
    List<A> awaited = new ArrayList<>(count); // both before, since they are not theirs
    AutoCloseable end = () -> end(awaited);
    return HeapGrowth.of(() -> {
      start(count, awaited);
      return end;
    });
  }

  private void start(int count, List<A> awaited) throws Exception {
    for (int i = 0; i < count; i++) {
      A pending = contender.pending();
      contender.start(pending, i, i, REF);
      awaited.add(pending);
    }
    contender.settle();
  }

  private void end(List<A> awaited) throws Exception {
    if (contender.isKept()) {
      awaited.forEach(pending -> contender.complete(pending, 1));
      contender.run();
    }
  }

  /** What a thousand more add: that leaves out all that they share. */
  private double objects() throws Exception {
    List<A> awaited = new ArrayList<>(1001);
    start(1, awaited);
    long shared = size(awaited);
    start(1000, awaited);
    return (size(awaited) - shared) / 1000.0;
  }

  private static long size(List<?> awaited) {
    return GraphLayout.parseInstance(awaited).totalSize();
  }
}
