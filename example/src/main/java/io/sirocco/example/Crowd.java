package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import java.io.IOException;
import java.time.Duration;

/** Holds many connections at once, and measures what they cost. */
final class Crowd {
  private static final int TALKING = 100;
  private static final Duration TALK_TIME = Duration.ofSeconds(2);

  private final ClientProcess clients;
  private final EchoService echo;
  private final Server server;
  private final Heartbeat heart;
  private final Console console;

  /**
   * How many connections there are.
   *
   * @param wanted as many were asked for
   * @param count as many are open
   * @param took the time in which they were opened
   * @param lag of the loop, while they were opened
   */
  record Held(int wanted, int count, Duration took, Lag lag) {}

  /**
   * Lines that were sent and came back, on some of the connections, one at a time on each.
   *
   * @param connections how many talked
   * @param roundTrips how many lines came back in all
   * @param median,p99 of the time for one round trip
   * @param lag of the loop meanwhile
   */
  record Talk(
      int connections, long roundTrips, Duration took, Duration median, Duration p99, Lag lag) {
    long perSecond() {
      return Math.round(roundTrips * 1e9 / Math.max(1, took.toNanos()));
    }
  }

  Crowd(ClientProcess clients, EchoService echo, Server server, Heartbeat heart, Console console) {
    this.clients = clients;
    this.echo = echo;
    this.server = server;
    this.heart = heart;
    this.console = console;
  }

  /** Lets the clients connect, as many as are wanted and as the limits allow. */
  @Coroutine
  Future<Held> gather(int wanted) throws IOException {
    int count = await(possible(wanted));
    console.say("Opening %,d connections", count);
    heart.takeLag();
    long startNanos = System.nanoTime();
    String command = "connect " + server.address().getPort() + " " + count;
    String answer =
        await(console.watch(clients.ask(command), () -> "%,d are open".formatted(server.open())));
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    int held = server.open();
    console.say("%,d are open, all held by one thread", held);
    if (held < count) {
      console.say("The client JVM could not open all: %s", answer);
    }
    return Future.of(new Held(wanted, held, took, heart.takeLag()));
  }

  /** Each connection is an open file on both sides. */
  @Coroutine
  private Future<Integer> possible(int wanted) throws IOException {
    long ours = OpenFiles.available();
    long theirs = Long.parseLong(await(clients.ask("files")));
    int possible = (int) Math.min(wanted, Math.min(ours, theirs));
    if (possible < wanted) {
      console.say(
          "The limit of open files leaves room for %,d connections here and %,d in the client JVM:"
              + " taking %,d instead of %,d",
          ours, theirs, possible, wanted);
    }
    return Future.of(possible);
  }

  /** Lets some of the clients send lines as fast as they come back. */
  @Coroutine
  Future<Talk> talk() throws IOException {
    int talking = Math.min(TALKING, server.open());
    console.say("Echoing lines on %,d of them; the others are idle", talking);
    heart.takeLag();
    long linesBefore = echo.lines();
    String command = "talk " + talking + " " + TALK_TIME.toMillis();
    String answer = await(console.watch(
        clients.ask(command), () -> "%,d lines".formatted(echo.lines() - linesBefore)));
    String[] numbers = answer.split(" ");
    return Future.of(new Talk(
        talking,
        Long.parseLong(numbers[0]),
        micros(numbers[1]),
        micros(numbers[2]),
        micros(numbers[3]),
        heart.takeLag()));
  }

  private static Duration micros(String number) {
    return Duration.ofNanos(1_000 * Long.parseLong(number));
  }

  /** Lets each client send one line, to see whether all are alive; the number of right answers. */
  @Coroutine
  Future<Integer> call() throws IOException {
    String answer = await(console.watch(clients.ask("call"), () -> "calling each of them"));
    console.say(
        "Called all of them: %,d of %,d have answered", Integer.parseInt(answer), server.open());
    return Future.of(Integer.parseInt(answer));
  }
}
