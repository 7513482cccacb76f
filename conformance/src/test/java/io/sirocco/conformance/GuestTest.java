package io.sirocco.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.sirocco.LoopHost;
import io.sirocco.netty.NettyLoops;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A program does as a guest what it does on a loop with a thread of its own. */
class GuestTest {
  private static final Duration HANGS = Duration.ofSeconds(20);
  /** Programs about what a guest refuses, or does without being asked. */
  private static final Map<String, String> NOT_FOR_GUESTS = Map.of(
      "loop_handler_read", "a guest has no channels",
      "periodic_callback_has_the_loop_of_its_start", "it starts and stops the loop",
      "periodic_math", "its timers must not run while it looks at them",
      "running_loop_cannot_be_started", "it starts and stops the loop",
      "stop_before_start", "it starts and stops the loop",
      "stop_finishes_iteration", "it starts and stops the loop",
      "stopped_run_sync", "it starts and stops the loop",
      "closed_loop_drops_callbacks", "a guest need not be started to run its callbacks",
      "run_sync_timeout", "a guest goes on when runSync has returned, and so does the clock",
      "run_sync_timeout_body_continues", "as run_sync_timeout");

  /** A thread in a selector does not look as if it slept. */
  private static final String LOOKS_AT_HOW_THE_THREAD_SLEEPS = "loop_thread_wakes_idle_loop";

  private static final ScheduledExecutorService EXECUTOR =
      Executors.newSingleThreadScheduledExecutor();

  private static final EventLoopGroup NETTY =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterAll
  static void shutDown() {
    NETTY.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    EXECUTOR.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> program_in_the_turns_of_an_executor() {
    return programs(LoopHost.of(EXECUTOR));
  }

  @TestFactory
  Stream<DynamicTest> program_in_the_turns_of_netty() {
    return programs(NettyLoops.host(NETTY.next()))
        .filter(program -> !program.getDisplayName().equals(LOOKS_AT_HOW_THE_THREAD_SLEEPS));
  }

  private static Stream<DynamicTest> programs(LoopHost host) {
    return Play.programs().entrySet().stream()
        .filter(program -> !NOT_FOR_GUESTS.containsKey(program.getKey()))
        .map(program ->
            DynamicTest.dynamicTest(program.getKey(), () -> check(program.getValue(), host)));
  }

  @Test
  void every_program_that_is_left_out_is_there() {
    Set<String> unknown = new TreeSet<>(NOT_FOR_GUESTS.keySet());
    unknown.removeAll(Play.programs().keySet());

    assertEquals(Set.of(), unknown);
  }

  private static void check(Method program, LoopHost host) {
    Play own = assertTimeoutPreemptively(HANGS, () -> Play.of(program));
    Play guest = assertTimeoutPreemptively(HANGS, () -> Play.onHost(program, host));

    assertEquals(
        String.join("\n", own.trace()), String.join("\n", guest.trace()), program.getName());
    assertEquals(own.result(), guest.result());
    assertEquals(own.error(), guest.error());
  }
}
