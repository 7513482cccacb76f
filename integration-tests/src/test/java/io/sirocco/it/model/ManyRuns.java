package io.sirocco.it.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs programs without end, and shows for each kind of fault the smallest one. */
final class ManyRuns {
  private static final int MOST_STEPS = 2000; // of making one program smaller

  /** The first program with a kind of fault. */
  private record Fault(long seed, int run, Program program) {}

  private ManyRuns() {}

  /** Returns the number of kinds of faults. */
  static int run(long firstSeed, int count, Function<Program, Set<String>> runner) {
    Map<String, Fault> faults = new LinkedHashMap<>();
    Map<String, Integer> numbers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Program program = MadeUp.program(firstSeed + i);
      for (String kind : kinds(runner.apply(program))) {
        numbers.merge(kind, 1, Integer::sum);
        faults.putIfAbsent(kind, new Fault(firstSeed + i, i + 1, program));
      }
    }
    faults.forEach((kind, fault) -> show(kind, fault, numbers.get(kind), runner));
    System.out.println(count + " runs, " + faults.size() + " kinds of faults");
    return faults.size();
  }

  /** What is wrong, without the numbers in it. */
  private static Set<String> kinds(Set<String> wrongs) {
    Set<String> kinds = new TreeSet<>();
    wrongs.forEach(wrong -> kinds.add(wrong.split("\n")[0].replaceAll("\\d+", "N")));
    return kinds;
  }

  private static void show(
      String kind, Fault fault, int times, Function<Program, Set<String>> runner) {
    Program smallest = smallest(kind, fault.program(), runner);
    System.out.println("==== " + kind + "\n     first in run " + fault.run() + ", seed "
        + fault.seed() + "; in " + times + " runs\n" + smallest + runner.apply(smallest));
  }

  private static Program smallest(
      String kind, Program found, Function<Program, Set<String>> runner) {
    Program smallest = found;
    int[] steps = {0};
    while (true) {
      Optional<Program> smaller = Smaller.of(smallest)
          .filter(candidate ->
              steps[0]++ < MOST_STEPS && kinds(runner.apply(candidate)).contains(kind))
          .findFirst();
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.get();
    }
  }

  /** How programs are run: {@code simulated}, {@code real} or {@code loopless}. */
  static Function<Program, Set<String>> runner(String name) {
    return switch (name) {
      case "real" -> Program::runInRealTime;
      case "collect" -> Program::runAndCollect;
      case "loopless" -> Program::runWithoutLoop;
      default -> Program::run;
    };
  }

  /** For runs outside of the build. */
  public static void main(String[] args) {
    run(Long.parseLong(args[0]), Integer.parseInt(args[1]), runner(args.length > 2 ? args[2] : ""));
  }
}
