package io.sirocco.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How every row is measured: many short iterations, of which {@link Main} compares the faster ones, and
 * the same again in other processes, since a JIT compiler does not always decide alike. What a contender
 * asks of the JVM is put before that, with {@code jvmArgsPrepend}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", Rows.TOUCHED})
@Warmup(iterations = 6, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 30, time = 40, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Rows {
  /** Else the first use of each page of the heap counts. */
  static final String TOUCHED = "-XX:+AlwaysPreTouch";

  /** Awaits, calls, suspensions or coroutines in one run of a row. */
  static final int N = 1000;

  /** Children of each coroutine of {@link Skynet}. */
  static final int CHILDREN = 10;
}
