package io.sirocco.torture;

import io.sirocco.Coroutine;
import io.sirocco.torture.library.Child;
import io.sirocco.torture.rt.Drive;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts JVMs like this one, with another class path, that verify every class strictly. */
final class Jvm {
  private Jvm() {}

  /** What tortured code calls. */
  static List<Path> runtime() {
    return locations(List.of(Drive.class, Coroutine.class));
  }

  /** Where these classes were loaded from. */
  static List<Path> locations(List<Class<?>> classes) {
    return classes.stream().map(Jvm::location).distinct().toList();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a main class.
   *
   * @param options of the JVM
   * @param log gets what it prints; beside it lies the command, to be repeated by hand
   * @return its exit code
   */
  static int run(
      Class<?> main,
      List<Path> classPath,
      List<String> options,
      List<String> arguments,
      Path directory,
      Path log,
      long seconds)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("-Xverify:all", "-XX:-PrintWarnings"));
    lines.addAll(List.of("-Djava.awt.headless=true", "-Duser.timezone=UTC"));
    lines.addAll(List.of("-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8"));
    lines.addAll(options);
    lines.addAll(List.of("-cp", ClassFolder.classPath(classPath), main.getName()));
    lines.addAll(arguments);
    Path file = log.resolveSibling(log.getFileName().toString().replace(".log", ".args"));
    Files.write(file, lines.stream().map(Jvm::quoted).toList());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Child.run(List.of(java, "@" + file), directory, log, seconds);
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\") + '"';
  }

  /** Lets code without a module look into all of the JDK's base, as the builds of libraries do. */
  static Stream<String> opened() {
    return Object.class.getModule().getPackages().stream()
        .sorted()
        .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
  }
}
