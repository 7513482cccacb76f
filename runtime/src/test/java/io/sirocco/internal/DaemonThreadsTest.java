package io.sirocco.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  @Test
  void threads_are_numbered_daemons() {
    ThreadFactory threads = DaemonThreads.named("sirocco-test");

    assertEquals("sirocco-test-1", threads.newThread(() -> {}).getName());
    Thread second = threads.newThread(() -> {});
    assertEquals("sirocco-test-2", second.getName());
    assertTrue(second.isDaemon());
  }

  @Test
  void thread_takes_nothing_over_from_the_one_that_needs_it_first() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    CompletableFuture<String> seen = new CompletableFuture<>();
    INHERITABLE.set("mine");
    Thread thread;
    try (URLClassLoader other = new URLClassLoader(new URL[0])) {
      here.setContextClassLoader(other);
      thread =
          DaemonThreads.named("sirocco-test").newThread(() -> seen.complete(INHERITABLE.get()));
    } finally {
      here.setContextClassLoader(before);
      INHERITABLE.remove();
    }

    assertSame(DaemonThreads.class.getClassLoader(), thread.getContextClassLoader());
    thread.start();
    assertNull(seen.get());
  }

  @Test
  void idle_thread_ends() throws Exception {
    ExecutorService pool = DaemonThreads.pool(1, "sirocco-test");
    Thread thread = pool.submit(Thread::currentThread).get();

    thread.join(60_000);

    assertEquals(Thread.State.TERMINATED, thread.getState());
  }
}
