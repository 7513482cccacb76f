package io.sirocco.benchmarks.weaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Prints both tables about the time that weaving takes. */
public final class WeavingCost {
  private WeavingCost() {}

  /** Reads the jars of the folder that {@code args[0]} names. */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        "%s %s, %s%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.arch"));
    Scaling.main(new String[0]);
    System.out.println();
    try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
      Throughput.main(jars.map(Path::toString).sorted().toArray(String[]::new));
    }
  }
}
