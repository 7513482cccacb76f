package io.sirocco.benchmarks.loop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Our side of the process that {@link EchoClient} runs in. */
final class ClientProcess implements AutoCloseable {
  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;

  /** Returns when all connections are there. */
  ClientProcess(int port, int connections) throws IOException {
    process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            EchoClient.class.getName(),
            String.valueOf(port),
            String.valueOf(connections))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    commands = new PrintWriter(process.getOutputStream(), true);
    answers = process.inputReader();
    expect("connected");
  }

  private static String classPath() throws IOException {
    try {
      return new File(EchoClient.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI())
          .getPath();
    } catch (java.net.URISyntaxException e) {
      throw new IOException("cannot find the classes of the client", e);
    }
  }

  /** Returns when so many requests have come back. */
  void run(int requests) throws IOException {
    commands.println(requests);
    expect("done");
  }

  private void expect(String answer) throws IOException {
    String given = answers.readLine();
    if (!answer.equals(given)) {
      throw new IOException("the client said " + given + " instead of " + answer);
    }
  }

  /** Ends the process, and with it all connections. */
  @Override
  public void close() {
    commands.close();
    process.onExit().join();
  }
}
