package io.sirocco.netty;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.OrderedEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Scope;
import io.sirocco.testing.ExpectLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines on an event loop of Netty, and its futures in an await. */
@Timeout(60)
class NettyLoopsTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop eventLoop = group.next();
  private final IOLoop loop = NettyLoops.of(eventLoop);

  @AfterEach
  void shutDown() {
    loop.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  // ---- the thread -----------------------------------------------------------------------------

  @Coroutine
  private Future<List<Boolean>> threads() {
    boolean first = eventLoop.inEventLoop();
    await(sleep(Duration.ofMillis(1)));
    boolean second = eventLoop.inEventLoop();
    await(IOLoop.current().runInExecutor(null, () -> "job"));
    return Future.of(List.of(first, second, eventLoop.inEventLoop()));
  }

  @Test
  void coroutine_stays_on_the_event_loop() {
    assertEquals(List.of(true, true, true), loop.<List<Boolean>>runSync(this::threads));
  }

  @Test
  void coroutine_that_begins_in_other_work_of_the_event_loop_goes_on_there() throws Exception {
    loop.runSync(() -> null);

    Future<List<Boolean>> begun = eventLoop.submit(this::threads).get();

    assertEquals(List.of(true, true, true), begun.join());
  }

  @Test
  void event_loop_has_one_guest_which_is_current_there() throws Exception {
    loop.runSync(() -> null);

    assertSame(loop, NettyLoops.of(eventLoop));
    assertSame(loop, eventLoop.submit(IOLoop::currentOrNull).get());
  }

  @Test
  @SuppressWarnings("deprecation") // Netty has no other pool for such a group
  void executor_that_changes_threads_can_be_a_host() {
    NonStickyEventExecutorGroup pool =
        new NonStickyEventExecutorGroup(new UnorderedThreadPoolEventExecutor(2));
    OrderedEventExecutor executor = (OrderedEventExecutor) pool.next();
    try (IOLoop guest = NettyLoops.of(executor)) {
      boolean stays = guest.<Boolean>runSync(() -> staysOn(guest, executor));

      assertTrue(stays);
      assertFalse(NettyLoops.host(executor).keepsThread());
    } finally {
      pool.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @Coroutine
  private static Future<Boolean> staysOn(IOLoop guest, OrderedEventExecutor executor) {
    boolean stays = IOLoop.current() == guest;
    for (int i = 0; i < 100; i++) {
      await(guest.runInExecutor(null, () -> "job"));
      stays &= IOLoop.current() == guest && executor.inEventLoop();
    }
    return Future.of(stays);
  }

  @Test
  void event_loop_that_ends_ends_who_waits_in_run_sync() {
    ExpectLog log = ExpectLog.expect("io.sirocco", "The host rejects the turns of IOLoop");
    IllegalStateException ended = assertThrows(
        IllegalStateException.class,
        () -> loop.runSync(() -> {
          group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
          return sleep(Duration.ofHours(1));
        }));

    assertEquals("the host of the loop has ended before the future was done", ended.getMessage());
    log.close(); // fails if it was not logged
    assertEquals("IOLoop[closed]", loop.toString());
  }

  // ---- its futures ----------------------------------------------------------------------------

  @Coroutine
  private static Future<String> awaiting(io.netty.util.concurrent.Future<String> awaited) {
    return Future.of(await(awaited) + ", awaited");
  }

  @Test
  void future_of_netty_is_awaited_without_a_thread() {
    Promise<String> promise = eventLoop.newPromise();
    int threads = Thread.activeCount();

    String result = loop.<String>runSync(() -> {
      Future<String> coroutine = awaiting(promise);
      assertEquals(threads, Thread.activeCount());
      eventLoop.execute(() -> promise.setSuccess("value"));
      return coroutine;
    });

    assertEquals("value, awaited", result);
  }

  @Test
  void failed_future_of_netty_throws_its_very_exception() {
    Promise<String> promise = eventLoop.newPromise();
    Exception failure = new Exception("failure");
    eventLoop.schedule(() -> promise.setFailure(failure), 1, TimeUnit.MILLISECONDS);

    Exception thrown = assertThrows(Exception.class, () -> loop.runSync(() -> awaiting(promise)));

    assertSame(failure, thrown);
  }

  @Test
  void cancelled_future_of_netty_cancels_the_await() {
    Promise<String> promise = eventLoop.newPromise();

    Future<String> coroutine = loop.<Future<String>>runSync(() -> {
      Future<String> begun = awaiting(promise);
      promise.cancel(false);
      return sleep(Duration.ofMillis(1)).thenApply(slept -> begun);
    });

    assertThrows(CancellationException.class, coroutine::join);
  }

  @Test
  void cancelled_scope_cancels_the_future_of_netty() {
    Promise<String> promise = eventLoop.newPromise();

    assertThrows(
        io.sirocco.TimeoutException.class,
        () -> loop.runSync(() -> Scope.run(Duration.ofMillis(1), scope -> awaiting(promise))));

    assertTrue(promise.isCancelled());
  }

  @Test
  void failure_of_a_void_coroutine_goes_to_the_guests_exception_handler() throws Exception {
    CountDownLatch reported = new CountDownLatch(1);
    loop.setExceptionHandler(exception -> reported.countDown());
    eventLoop.execute(() -> detached(eventLoop.newFailedFuture(new Exception("failure"))));

    assertTrue(reported.await(1, TimeUnit.MINUTES));
  }

  @Coroutine
  private static void detached(io.netty.util.concurrent.Future<String> awaited) {
    await(sleep(Duration.ofMillis(1)));
    await(awaited);
  }
}
