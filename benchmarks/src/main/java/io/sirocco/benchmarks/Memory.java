package io.sirocco.benchmarks;

import io.sirocco.IOLoop;
import io.sirocco.benchmarks.loop.LoopMemory;
import io.sirocco.benchmarks.report.BytesFigure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jol.info.GraphLayout;

/**
 * Measures how many bytes a suspended coroutine takes together with the pending future that it awaits
 * (the growth of the heap, and the sum of the objects' sizes), and a pending timer, and an idle
 * connection.
 */
public final class Memory {
  private static final int[] COUNTS = {10_000, 100_000, 1_000_000, 10_000_000};

  private Memory() {}

  /**
   * Arguments: the file to write; the largest number of coroutines or timers, ten million if it is
   * missing. What will not fit into the heap is left out.
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("jol.magicFieldOffset", "true"); // else it refuses lambdas
    int largest = args.length < 2 ? Integer.MAX_VALUE : Integer.parseInt(args[1]);
    List<BytesFigure> figures = new ArrayList<>();
    new IOLoop().makeCurrent();
    System.out.printf("%-12s %-18s %10s %9s %9s%n", "", "", "count", "heap", "objects");
    for (Map.Entry<String, Suspension> contender : Suspension.contenders().entrySet()) {
      coroutines(contender.getKey(), contender.getValue(), largest, figures);
      BytesFigure.write(figures, Path.of(args[0])); // a run that is ended early leaves what it has
    }
    LoopMemory.measure(Math.min(largest, 1_000_000), figure -> add(figure, figures));
    BytesFigure.write(figures, Path.of(args[0]));
    System.exit(0); // loops of peers have threads that do not end
  }

  private static void coroutines(
      String name, Suspension contender, int largest, List<BytesFigure> figures) throws Exception {
    warmUp(contender);
    double objects = contender.isObjects() ? objects(contender) : Double.NaN;
    double bytes = 1000; // until it is known
    for (int count : COUNTS) {
      if (count <= largest && count * bytes < 0.6 * Runtime.getRuntime().maxMemory()) {
        Object[] kept = new Object[count]; // before, since it is not theirs
        long grown = HeapGrowth.of(
            () -> start(contender, kept), contender.rest(), all -> end(contender, all));
        bytes = (double) grown / count;
        add(
            new BytesFigure(Runtime.version().feature(), "coroutine", name, count, bytes, objects),
            figures);
      }
    }
  }

  private static void add(BytesFigure figure, List<BytesFigure> figures) {
    figures.add(figure);
    System.out.printf(
        "%-12s %-18s %10d %9.1f %9.1f%n",
        figure.thing(), figure.contender(), figure.count(), figure.heap(), figure.objects());
  }

  /** Compiled code has smaller stacks than interpreted code; that counts for virtual threads. */
  private static void warmUp(Suspension contender) throws Exception {
    Object[] kept = start(contender, new Object[20_000]);
    contender.rest().await();
    end(contender, kept);
  }

  private static Object[] start(Suspension contender, Object[] kept) {
    for (int i = 0; i < kept.length; i++) {
      kept[i] = contender.start().apply(i);
    }
    return kept;
  }

  private static void end(Suspension contender, Object[] kept) {
    for (Object pending : kept) {
      contender.end().accept(pending);
    }
  }

  /** What a thousand more add: that leaves out all that they share. */
  private static double objects(Suspension contender) throws Exception {
    Object[] few = new Object[1001];
    few[0] = contender.start().apply(0);
    contender.rest().await();
    long shared = GraphLayout.parseInstance((Object) few).totalSize();
    for (int i = 1; i < few.length; i++) {
      few[i] = contender.start().apply(i);
    }
    contender.rest().await();
    return (GraphLayout.parseInstance((Object) few).totalSize() - shared) / 1000.0;
  }
}
