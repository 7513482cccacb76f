package io.sirocco.swing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.awt.EventQueue;
import java.awt.SecondaryLoop;
import java.awt.Toolkit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines on the event dispatch thread; needs no screen. */
@Timeout(60)
class SwingLoopTest {
  private final IOLoop loop = SwingLoop.get();

  @BeforeAll
  static void needNoScreen() {
    System.setProperty("java.awt.headless", "true");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Coroutine
  private static Future<List<Boolean>> threads() {
    boolean first = EventQueue.isDispatchThread();
    await(sleep(Duration.ofMillis(1)));
    boolean second = EventQueue.isDispatchThread();
    await(IOLoop.current().runInExecutor(null, () -> "job"));
    return Future.of(List.of(first, second, EventQueue.isDispatchThread()));
  }

  @Test
  void coroutine_stays_on_the_event_dispatch_thread() {
    assertEquals(List.of(true, true, true), loop.<List<Boolean>>runSync(SwingLoopTest::threads));
  }

  @Test
  void coroutine_that_a_listener_starts_stays_there() throws Exception {
    AtomicReference<Future<List<Boolean>>> begun = new AtomicReference<>();
    loop.runSync(() -> null);

    EventQueue.invokeAndWait(() -> begun.set(threads()));

    assertEquals(List.of(true, true, true), begun.get().join());
  }

  @Test
  void loop_is_current_on_the_event_dispatch_thread() throws Exception {
    AtomicReference<IOLoop> current = new AtomicReference<>();
    loop.runSync(() -> null);

    EventQueue.invokeAndWait(() -> current.set(IOLoop.currentOrNull()));

    assertSame(loop, current.get());
    assertSame(loop, SwingLoop.get());
  }

  // ---- modal dialogs --------------------------------------------------------------------------

  private static SecondaryLoop dialog() {
    return Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop();
  }

  @Coroutine
  private static void closeSoon(SecondaryLoop dialog) {
    await(sleep(Duration.ofMillis(1)));
    await(sleep(Duration.ofMillis(1)));
    dialog.exit();
  }

  @Test
  void coroutines_go_on_while_a_callback_shows_a_modal_dialog() {
    boolean closed = loop.<Boolean>runSync(() -> {
      SecondaryLoop dialog = dialog();
      closeSoon(dialog);
      return Future.of(dialog.enter());
    });

    assertTrue(closed);
  }

  @Test
  void listener_of_a_modal_dialog_can_start_a_coroutine() {
    boolean closed = loop.<Boolean>runSync(() -> {
      SecondaryLoop dialog = dialog();
      EventQueue.invokeLater(() -> closeSoon(dialog));
      return Future.of(dialog.enter());
    });

    assertTrue(closed);
  }

  @Test
  void another_thread_can_end_a_wait_of_a_modal_dialog() {
    Promise<String> answer = new Promise<>();
    boolean closed = loop.<Boolean>runSync(() -> {
      SecondaryLoop dialog = dialog();
      closeAfter(answer, dialog);
      new Thread(() -> answer.complete("answer")).start();
      return Future.of(dialog.enter());
    });

    assertTrue(closed);
  }

  @Coroutine
  private static void closeAfter(Promise<String> answer, SecondaryLoop dialog) {
    await(answer);
    dialog.exit();
  }

  // ---- the thread ends ------------------------------------------------------------------------

  @Test
  void error_in_an_event_does_not_end_the_loop() throws Exception {
    loop.runSync(() -> null);
    EventQueue.invokeAndWait(
        () -> Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {}));
    EventQueue.invokeLater(() -> {
      throw new LinkageError("an event");
    });

    assertEquals(List.of(true, true, true), loop.<List<Boolean>>runSync(SwingLoopTest::threads));
  }

  @Test
  void run_sync_on_the_event_dispatch_thread_is_refused() throws Exception {
    AtomicReference<Throwable> refused = new AtomicReference<>();

    EventQueue.invokeAndWait(() ->
        refused.set(assertThrows(IllegalStateException.class, () -> loop.runSync(() -> null))));

    assertEquals(
        "this thread is that of the loop's host, which would wait for itself: "
            + "await in a coroutine, or start one with addCallback",
        refused.get().getMessage());
  }
}
