package io.sirocco.torture.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs other programs. */
public final class Child {
  /** The exit code of a program that did not end in time. */
  public static final int TIMEOUT = -1;

  private Child() {}

  /**
   * Runs a program to its end.
   *
   * @param log gets what it prints
   * @param seconds how long it may take
   * @return its exit code
   */
  public static int run(List<String> command, Path directory, Path log, long seconds)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : TIMEOUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TIMEOUT;
    } finally {
      process.destroyForcibly();
    }
  }
}
