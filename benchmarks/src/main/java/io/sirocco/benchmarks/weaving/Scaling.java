package io.sirocco.benchmarks.weaving;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Prints how the time to weave a method grows with its size. */
public final class Scaling {
  private static final int[] SIZES = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000};
  private static final long ENOUGH = 300_000_000; // nanoseconds for one figure

  private Scaling() {}

  /** Measures the shapes named in {@code args}, or all. */
  public static void main(String[] args) {
    System.out.printf(
        "%-20s %12s %8s %10s %10s %10s %14s%n",
        "shape", "instructions", "bytes", "asm ms", "analyse ms", "weave ms", "weave ns/insn");
    for (Shape shape : Shape.values()) {
      if (args.length == 0 || List.of(args).contains(shape.name())) {
        measure(shape);
      }
    }
  }

  private static void measure(Shape shape) {
    for (int size : SIZES) {
      byte[] classFile;
      try {
        classFile = shape.classFile(size);
      } catch (MethodTooLargeException e) {
        return; // so would be all that follow
      }
      InstrumentationResult result = weave(classFile);
      double asm = milliseconds(() -> readAndWrite(classFile));
      double analysis = milliseconds(() -> read(classFile), Scaling::analyse);
      double weaving = milliseconds(() -> weave(classFile));
      int instructions = instructions(classFile);
      System.out.printf(
          "%-20s %12d %8d %10.2f %10.2f %10.2f %14.0f %s%n",
          shape,
          instructions,
          classFile.length,
          asm,
          analysis,
          weaving,
          weaving * 1e6 / instructions,
          result.isWoven() ? "" : result.diagnostics().get(0).detail());
      if (!result.isWoven()) {
        return;
      }
    }
  }

  private static InstrumentationResult weave(byte[] classFile) {
    return new Instrumenter(ClassSource.jdk()).instrument(classFile);
  }

  /** What any tool does that changes methods: the same reader and writer, nothing in between. */
  private static byte[] readAndWrite(byte[] classFile) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    read(classFile).accept(writer);
    return writer.toByteArray();
  }

  private static ClassNode read(byte[] classFile) {
    ClassNode owner = new ClassNode();
    new ClassReader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
    return owner;
  }

  private static Object analyse(ClassNode owner) {
    return CoroutineFinder.find(owner).coroutines().stream()
        .map(coroutine -> MethodAnalyzer.analyze(owner, coroutine, diagnostic -> {}))
        .toList();
  }

  private static int instructions(byte[] classFile) {
    int count = 0;
    for (MethodNode method : read(classFile).methods) {
      for (AbstractInsnNode insn : method.instructions) {
        count += insn.getOpcode() >= 0 ? 1 : 0;
      }
    }
    return count;
  }

  private static double milliseconds(Supplier<?> work) {
    return milliseconds(() -> null, nothing -> work.get());
  }

  /** Of this thread, in nanoseconds: what else the machine does has little influence. */
  static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The fastest of several runs; what has to be prepared for each does not count. */
  private static <T> double milliseconds(Supplier<T> input, Function<T, ?> work) {
    long fastest = Long.MAX_VALUE;
    long spent = 0;
    for (int run = 0; run < 5 || run < 100 && spent < ENOUGH; run++) {
      T prepared = input.get();
      long start = processorTime();
      work.apply(prepared);
      long taken = processorTime() - start;
      fastest = Math.min(fastest, taken);
      spent += taken;
      if (spent > 10 * ENOUGH) {
        break;
      }
    }
    return fastest / 1e6;
  }
}
