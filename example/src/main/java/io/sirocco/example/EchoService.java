package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;

/** Sends every line back. Between two lines, all that exists of it is a suspended coroutine. */
final class EchoService implements Server.Service {
  private long lines;

  @Override
  @Coroutine
  public Future<Void> serve(Connection connection) throws IOException {
    String line = await(connection.readLine());
    while (line != null) {
      lines++;
      await(connection.send(line + "\n"));
      line = await(connection.readLine());
    }
    return Future.of(null);
  }

  /** How many lines have been sent back. */
  long lines() {
    return lines;
  }
}
