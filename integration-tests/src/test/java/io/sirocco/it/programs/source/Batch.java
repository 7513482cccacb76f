package io.sirocco.it.programs.source;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.QuickComparison;
import io.sirocco.it.programs.Sample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Programs in Java that are compiled together, since starting the compiler takes longer than compiling.
 *
 * @param compiler that compiles them
 * @param release for which they are compiled
 * @param isConcurrent whether they call coroutines without awaiting them at once
 * @param seed of the schedules, and of how they are woven
 */
public record Batch(
    CompiledBy compiler, int release, boolean isConcurrent, long seed, List<Program> programs)
    implements Sample {
  private static final int SIZE = 50;
  private static final int WAYS = 4;

  /** For one of the compilers, and one of the releases that it knows. */
  public static Batch madeUp(Random random) {
    CompiledBy compiler = random.nextInt(6) < 3 ? CompiledBy.JAVAC : CompiledBy.ECJ;
    List<Integer> releases = compiler.releases();
    int release = releases.get(random.nextInt(releases.size()));
    boolean isConcurrent = random.nextInt(3) == 0;
    List<Program> programs = IntStream.range(0, SIZE)
        .mapToObj(i -> new ProgramMaker(random, release, isConcurrent).make("Program" + i))
        .toList();
    return new Batch(compiler, release, isConcurrent, random.nextLong(), programs);
  }

  @Override
  public int size() {
    return programs.size();
  }

  @Override
  public void check() {
    ClassFiles compiled;
    try {
      compiled = Awaits.replaced(compile());
    } catch (JavaCompilation.Failed e) {
      if (programs.stream().allMatch(Program::isMadeSmaller)) {
        return; // what was taken out was needed
      }
      throw e;
    }
    QuickComparison comparison = QuickComparison.of(compiled, isConcurrent, seed % 4 == 0);
    for (Case each : Case.in(compiled)) {
      comparison.compare(each, WAYS, new Random(seed));
    }
  }

  private ClassFiles compile() {
    Map<String, String> sources = new TreeMap<>();
    programs.forEach(program -> sources.put(program.className(), program.source()));
    return compiler.compile(sources, release);
  }

  /** First one program of many, then a program with less in it. */
  @Override
  public Stream<Batch> smaller() {
    return programs.size() > 1
        ? programs.stream().map(this::with)
        : programs.get(0).smaller().map(this::with);
  }

  private Batch with(Program program) {
    return new Batch(compiler, release, isConcurrent, seed, List.of(program));
  }

  @Override
  public long length() {
    return programs.stream()
        .mapToLong(program -> program.code().text().length())
        .sum();
  }

  @Override
  public String toString() {
    return programs.stream()
        .map(Program::toString)
        .collect(
            Collectors.joining("\n", "by " + compiler + " for release " + release + ":\n", ""));
  }
}
