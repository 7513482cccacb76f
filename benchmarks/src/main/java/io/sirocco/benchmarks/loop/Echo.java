package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Requests to an echo server over many connections, each of which has one under way. */
@OperationsPerInvocation(Echo.REQUESTS)
@Warmup(iterations = 5, time = 1, timeUnit = TimeUnit.SECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Echo extends Rows {
  static final int REQUESTS = 20_000;

  @Benchmark
  public void sirocco(OnSirocco server) throws IOException {
    server.client.run(REQUESTS);
  }

  @Benchmark
  public void siroccoCoroutine(OnCoroutines server) throws IOException {
    server.client.run(REQUESTS);
  }

  @Benchmark
  public void siroccoOnNetty(OnGuest server) throws IOException {
    server.client.run(REQUESTS);
  }

  @Benchmark
  public void netty(OnNetty server) throws IOException {
    server.client.run(REQUESTS);
  }

  /** Handlers of our loop. */
  @State(Scope.Benchmark)
  public static class OnSirocco {
    @Param({"1", "100", "10000"})
    public int connections;

    private final SiroccoLoop loop = new SiroccoLoop();
    ClientProcess client;

    @Setup
    public void open() throws IOException {
      loop.open();
      client = new ClientProcess(EchoServer.start(loop, acceptor()), connections);
    }

    EchoServer.Acceptor acceptor() {
      return new SiroccoEcho();
    }

    @TearDown
    public void close() throws InterruptedException {
      client.close();
      loop.close();
    }
  }

  /** Coroutines on our loop. */
  @State(Scope.Benchmark)
  public static class OnCoroutines extends OnSirocco {
    @Override
    EchoServer.Acceptor acceptor() {
      return new CoroutineEcho();
    }
  }

  /** Coroutines on a guest of Netty's event loop. */
  @State(Scope.Benchmark)
  public static class OnGuest {
    @Param({"1", "100", "10000"})
    public int connections;

    private final Guests.OnNetty loop = new Guests.OnNetty();
    ClientProcess client;

    @Setup
    public void open() throws IOException {
      client = new ClientProcess(GuestEcho.start(loop), connections);
    }

    @TearDown
    public void close() throws InterruptedException {
      client.close();
      loop.close();
    }
  }

  /** Netty. */
  @State(Scope.Benchmark)
  public static class OnNetty {
    @Param({"1", "100", "10000"})
    public int connections;

    private final NettyLoop loop = new NettyLoop();
    ClientProcess client;

    @Setup
    public void open() throws IOException {
      client = new ClientProcess(NettyEcho.start(loop), connections);
    }

    @TearDown
    public void close() throws InterruptedException {
      client.close();
      loop.close();
    }
  }
}
