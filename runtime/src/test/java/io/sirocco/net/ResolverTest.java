package io.sirocco.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.AsyncCallable;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No test needs a network: addresses, the name of this machine, and lookups of our own. */
class ResolverTest {
  /** Knows the addresses of hosts whose names are numbers: 10.0.0.number and 10.0.1.number. */
  private static InetAddress[] numbered(String host) throws UnknownHostException {
    try {
      byte number = Byte.parseByte(host);
      return new InetAddress[] {
        InetAddress.getByAddress(host, new byte[] {10, 0, 0, number}),
        InetAddress.getByAddress(host, new byte[] {10, 0, 1, number})
      };
    } catch (NumberFormatException e) {
      throw new UnknownHostException(host);
    }
  }

  private static final Resolver NUMBERED =
      new ExecutorResolver(Runnable::run, ResolverTest::numbered);

  private static <T> T run(AsyncCallable<T> body) {
    try (IOLoop loop = new IOLoop()) {
      return loop.runSync(body);
    }
  }

  private static List<String> texts(List<InetSocketAddress> addresses) {
    return addresses.stream()
        .map(a -> a.getAddress().getHostAddress() + ":" + a.getPort())
        .toList();
  }

  @Test
  void addresses_need_no_lookup() {
    List<InetSocketAddress> v4 = run(() -> Resolver.system().resolve("127.0.0.1", 80));
    List<InetSocketAddress> v6 = run(() -> Resolver.system().resolve("::1", 80));

    assertEquals(List.of("127.0.0.1:80"), texts(v4));
    assertEquals(List.of("0:0:0:0:0:0:0:1:80"), texts(v6));
  }

  @Test
  void localhost_is_a_loopback_address() {
    List<InetSocketAddress> found = run(() -> Resolver.system().resolve("localhost", 8080));

    assertTrue(found.get(0).getAddress().isLoopbackAddress());
    assertEquals(8080, found.get(0).getPort());
  }

  @Test
  void all_addresses_of_a_host_come_in_their_order() {
    List<InetSocketAddress> found = run(() -> NUMBERED.resolve("7", 443));

    assertEquals(List.of("10.0.0.7:443", "10.0.1.7:443"), texts(found));
  }

  @Test
  void unknown_host_fails_the_future() {
    Future<List<InetSocketAddress>> found = NUMBERED.resolve("nobody", 80);

    assertEquals(UnknownHostException.class, found.exception().getClass());
    assertEquals("nobody", found.exception().getMessage());
  }

  @Test
  void lookup_runs_on_the_default_executor_of_the_loop() {
    List<Runnable> jobs = new ArrayList<>();
    try (IOLoop loop = new IOLoop()) {
      loop.setDefaultExecutor(jobs::add);
      Resolver resolver = new ExecutorResolver(null, ResolverTest::numbered);

      List<InetSocketAddress> found = loop.runSync(() -> {
        Future<List<InetSocketAddress>> started = resolver.resolve("1", 80);
        assertFalse(started.isDone());
        jobs.remove(0).run();
        return started;
      });

      assertEquals(List.of("10.0.0.1:80", "10.0.1.1:80"), texts(found));
    }
  }

  @Test
  void lookup_that_is_given_up_before_it_begins_does_not_begin() {
    List<Runnable> jobs = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    Resolver resolver = new ExecutorResolver(jobs::add, host -> {
      asked.add(host);
      return numbered(host);
    });
    Future<List<InetSocketAddress>> given = resolver.resolve("1", 80);
    Future<List<InetSocketAddress>> kept = resolver.resolve("2", 80);

    assertTrue(given.cancel());
    jobs.forEach(Runnable::run);

    assertEquals(List.of("2"), asked);
    assertTrue(kept.isDone());
  }

  @Test
  void lookup_that_the_executor_rejects_fails_the_future() {
    RejectedExecutionException full = new RejectedExecutionException("full");
    Resolver resolver = new ExecutorResolver(
        job -> {
          throw full;
        },
        ResolverTest::numbered);

    assertSame(full, resolver.overriding(Map.of("a", "1")).resolve("a", 80).exception());
  }

  @Test
  void error_in_a_lookup_fails_its_future() {
    Error broken = new AssertionError("broken");
    Resolver resolver = new ExecutorResolver(Runnable::run, host -> {
      throw broken;
    });

    assertSame(broken, resolver.resolve("1", 80).exception());
  }

  @Test
  void lookup_blocks_its_own_thread_and_not_the_loop() {
    CountDownLatch loopWentOn = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Resolver slow = new ExecutorResolver(ResolverThreads.pool(1), host -> {
      threads.add(Thread.currentThread());
      await(loopWentOn);
      return numbered(host);
    });

    List<InetSocketAddress> found = run(() -> {
      IOLoop.current().addCallback(loopWentOn::countDown);
      return slow.resolve("3", 80);
    });

    assertEquals("10.0.0.3:80", texts(found).get(0));
    assertNotSame(Thread.currentThread(), threads.get(0));
    assertTrue(threads.get(0).isDaemon());
  }

  @Test
  void threaded_resolver_does_as_many_lookups_at_a_time_as_it_has_threads() {
    CyclicBarrier bothThere = new CyclicBarrier(2);
    Resolver two = new ExecutorResolver(ResolverThreads.pool(2), host -> {
      try {
        bothThere.await(1, TimeUnit.MINUTES);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return numbered(host);
    });

    List<List<InetSocketAddress>> found = run(() -> Coroutines.multi(List.of(
        two.resolve("1", 1), two.resolve("2", 2), two.resolve("3", 3), two.resolve("4", 4))));

    assertEquals(
        List.of("10.0.0.1:1", "10.0.0.2:2", "10.0.0.3:3", "10.0.0.4:4"),
        found.stream().map(addresses -> texts(addresses).get(0)).toList());
  }

  @Test
  void threaded_resolver_knows_what_the_jdk_knows() {
    List<InetSocketAddress> found = run(() -> Resolver.threaded(1).resolve("127.0.0.1", 80));

    assertEquals(List.of("127.0.0.1:80"), texts(found));
  }

  @Test
  void without_a_loop_the_future_is_completed_by_the_executor() {
    Future<List<InetSocketAddress>> found = Resolver.on(Runnable::run).resolve("127.0.0.1", 80);

    assertEquals(List.of("127.0.0.1:80"), texts(found.result()));
  }

  @Test
  void host_is_replaced_at_any_port() {
    Resolver resolver = NUMBERED.overriding(Map.of("example.org", "5"));

    assertEquals(
        "10.0.0.5:80", texts(resolver.resolve("example.org", 80).result()).get(0));
    assertEquals("10.0.0.6:80", texts(resolver.resolve("6", 80).result()).get(0));
  }

  @Test
  void host_with_its_port_is_preferred_to_the_host_alone() {
    Resolver resolver = NUMBERED.overriding(Map.of("a", "1", "a:443", "2:1443", "b:1", "3"));

    assertEquals("10.0.0.2:1443", texts(resolver.resolve("a", 443).result()).get(0));
    assertEquals("10.0.0.1:80", texts(resolver.resolve("a", 80).result()).get(0));
    assertEquals("10.0.0.3:1", texts(resolver.resolve("b", 1).result()).get(0));
    assertThrows(UnknownHostException.class, () -> resolver.resolve("b", 2).result());
  }

  @Test
  void replaced_host_is_not_replaced_again() {
    Resolver resolver = NUMBERED.overriding(Map.of("1", "2", "2", "1"));

    assertEquals("10.0.0.2:80", texts(resolver.resolve("1", 80).result()).get(0));
  }

  @Test
  void address_with_colons_needs_brackets_only_before_a_port() {
    Resolver resolver =
        NUMBERED.overriding(Map.of("::1", "1", "[::2]", "2", "[::3]:80", "3:81", "x", "::4"));

    assertEquals("10.0.0.1:80", texts(resolver.resolve("::1", 80).result()).get(0));
    assertEquals("10.0.0.2:80", texts(resolver.resolve("::2", 80).result()).get(0));
    assertEquals("10.0.0.3:81", texts(resolver.resolve("::3", 80).result()).get(0));
    assertEquals("::4", resolver.resolve("x", 80).exception().getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "a:", "a:b", "a:65536", "a:-1", "[]", "[::1", "[::1]80", "[]:1"})
  void replacement_that_is_no_host_is_refused(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> NUMBERED.overriding(Map.of("a", text)));

    assertEquals(
        "neither a host nor a host and a port number: \"" + text + "\"", refused.getMessage());
  }

  @Test
  void wrong_arguments_are_refused_at_the_call() {
    assertEquals(
        "host must not be empty",
        assertThrows(IllegalArgumentException.class, () -> NUMBERED.resolve("", 80))
            .getMessage());
    assertEquals(
        "port must be 0 to 65535: 65536",
        assertThrows(IllegalArgumentException.class, () -> NUMBERED.resolve("1", 65536))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> NUMBERED.resolve("1", -1));
    assertThrows(NullPointerException.class, () -> NUMBERED.resolve(null, 80));
    assertEquals(
        "threads must be positive: 0",
        assertThrows(IllegalArgumentException.class, () -> Resolver.threaded(0)).getMessage());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
