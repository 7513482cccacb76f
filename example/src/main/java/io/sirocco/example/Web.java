package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Fetches pages of our web server with the client of the JDK. */
final class Web {
  private final HttpClient client;
  private final String root;

  /** A page that was fetched, and the time from the request to the last byte. */
  record Page(String body, Duration took) {}

  Web(InetSocketAddress server, Executor executor) {
    root = "http://" + server.getAddress().getHostAddress() + ":" + server.getPort();
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(executor)
        .build();
  }

  /** Guide, the first example: a coroutine; for its callers, an ordinary stage of the JDK. */
  @Coroutine
  CompletableFuture<Page> fetch(String path) throws IOException {
    long startNanos = System.nanoTime();
    HttpResponse<String> response = await(send(path));
    if (response.statusCode() != 200) {
      throw new IOException(path + ": status " + response.statusCode());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    return CompletableFuture.completedFuture(new Page(response.body(), took));
  }

  /** Sends a request; cancelling the result cancels the request. */
  CompletableFuture<HttpResponse<String>> send(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + path)).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
