package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.withTimeout;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.TimeoutException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The other side: a JVM of its own that opens many connections to the echo server and leaves them
 * alone most of the time. It obeys the lines that it reads, answers each with one line, and ends with
 * its input, so that it never outlives the program that started it.
 *
 * <pre>
 *   files                     how many sockets it may open
 *   connect [port] [count]    opens connections:                     what kept it from opening more
 *   talk [count] [millis]     some talk all the time, for some time:
 *                             round trips, microseconds: in all, median, 99th percentile
 *   call                      each connection says one thing:        number of right answers
 * </pre>
 */
final class IdleClients {
  private static final int CONNECTING_AT_ONCE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IOLoop loop = IOLoop.current();
  private final List<Connection> connections = new ArrayList<>();
  private int toOpen;
  private String trouble = "no trouble";

  private IdleClients() {}

  /** Obeys until the end of the input. */
  public static void main(String[] args) {
    new IOLoop().runSync(() -> new IdleClients().obey());
  }

  @Coroutine
  private Future<Void> obey() {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    String command = await(loop.runInExecutor(null, input::readLine));
    while (command != null) {
      answer(command.split(" ")); // in the background: the end of the input must not wait
      command = await(loop.runInExecutor(null, input::readLine));
    }
    return Future.of(null);
  }

  @Coroutine
  private void answer(String[] command) {
    try {
      System.out.println(await(execute(command)));
    } catch (Exception e) {
      System.out.println("error " + e); // no answer at all would keep the other side waiting
    }
  }

  @Coroutine
  private Future<String> execute(String[] command) throws IOException {
    return switch (command[0]) {
      case "files" -> Future.of(Long.toString(OpenFiles.available()));
      case "connect" -> connect(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
      case "talk" -> talk(Integer.parseInt(command[1]), Long.parseLong(command[2]));
      case "call" -> call();
      default -> throw new IOException("unknown command: " + command[0]);
    };
  }

  // ---- connect --------------------------------------------------------------------------------

  @Coroutine
  private Future<String> connect(int port, int count) {
    SocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    toOpen = count;
    List<Future<Void>> workers = new ArrayList<>();
    for (int worker = 0; worker < CONNECTING_AT_ONCE; worker++) {
      workers.add(connectSome(server));
    }
    await(multi(workers));
    return Future.of(trouble);
  }

  /** One of the workers that open connections, one after the other, until there are enough. */
  @Coroutine
  private Future<Void> connectSome(SocketAddress server) {
    while (toOpen > 0) {
      toOpen--; // before the await: others look at it meanwhile
      try {
        connections.add(await(withTimeout(PATIENCE, openAndGreet(server))));
      } catch (IOException | TimeoutException e) {
        trouble = e.toString();
        toOpen = 0; // be content with what there is
      }
    }
    return Future.of(null);
  }

  /** Opens a connection that the server has accepted; mere connecting would not wait for that. */
  @Coroutine
  private static Future<Connection> openAndGreet(SocketAddress server) throws IOException {
    Connection connection = await(Connection.open(server));
    await(isEchoed("hello", connection));
    return Future.of(connection);
  }

  // ---- talk -----------------------------------------------------------------------------------

  @Coroutine
  private Future<String> talk(int count, long millis) throws IOException {
    long endNanos = loop.time() + Duration.ofMillis(millis).toNanos();
    Samples roundTrips = new Samples();
    List<Future<Void>> talks = new ArrayList<>();
    long startNanos = loop.time();
    for (Connection connection : connections.subList(0, Math.min(count, connections.size()))) {
      talks.add(talkUntil(endNanos, connection, roundTrips));
    }
    await(multi(talks));
    return Future.of("%d %d %d %d"
        .formatted(
            roundTrips.count(),
            (loop.time() - startNanos) / 1_000,
            roundTrips.median().toNanos() / 1_000,
            roundTrips.quantile(0.99).toNanos() / 1_000));
  }

  @Coroutine
  private Future<Void> talkUntil(long endNanos, Connection connection, Samples roundTrips)
      throws IOException {
    for (long startNanos = loop.time(); startNanos < endNanos; startNanos = loop.time()) {
      if (!await(isEchoed("message " + roundTrips.count(), connection))) {
        throw new IOException("not the same line came back");
      }
      roundTrips.add(loop.time() - startNanos);
    }
    return Future.of(null);
  }

  // ---- call -----------------------------------------------------------------------------------

  @Coroutine
  private Future<String> call() throws IOException {
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int number = 0; number < connections.size(); number++) {
      answers.add(isEchoed("I am number " + number, connections.get(number)));
    }
    long right = 0;
    for (boolean isRight : await(multi(answers))) {
      right += isRight ? 1 : 0;
    }
    return Future.of(Long.toString(right));
  }

  @Coroutine
  private static Future<Boolean> isEchoed(String line, Connection connection) throws IOException {
    await(connection.send(line + "\n"));
    return Future.of(line.equals(await(connection.readLine())));
  }
}
