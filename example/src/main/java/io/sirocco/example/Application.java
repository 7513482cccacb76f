package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What the example does, in order; all of it on the loop that is current. */
final class Application {
  private final Console console;
  private final Heartbeat heart = new Heartbeat();
  private final EchoService echo = new EchoService();
  private final Server echoServer = Server.start(echo);
  private final Server webServer = Server.start(new HttpService());
  private final Web web;

  /**
   * What was seen when the clients went.
   *
   * @param heapBytes what one idle connection had added to the heap, the JDK's objects included
   * @param exitCode of the client JVM
   * @param connectionsLeft how many connections were open after that
   */
  record Ending(long heapBytes, int exitCode, int connectionsLeft) {}

  /** Opens the ports of the servers. */
  Application(Executor executor, Console console) throws IOException {
    this.console = console;
    web = new Web(webServer.address(), executor);
  }

  /**
   * Runs until all is done and closed.
   *
   * @param wanted how many connections to hold; there are fewer where the system does not allow them
   */
  @Coroutine
  Future<Report> run(int wanted) throws Exception {
    heart.run();
    try (ClientProcess clients = ClientProcess.start();
        echoServer;
        webServer) {
      console.say(
          "Java %d, %d processors; one thread runs all, the clients are in process %d",
          Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), clients.pid());
      Crowd crowd = new Crowd(clients, echo, echoServer, heart, console);
      Crowd.Held held = await(crowd.gather(wanted));
      Crowd.Talk talk = await(crowd.talk());
      int answers = await(crowd.call());
      GuideTour.Result guide = await(new GuideTour(web, heart, console).run());
      Ending ending = await(end(clients));
      return Future.of(new Report(held, talk, answers, guide, ending));
    } finally {
      heart.stop();
    }
  }

  /**
   * Lets the clients go. The heap is measured before and after that and not when they came, because by
   * now all classes are loaded and nothing else changes.
   */
  @Coroutine
  private Future<Ending> end(ClientProcess clients) {
    int open = echoServer.open();
    console.say("%,d connections are still open; ending the client JVM", open);
    long heapBefore = await(Heap.usedBytes());
    int exitCode = await(clients.end());
    int left = await(connectionsLeft());
    long heapAfter = await(Heap.usedBytes());
    return Future.of(new Ending((heapBefore - heapAfter) / Math.max(1, open), exitCode, left));
  }

  /** How many connections are open when the server has had time to see that the clients are gone. */
  @Coroutine
  private Future<Integer> connectionsLeft() {
    for (int tries = 0; tries < 50 && echoServer.open() > 0; tries++) {
      await(sleep(Duration.ofMillis(100)));
    }
    return Future.of(echoServer.open());
  }
}
