package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Our side of the second JVM, in which {@link IdleClients} runs. */
final class ClientProcess implements AutoCloseable {
  private final IOLoop loop = IOLoop.current();
  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;

  private ClientProcess(Process process) {
    this.process = process;
    commands = new PrintWriter(process.outputWriter(), true);
    answers = process.inputReader();
  }

  /** Starts the JVM; what it says on its error stream appears on ours. */
  static ClientProcess start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // Not the property java.class.path: inside Maven, that one is Maven's own.
    String classPath =
        locationOf(IdleClients.class) + File.pathSeparator + locationOf(IOLoop.class);
    Process process = new ProcessBuilder(
            java, "-Xmx512m", "-cp", classPath, IdleClients.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    return new ClientProcess(process);
  }

  private static Path locationOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("Cannot find the classes for the second JVM", e);
    }
  }

  /** Gives a command and waits for the answer, one line. Both would block the loop. */
  @Coroutine
  Future<String> ask(String command) throws IOException {
    String answer = await(loop.runInExecutor(null, () -> {
      commands.println(command);
      return answers.readLine();
    }));
    if (answer == null) {
      throw new IOException("The client JVM has ended; it was asked to " + command);
    }
    if (answer.startsWith("error")) {
      throw new IOException("The client JVM was asked to " + command + ": " + answer);
    }
    return Future.of(answer);
  }

  /** Ends the JVM by ending its input, and with it all its connections. */
  @Coroutine
  Future<Integer> end() {
    commands.close();
    return Future.of(await(process.onExit()).exitValue());
  }

  long pid() {
    return process.pid();
  }

  /** Ends the JVM whatever it does. */
  @Override
  public void close() {
    process.destroy();
  }
}
