package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;

/** Just enough of HTTP/1.1 for the client of the JDK: GET, connections that are kept, no bodies. */
final class HttpService implements Server.Service {
  private final Site site = new Site();

  @Override
  @Coroutine
  public Future<Void> serve(Connection connection) throws IOException {
    String request = await(connection.readLine());
    while (request != null && await(skipHeaders(connection))) {
      String path = request.split(" ")[1]; // GET /path HTTP/1.1
      await(connection.send(format(await(site.get(path)))));
      request = await(connection.readLine());
    }
    return Future.of(null);
  }

  /** Returns whether the request was complete. */
  @Coroutine
  private static Future<Boolean> skipHeaders(Connection connection) throws IOException {
    String header = await(connection.readLine());
    while (header != null && !header.isEmpty()) {
      header = await(connection.readLine());
    }
    return Future.of(header != null);
  }

  private static String format(Site.Page page) {
    return "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(page.status(), page.reason(), page.body().length(), page.body());
  }
}
