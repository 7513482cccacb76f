package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.HeapGrowth;
import io.sirocco.benchmarks.report.BytesFigure;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Measures how many bytes of the heap a pending timer and an idle connection take, ours and Netty's. */
public final class LoopMemory {
  private static final int[] TIMERS = {10_000, 100_000, 1_000_000};
  private static final int[] CONNECTIONS = {100, 1_000, 10_000};

  private LoopMemory() {}

  /** Measures with at most so many timers or connections. */
  public static void measure(int largest, Consumer<BytesFigure> to) throws Exception {
    for (int count : TIMERS) {
      if (count <= largest) {
        SiroccoLoop ours = new SiroccoLoop();
        ours.open();
        timers("sirocco", ours, count, to);
        ours.close();
        NettyLoop netty = new NettyLoop();
        timers("netty", netty, count, to);
        netty.close();
      }
    }
    for (int count : CONNECTIONS) {
      if (count <= largest) {
        SiroccoLoop ours = new SiroccoLoop();
        ours.open();
        connections("sirocco", () -> EchoServer.start(ours, new SiroccoEcho()), count, to);
        connections(
            "siroccoCoroutine", () -> EchoServer.start(ours, new CoroutineEcho()), count, to);
        ours.close();
        NettyLoop netty = new NettyLoop();
        connections("netty", () -> NettyEcho.start(netty), count, to);
        netty.close();
      }
    }
  }

  private static void timers(String name, EventLoop loop, int count, Consumer<BytesFigure> to)
      throws Exception {
    loop.addPending(1); // what is made once
    long grown = HeapGrowth.of(
        () -> {
          loop.addPending(count);
          return loop;
        },
        () -> {},
        kept -> {});
    to.accept(figure("timer", name, count, grown));
  }

  /** Each connection has been used: what an echo makes once per connection counts. */
  private static void connections(
      String name, Callable<Integer> server, int count, Consumer<BytesFigure> to) throws Exception {
    int port = server.call();
    try (ClientProcess warmUp = new ClientProcess(port, 10)) {
      warmUp.run(1000);
    }
    long grown = HeapGrowth.of(() -> used(port, count), () -> {}, ClientProcess::close);
    to.accept(figure("connection", name, count, grown));
  }

  private static ClientProcess used(int port, int count) throws IOException {
    ClientProcess client = new ClientProcess(port, count);
    client.run(count); // one request each
    return client;
  }

  private static BytesFigure figure(String thing, String name, int count, long grown) {
    return new BytesFigure(
        Runtime.version().feature(), thing, name, count, (double) grown / count, Double.NaN);
  }
}
