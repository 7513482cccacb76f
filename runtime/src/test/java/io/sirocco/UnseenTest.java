package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F13: a failure that nobody asks for is logged when it is collected; asking once silences. */
class UnseenTest {
  private static final String MESSAGE = "Future exception was never retrieved";
  private static final Logger LOGGER = Logger.getLogger("io.sirocco");
  private static final int ATTEMPTS = 200;

  private final LinkedBlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      logged.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  /** Collects garbage until {@code lost} is logged; returns how often {@code other} was, until then. */
  private int timesLoggedBefore(Throwable lost, Throwable other) throws InterruptedException {
    int times = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      System.gc();
      LogRecord entry = logged.poll(20, TimeUnit.MILLISECONDS);
      while (entry != null) {
        boolean unseen = entry.getMessage().equals(MESSAGE);
        if (unseen && entry.getThrown() == lost) {
          return times;
        }
        times += unseen && entry.getThrown() == other ? 1 : 0;
        entry = logged.poll();
      }
    }
    throw new AssertionError("not logged: " + lost);
  }

  private void assertLogged(Throwable lost) throws InterruptedException {
    timesLoggedBefore(lost, null);
  }

  /** How often {@code exception} has been logged when two more collections have certainly been made. */
  private int timesLogged(Throwable exception) throws InterruptedException {
    return timesLoggedBefore(drop(new Boom("first mark")), exception)
        + timesLoggedBefore(drop(new Boom("second mark")), exception);
  }

  /** Makes a failed future, in a call of its own, so that no local holds it. */
  private static Boom drop(Boom boom) {
    Future.failed(boom);
    return boom;
  }

  /** The scenario future_never_retrieved_logged. */
  @Test
  void failed_future_that_is_dropped_is_logged() throws Exception {
    assertLogged(drop(new Boom("lost")));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void dropped_failure_is_logged_once(String name, Consumer<Boom> loss) throws Exception {
    Boom boom = new Boom(name);
    loss.accept(boom);

    assertLogged(boom); // sooner or later: a stack may hold it for a while
    assertEquals(0, timesLogged(boom));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> losses() {
    return named(Map.<String, Consumer<Boom>>of(
        "a failed promise",
        boom -> new Promise<>().fail(boom),
        "a coroutine that failed at once",
        boom -> HandCoroutine.call((self, step, value) -> {
          throw boom;
        }),
        "a coroutine that failed later",
        boom -> {
          Promise<Void> gate = new Promise<>();
          HandCoroutine.call((self, step, value) -> {
            if (step == 0) {
              return gate;
            }
            throw boom;
          });
          gate.complete(null);
        },
        "a future that was looked at, but not asked",
        boom -> {
          Future<?> failed = Future.failed(boom);
          assertTrue(failed.isDone() && !failed.isCancelled());
          assertEquals("Future[failed: Boom " + boom.getMessage() + "]", failed.toString());
          failed.addDoneCallback(done -> assertTrue(done.isDone()));
        },
        "a future and one chained to it",
        boom -> Future.chain(Future.failed(boom), new Promise<>()),
        "a future chained to one that is done",
        boom -> {
          Promise<Object> done = new Promise<>();
          done.complete("done");
          Future.chain(Future.failed(boom), done); // F11: not marked as seen
        },
        "a list whose result is dropped",
        boom -> Coroutines.multi(List.of(Future.failed(boom), Future.of(1))),
        "the last step of an iterator",
        boom -> WaitIterator.of(Future.failed(boom)).next()));
  }

  @ParameterizedTest
  @MethodSource("askings")
  void failure_that_somebody_asked_for_is_silent(String name, Consumer<Future<Object>> asking)
      throws Exception {
    Boom boom = new Boom(name);
    asking.accept(Future.failed(boom));
    Promise<Object> later = new Promise<>();
    asking.accept(later);
    later.fail(boom);

    assertEquals(0, timesLogged(boom));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> askings() {
    return named(Map.<String, Consumer<Future<Object>>>of(
        "result", failed -> failed.addDoneCallback(done -> assertThrows(Boom.class, done::result)),
        "exception", failed -> failed.addDoneCallback(Future::exception),
        "await", failed -> HandCoroutine.awaiting(failed).addDoneCallback(Future::exception),
        "get", failed -> failed.addDoneCallback(done -> assertThrows(Exception.class, done::get)),
        "join", failed -> failed.addDoneCallback(done -> assertThrows(Boom.class, done::join)),
        "conversion", Future::toCompletableFuture,
        "method of a stage", failed -> failed.thenAccept(value -> {}),
        "chain",
            failed -> {
              Promise<Object> target = new Promise<>();
              Future.chain(failed, target);
              target.addDoneCallback(Future::exception);
            },
        "time limit",
            failed -> Coroutines.withTimeout(Duration.ofDays(1), failed)
                .addDoneCallback(Future::exception),
        "list, also the second failure",
            failed -> {
              Future<?> list = Coroutines.multi(List.of(Future.failed(new Boom("other")), failed));
              list.addDoneCallback(Future::exception);
            }));
  }

  private static <T> Stream<org.junit.jupiter.params.provider.Arguments> named(
      Map<String, Consumer<T>> cases) {
    return cases.entrySet().stream()
        .map(entry ->
            org.junit.jupiter.params.provider.Arguments.of(entry.getKey(), entry.getValue()));
  }

  /** What comes too late has no future that anybody could ask. */
  @Test
  void failure_that_no_future_took_is_silent() throws Exception {
    Boom boom = new Boom("too late");
    try (IOLoop loop = new IOLoop()) {
      loop.runSync(() -> {
        Promise<Object> done = new Promise<>();
        done.complete("done");
        done.tryFail(boom);
        List<Runnable> jobs = new ArrayList<>();
        Future<Object> job = loop.runInExecutor(jobs::add, () -> {
          throw boom;
        });
        Runnable running = jobs.get(0);
        job.addDoneCallback(cancelled -> {});
        return lateJob(loop, boom).thenAccept(ignored -> {
          job.cancel();
          running.run();
        });
      });
    }

    assertEquals(0, timesLogged(boom));
  }

  private static Future<Object> lateJob(IOLoop loop, Boom boom) {
    Future<?>[] job = new Future<?>[1];
    job[0] = loop.runInExecutor(command -> loop.addCallback(command), () -> {
      job[0].cancel();
      throw boom;
    });
    return HandCoroutine.call(
        (self, step, value) -> step < 5 ? Coroutines.moment() : self.end(null));
  }

  @Test
  void cancelled_future_is_silent() throws Exception {
    Promise<Object> cancelled = new Promise<>();
    cancelled.cancel();
    Throwable exception =
        assertThrows(java.util.concurrent.CancellationException.class, cancelled::result);
    cancelled = null;

    assertEquals(0, timesLogged(exception));
  }

  @Test
  void failure_of_a_void_coroutine_was_reported_already() throws Exception {
    Boom boom = new Boom("reported");
    List<Throwable> reported = new ArrayList<>();
    try (IOLoop loop = new IOLoop()) {
      loop.setExceptionHandler(reported::add);
      loop.spawnCallback(() -> Future.failed(boom));
      loop.runSync(() -> Coroutines.sleep(Duration.ZERO));
    }

    assertEquals(List.of(boom), reported);
    assertEquals(0, timesLogged(boom));
  }

  /** As when memory was short: the entry says what it can. */
  @Test
  void exception_that_is_gone_is_logged_by_its_type() {
    Outcome.Failure owner = Outcome.failure(new Boom("gone"));
    Unseen unseen = new Unseen(owner, owner.peek());
    unseen.clear();

    unseen.run();
    owner.see();

    List<String> messages = new ArrayList<>();
    logged.forEach(entry -> messages.add(entry.getMessage()));
    assertTrue(messages.contains(MESSAGE + ": io.sirocco.Boom"), messages::toString);
    unseen.see();
  }

  @Test
  void own_logger_can_be_switched_off_alone() {
    Logger unretrieved = Logger.getLogger("io.sirocco.unretrieved");
    Outcome.Failure owner = Outcome.failure(new Boom("switched off"));
    unretrieved.setLevel(Level.OFF);
    try {
      new Unseen(owner, owner.peek()).run();
      Log.error("others", new Boom("are logged"));
    } finally {
      unretrieved.setLevel(null);
      owner.see();
    }

    List<String> texts = new ArrayList<>();
    logged.forEach(entry -> texts.add(String.valueOf(entry.getThrown())));
    assertTrue(texts.contains("Boom are logged"), texts::toString);
    assertFalse(texts.contains("Boom switched off"), texts::toString);
  }

  /** A rejected job was never asked for either. */
  @Test
  void rejection_of_an_executor_is_a_failure_like_any_other() throws Exception {
    RejectedExecutionException rejection = new RejectedExecutionException("full");
    reject(rejection);

    assertLogged(rejection);
  }

  private static void reject(RejectedExecutionException rejection) {
    Coroutines.runOnExecutor(
        command -> {
          throw rejection;
        },
        () -> 1);
  }
}
