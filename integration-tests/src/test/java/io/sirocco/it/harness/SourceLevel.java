package io.sirocco.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The targets by the oldest Java release that can compile them: one folder for each. */
public enum SourceLevel {
  JAVA_8(8, "src/main/java"),
  JAVA_11(11, "src/main/java"),
  JAVA_17(17, "src/main/java"),
  JAVA_21(21, "src/main/java21"),
  JAVA_25(25, "src/main/java25");

  private final int release;
  private final Path folder;

  SourceLevel(int release, String sourceRoot) {
    this.release = release;
    this.folder = Path.of(sourceRoot, "io/sirocco/it/java" + release);
  }

  /** Java release, such as 17. */
  public int release() {
    return release;
  }

  /** Package of the targets. */
  public String packageName() {
    return "io.sirocco.it.java" + release;
  }

  /** The levels that a compiler for {@code release} knows. */
  public static List<SourceLevel> upTo(int release) {
    return Stream.of(values()).filter(level -> level.release <= release).toList();
  }

  /** Source files of this level, in the order of their names. */
  public List<Path> sources() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
