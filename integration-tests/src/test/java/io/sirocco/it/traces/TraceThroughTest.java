package io.sirocco.it.traces;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.runOnExecutor;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.AsyncCallable;
import io.sirocco.AsyncIterator;
import io.sirocco.AwaitTraces;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stack traces say of those who await through something else, and of exceptions from elsewhere. */
class TraceThroughTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final IOLoop loop = new IOLoop(new ManualTimeSource());

  @AfterEach
  void close() {
    loop.close();
  }

  @Coroutine
  private Future<Integer> broken() throws IOException {
    await(moment());
    throw new IOException("broken");
  }

  private static final class Quiet extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Coroutine
  private Future<Integer> quiet() {
    await(moment());
    throw new Quiet();
  }

  // ---- combinators ------------------------------------------------------------------------------

  @Coroutine
  private Future<Integer> overMulti() throws IOException {
    return Future.of(await(multi(List.of(sleepy(), broken()))).get(0));
  }

  @Coroutine
  private Future<Integer> sleepy() {
    await(sleep(LONG));
    return Future.of(1);
  }

  @Test
  void through_multi() {
    assertEquals("broken, overMulti", coroutines(failure(loop, this::overMulti)));
  }

  @Coroutine
  private Future<Integer> overLimit() throws IOException {
    return Future.of(await(withTimeout(LONG, broken())));
  }

  @Test
  void through_a_time_limit() {
    assertEquals("broken, overLimit", coroutines(failure(loop, this::overLimit)));
  }

  @Coroutine
  private Future<Integer> overScope() {
    return Future.of(await(Scope.run(scope -> {
      Future<Integer> child = scope.fork(this::broken);
      return child;
    })));
  }

  @Test
  void through_a_scope() {
    assertEquals("broken, overScope", coroutines(failure(loop, this::overScope)));
  }

  @Coroutine
  private Future<Integer> overChain() throws IOException {
    Promise<Integer> target = new Promise<>();
    Future.chain(broken(), target);
    return Future.of(await(target));
  }

  @Test
  void through_a_chained_promise() {
    assertEquals("broken, overChain", coroutines(failure(loop, this::overChain)));
  }

  @Coroutine
  private AsyncIterator<Integer> elements() throws IOException {
    emit(1);
    await(moment());
    emit(await(broken()));
    return AsyncIterator.empty();
  }

  @Coroutine
  private Future<Integer> overElements() throws IOException {
    AsyncIterator<Integer> elements = elements();
    int sum = 0;
    while (await(elements.advance())) {
      sum += elements.current();
    }
    return Future.of(sum);
  }

  @Test
  void through_a_generator() {
    assertEquals("broken, elements, overElements", coroutines(failure(loop, this::overElements)));
  }

  @Coroutine
  private AsyncIterator<Integer> hasty() throws IOException {
    emit(1);
    throw new IOException("hasty");
  }

  @Coroutine
  private Future<Integer> overHasty() throws IOException {
    AsyncIterator<Integer> elements = hasty();
    await(moment());
    int sum = 0;
    while (await(elements.advance())) {
      sum += elements.current();
    }
    return Future.of(sum);
  }

  @Test
  void a_generator_that_goes_on_inside_the_call_of_its_consumer() {
    assertEquals("hasty, overHasty", coroutines(failure(loop, this::overHasty)));
  }

  // ---- exceptions from elsewhere ----------------------------------------------------------------

  private static Integer job() throws IOException {
    throw new IOException("in a job");
  }

  @Coroutine
  private Future<Integer> overJob() {
    return Future.of(await(runOnExecutor(null, TraceThroughTest::job)));
  }

  @Coroutine
  private Future<Integer> outer() {
    return Future.of(await(overJob()) + 1);
  }

  @Test
  void of_an_executor() {
    assertEquals("job, overJob, outer", methods(failure(loop, this::outer)));
  }

  private final CompletableFuture<Integer> stage = new CompletableFuture<>();

  @Coroutine
  private Future<Integer> overStage() {
    return Future.of(await(stage));
  }

  private IOException made() {
    return new IOException("made elsewhere");
  }

  @Test
  void of_a_stage() {
    loop.callLater(LONG, () -> stage.completeExceptionally(made()));

    assertEquals("made, lambda$of_a_stage$1, overStage", methods(failure(loop, this::overStage)));
  }

  @Test
  void a_shared_exception_gets_one_trace() {
    IOException shared = made();
    loop.callLater(LONG, () -> stage.completeExceptionally(shared));
    failure(loop, this::overStage);
    StackTraceElement[] once = shared.getStackTrace();

    loop.runSync(() -> {
      Promise<Integer> again = new Promise<>();
      loop.callLater(LONG, () -> again.fail(shared));
      return caught(again);
    });

    assertArrayEquals(once, shared.getStackTrace());
  }

  @Coroutine
  private Future<Void> caught(Future<?> failing) {
    try {
      await(failing);
    } catch (Exception expected) {
      assertNotNull(expected.getMessage());
    }
    return Future.of(null);
  }

  @Coroutine
  private Future<Integer> rethrowing(Exception cached) throws Exception {
    await(moment());
    throw cached;
  }

  @Test
  void an_exception_that_was_made_before_is_left_alone() {
    Exception cached = made();
    StackTraceElement[] before = cached.getStackTrace();

    assertSame(cached, failure(loop, () -> rethrowing(cached)));

    assertArrayEquals(before, cached.getStackTrace());
  }

  @Test
  void an_exception_without_a_trace_is_left_alone() {
    Exception bare = new Exception("bare", null, false, false) {
      private static final long serialVersionUID = 1L;
    };
    loop.callLater(LONG, () -> stage.completeExceptionally(bare));

    assertEquals(0, failure(loop, this::overStage).getStackTrace().length);
  }

  // ---- settings ---------------------------------------------------------------------------------

  @Coroutine
  private Future<Integer> overQuiet() {
    return Future.of(await(quiet()));
  }

  @Test
  void a_type_that_is_left_out_keeps_its_trace() {
    AwaitTraces.leaveOut(Quiet.class);

    assertTrue(hasResume(failure(loop, this::overQuiet)));
  }

  @Test
  void switched_off() {
    AwaitTraces.set(false);
    try {
      assertTrue(hasResume(failure(loop, this::overLimit)));
    } finally {
      AwaitTraces.set(true);
    }
  }

  // ---- a pending coroutine ----------------------------------------------------------------------

  @Test
  void a_pending_coroutine_says_where_it_is() {
    String shown = loop.runSync(() -> Future.of(sleepy().toString()));

    assertTrue(
        shown.matches(
            "TraceThroughTest\\.sleepy\\(TraceThroughTest\\.java:\\d+\\) awaiting, pending"),
        shown);
  }

  private static boolean hasResume(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(line -> line.getMethodName().equals("resume"));
  }

  private static Throwable failure(IOLoop loop, AsyncCallable<Integer> body) {
    return assertThrows(Exception.class, () -> loop.runSync(body));
  }

  /** Without the lines of the test itself, which called the loop. */
  private static String coroutines(Throwable failure) {
    String methods = methods(failure);
    return methods.substring(0, methods.indexOf(", lambda$failure$"));
  }

  private static String methods(Throwable failure) {
    return String.join(
        ", ",
        Arrays.stream(failure.getStackTrace())
            .filter(line -> line.getClassName().equals(TraceThroughTest.class.getName()))
            .map(StackTraceElement::getMethodName)
            .toList());
  }
}
