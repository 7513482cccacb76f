package io.sirocco.benchmarks.weaving;

import com.sun.management.ThreadMXBean;
import io.sirocco.instrument.ClassFilter;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.JarInstrumenter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Prints how fast whole jars are woven, where there is nothing to weave and where there is much, beside
 * what ASM takes to read and write the same classes.
 */
public final class Throughput {
  private static final int RUNS = 7;
  private static final long ENOUGH = 20_000_000_000L; // nanoseconds for one line

  private interface Work {
    void run() throws IOException;
  }

  private Throughput() {}

  /** Measures each jar that {@code args} name. */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        "%-24s %-30s %7s %7s %8s %8s %6s %10s %8s%n",
        "jar", "what", "classes", "MB", "class/s", "MB/s", "ratio", "alloc MB", "peak MB");
    for (String arg : args) {
      measure(Path.of(arg));
    }
  }

  private static void measure(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    List<byte[]> plain = classes(jar);
    Measurement copied = new Measurement(name, plain, null);
    double asm = copied.print("ASM", () -> plain.forEach(Throughput::asm));
    new Measurement(name, plain, asm)
        .print("ASM with its copied pool", () -> plain.forEach(Throughput::asmWithCopiedPool));
    new Measurement(name, plain, asm)
        .print("Sirocco, nothing to weave", () -> weave(plain, ClassSource.jdk()));

    Path temporary = Files.createTempFile("throughput", ".jar");
    double jarAsm =
        new Measurement(name, plain, null).print("ASM, jar to jar", () -> asmJar(jar, temporary));
    new Measurement(name, plain, jarAsm)
        .print("Sirocco, jar to jar", () -> weaveJar(jar, temporary));
    Files.delete(temporary);

    List<byte[]> made = plain.stream().map(CoroutineMaker::of).toList();
    double tree = new Measurement(name, made, null)
        .print("ASM tree, coroutines", () -> made.forEach(Throughput::asmTree));
    try (ClassSource types = ClassSource.classPath(List.of(jar)).or(ClassSource.jdk())) {
      Map<String, Integer> coroutines = new LinkedHashMap<>();
      weave(made, types)
          .forEach(result -> coroutines.merge(
              result.isWoven() ? "woven" : "left",
              result.isWoven() ? result.coroutines() : 1,
              Integer::sum));
      new Measurement(name, made, tree)
          .print("Sirocco, " + coroutines.get("woven") + " coroutines", () -> weave(made, types));
    }
  }

  private static List<byte[]> classes(Path path) throws IOException {
    List<byte[]> classes = new ArrayList<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (isClass(entry.getName())) {
          classes.add(jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(".class") && !entry.endsWith("module-info.class");
  }

  private static List<InstrumentationResult> weave(List<byte[]> classes, ClassSource types) {
    Instrumenter instrumenter = new Instrumenter(types);
    return classes.stream().map(instrumenter::instrument).toList();
  }

  private static void weaveJar(Path input, Path output) throws IOException {
    new JarInstrumenter(ClassSource.jdk(), ClassFilter.all())
        .weave(input, output)
        .write();
  }

  private static byte[] asm(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }

  private static byte[] asmWithCopiedPool(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    return writer.toByteArray();
  }

  private static byte[] asmTree(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static void asmJar(Path input, Path output) throws IOException {
    try (JarFile jar = new JarFile(input.toFile(), false);
        OutputStream out = Files.newOutputStream(output);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        zip.putNextEntry(new ZipEntry(entry.getName()));
        zip.write(isClass(entry.getName()) ? asmWithCopiedPool(content) : content);
        zip.closeEntry();
      }
    }
  }

  /** One line of the table. */
  private record Measurement(String jar, List<byte[]> classes, Double reference) {

    /** Gives the seconds of the fastest run. */
    double print(String what, Work work) throws IOException {
      long fastest = Long.MAX_VALUE;
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long allocated = 0;
      long end = System.nanoTime() + ENOUGH;
      for (int run = 0; run < 2 || run < RUNS && System.nanoTime() < end; run++) {
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = thread.getCurrentThreadAllocatedBytes();
        long start = Scaling.processorTime();
        work.run();
        fastest = Math.min(fastest, Scaling.processorTime() - start);
        allocated = thread.getCurrentThreadAllocatedBytes() - before;
      }
      long peak =
          heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      double seconds = fastest / 1e9;
      double megabytes = classes.stream().mapToLong(bytes -> bytes.length).sum() / 1e6;
      System.out.printf(
          "%-24s %-30s %7d %7.1f %8.0f %8.1f %6s %10.1f %8.1f%n",
          jar,
          what,
          classes.size(),
          megabytes,
          classes.size() / seconds,
          megabytes / seconds,
          reference == null ? "" : String.format("%.2f", seconds / reference),
          allocated / 1e6,
          peak / 1e6);
      return seconds;
    }

    private static List<MemoryPoolMXBean> heapPools() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
    }
  }
}
