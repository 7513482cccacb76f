package io.sirocco.it.apply;

import io.sirocco.Coroutine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that has ended.
 *
 * @param out what it wrote to its standard output
 * @param err what it wrote to its error stream, without the JVM's own remarks
 */
record Child(int exitCode, String out, String err) {
  private static final long LONGEST_SECONDS = 300;

  /** The jar with the agent and the command line. */
  static final String AGENT_JAR =
      Path.of(System.getProperty("sirocco.agent.jar")).normalize().toString();

  /** Runs the same Java as this one. */
  static Child java(String... arguments) {
    List<String> command = new ArrayList<>(List.of(javaCommand(), "-XX:TieredStopAtLevel=1"));
    command.addAll(Arrays.asList(arguments));
    return run(Path.of("").toAbsolutePath(), command);
  }

  static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A class path with the runtime at its end. */
  static String classPath(Path... entries) {
    return Stream.concat(Arrays.stream(entries).map(Path::toString), Stream.of(runtime()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The directory or jar with the runtime. */
  static String runtime() {
    try {
      return Path.of(Coroutine.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI())
          .toString();
    } catch (URISyntaxException exception) {
      throw new IllegalStateException(exception);
    }
  }

  static Child run(Path directory, List<String> command) {
    try {
      Path out = Files.createTempFile("child", ".out");
      Path err = Files.createTempFile("child", ".err");
      ProcessBuilder builder = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
      int exitCode = exitCode(builder.start(), command);
      return new Child(exitCode, take(out), withoutRemarks(take(err)));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static int exitCode(Process process, List<String> command) {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("does not end: " + command);
      }
      return process.exitValue();
    } catch (InterruptedException exception) {
      process.destroyForcibly();
      throw new IllegalStateException("interrupted", exception);
    }
  }

  private static String take(Path file) throws IOException {
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  private static String withoutRemarks(String err) {
    return err.lines()
        .filter(
            line -> !line.startsWith("Picked up ") && !line.contains("Sharing is only supported"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
