package io.sirocco.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.swing.SwingLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clicks the button of the window, which needs no screen for that. */
@Timeout(60)
class SearchWindowTest {
  private final IOLoop loop = SwingLoop.get();
  private HttpServer server;

  @BeforeAll
  static void needNoScreen() {
    System.setProperty("java.awt.headless", "true");
  }

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = "three short words".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    loop.close();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Test
  void button_starts_a_coroutine_that_shows_an_answer() {
    SearchWindow window = loop.<SearchWindow>runSync(() -> Future.of(new SearchWindow()));

    boolean couldBeClicked = loop.<Boolean>runSync(() -> {
      window.ask(uri());
      return Future.of(window.canBeClicked());
    });
    String shown = waitForAnswer(window);

    assertFalse(couldBeClicked, "while it is at it");
    assertEquals("3 words", shown);
  }

  @Test
  void failure_is_shown_and_the_button_works_again() {
    SearchWindow window = loop.<SearchWindow>runSync(() -> Future.of(new SearchWindow()));

    loop.runSync(() -> {
      window.ask(URI.create("gopher://nobody"));
      return Future.of(null);
    });

    assertTrue(waitForAnswer(window).startsWith("java.lang.IllegalArgumentException: "));
  }

  /** Looks again and again, on the event dispatch thread, until the button can be clicked. */
  private String waitForAnswer(SearchWindow window) {
    while (!loop.<Boolean>runSync(() -> Future.of(window.canBeClicked()))) {
      loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(10)));
    }
    return loop.<String>runSync(() -> Future.of(window.shown()));
  }
}
