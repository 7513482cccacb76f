package io.sirocco;

import io.sirocco.dump.Dump;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What coroutines are made of: {@code await}, and functions that combine futures (Tornado: {@code
 * tornado.gen}).
 *
 * <p>The {@code await} methods are suspension points. They may only be called in {@link Coroutine}
 * methods and in lambda bodies that return a future; the transformer replaces each call. A failed
 * future throws its original exception at the await, never a wrapper. A future that is done already
 * costs nothing: the coroutine goes straight on.
 */
public final class Coroutines {
  private Coroutines() {}

  /**
   * Waits for a future.
   *
   * @return its value; may be null
   * @throws NullPointerException if {@code awaited} is null
   * @throws NotWovenException if the calling class was not woven
   */
  public static <T> T await(Future<T> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /** Waits for a future, or starts a lazy coroutine and waits for it. */
  public static <T> T await(Awaitable<T> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /** Waits for any completion stage; a {@code CompletionException} around its failure is taken off. */
  public static <T> T await(CompletionStage<T> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /** As {@link #await(CompletionStage)}. */
  public static <T> T await(CompletableFuture<T> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /**
   * Waits for a plain future of the JDK, such as {@code executor.submit} returns. It can only be
   * waited for by blocking, so a waiter thread does that (a virtual one where the JDK has them);
   * {@link IOLoop#runInExecutor} is cheaper.
   */
  public static <T> T await(java.util.concurrent.Future<T> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /** Waits for all of them; as {@code await(multi(awaited))}. */
  public static <T> List<T> await(List<? extends CompletionStage<? extends T>> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /** Waits for all of them; as {@code await(multi(awaited))}. */
  public static <K, T> Map<K, T> await(Map<K, ? extends CompletionStage<? extends T>> awaited) {
    throw NotWovenException.atCaller("await");
  }

  /**
   * Waits for anything that {@link #convertYielded} knows; null stands for {@link #moment()}.
   *
   * @throws BadYieldException at the await, if nobody knows how to wait for it
   */
  public static <T> T await(Object awaited) {
    throw NotWovenException.atCaller("await");
  }

  // ---- generators -----------------------------------------------------------------------------

  /**
   * Hands out an element of the {@linkplain AsyncIterator generator} that calls this, and waits until its
   * consumer asks for the next one. Only in {@link Coroutine} methods and in lambda bodies that return
   * an {@link AsyncIterator}.
   *
   * @param value may be null; that its type is the one of the iterator's elements is not checked
   * @throws java.util.concurrent.CancellationException if the consumer closes the iterator
   * @throws NotWovenException if the calling class was not woven
   */
  public static void emit(Object value) {
    throw NotWovenException.atCaller("emit");
  }

  // ---- coroutine functions ----------------------------------------------------------------------

  /**
   * Returns whether a method is declared to be a coroutine (Tornado: {@code gen.is_coroutine_function}).
   * An overriding method has to say so itself; lambda bodies, which cannot, are not recognised. Whether
   * the class was woven shows at the first {@code await}.
   *
   * @param method may be null, which is none
   */
  public static boolean isCoroutineFunction(Method method) {
    return method != null && method.isAnnotationPresent(Coroutine.class);
  }

  // ---- time -----------------------------------------------------------------------------------

  /**
   * A future that is done after {@code duration}; the time runs from this call, not from the {@code
   * await}. Even a zero or negative duration takes two iterations (Tornado: {@code gen.sleep}).
   */
  public static Future<Void> sleep(Duration duration) {
    return Sleep.start(duration);
  }

  /**
   * What to await to let everybody else have a turn: the coroutine goes on in the next iteration. Long
   * loops over futures that are done never leave the thread otherwise (Tornado: {@code gen.moment}).
   *
   * @return always the same object; it looks pending, and is done for everybody who waits for it
   */
  public static Future<Void> moment() {
    return Moment.INSTANCE;
  }

  /**
   * The outcome of {@code awaited}, or a {@link TimeoutException} with the message "Timeout" if it is
   * not there after {@code timeout} (Tornado: {@code gen.with_timeout}). An input that is done already
   * wins over any timeout.
   *
   * <p>What is awaited is not cancelled and can be awaited again. If it fails after the timeout, that
   * is logged.
   *
   * @param timeout null for no limit
   * @param quiet types of exceptions, with their subtypes, that are not logged
   */
  @SafeVarargs
  public static <T> Future<T> withTimeout(
      Duration timeout, CompletionStage<T> awaited, Class<? extends Throwable>... quiet) {
    return withTimeout(Deadline.ofLimit(timeout), (Object) awaited, quiet);
  }

  /** As {@link #withTimeout(Duration, CompletionStage, Class[])} with a point in time. */
  @SafeVarargs
  public static <T> Future<T> withTimeout(
      Deadline deadline, CompletionStage<T> awaited, Class<? extends Throwable>... quiet) {
    return withTimeout(deadline, (Object) awaited, quiet);
  }

  /**
   * As {@link #withTimeout(Duration, CompletionStage, Class[])} for anything that {@link
   * #convertYielded} knows.
   *
   * @throws BadYieldException if nobody knows how to wait for it
   */
  @SafeVarargs
  public static <T> Future<T> withTimeout(
      Duration timeout, Object awaited, Class<? extends Throwable>... quiet) {
    return withTimeout(Deadline.ofLimit(timeout), awaited, quiet);
  }

  /** As {@link #withTimeout(Duration, Object, Class[])} with a point in time. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Future<T> withTimeout(
      Deadline deadline, Object awaited, Class<? extends Throwable>... quiet) {
    return TimeLimit.start(deadline, Coroutines.<T>convertYielded(awaited), QuietTypes.of(quiet));
  }

  // ---- many at once ---------------------------------------------------------------------------

  /**
   * Waits for all of {@code awaited} (Tornado: {@code gen.multi}).
   *
   * <p>If some fail, the future fails with the first exception in the order of the input, but only
   * when all are done; the other exceptions are logged. Cancelling the future leaves the children
   * alone. A null or {@link #moment} among them counts as done with null.
   *
   * @return a list of the values in the order of the input; done at once if all inputs are
   */
  public static <T> Future<List<T>> multi(
      Collection<? extends CompletionStage<? extends T>> awaited) {
    return Conversions.multi(awaited, QuietTypes.NONE);
  }

  /**
   * As {@link #multi(Collection)}.
   *
   * @param quiet types of exceptions, with their subtypes, that are not logged
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Future<List<T>> multi(
      Collection<? extends CompletionStage<? extends T>> awaited,
      Class<? extends Throwable>... quiet) {
    return Conversions.multi(awaited, QuietTypes.of(quiet));
  }

  /**
   * As {@link #multi(Collection)} for anything that {@link #convertYielded} knows, lists and maps
   * included.
   *
   * @throws BadYieldException if nobody knows how to wait for one of them; those before it go on
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Future<List<T>> multi(
      Iterable<?> awaited, Class<? extends Throwable>... quiet) {
    return Conversions.multi(listOf(awaited), QuietTypes.of(quiet));
  }

  /**
   * As {@link #multi(Collection)} for the values of a map.
   *
   * @return a map with the same keys in the same order
   */
  public static <K, T> Future<Map<K, T>> multi(
      Map<K, ? extends CompletionStage<? extends T>> awaited) {
    return Conversions.multi(awaited, QuietTypes.NONE);
  }

  /**
   * As {@link #multi(Map)}.
   *
   * @param quiet types of exceptions, with their subtypes, that are not logged
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <K, T> Future<Map<K, T>> multi(
      Map<K, ? extends CompletionStage<? extends T>> awaited, Class<? extends Throwable>... quiet) {
    return Conversions.multi(awaited, QuietTypes.of(quiet));
  }

  /**
   * The outcome of the input that is done first, value or failure: {@code await(firstOf(work(), shutdown))}.
   *
   * <p>The others are let go of: nothing of this call stays behind on them, however long they are pending. They are not
   * cancelled, as the input of {@link #withTimeout(Duration, CompletionStage, Class[]) withTimeout} is not, and can be
   * awaited again. Only a request for which nobody else waits is withdrawn, so that it takes nothing away from
   * others: it ends as cancelled. Requests are {@link #sleep}, the waits of locks, queues and channels, subclasses of
   * {@link Promise}, combinators of all these, and lazy coroutines that have not begun. A coroutine that is to stop is
   * cancelled by whoever has called it; see {@link Scope}.
   *
   * <p>Of inputs that are done already the first one counts, at once; otherwise the outcome is here an iteration after
   * the input is done. What a second one ends with is not lost, but stays in its future. A failure of it that
   * nobody asks for is logged as any other.
   *
   * <p>Cancelling the future leaves the inputs alone.
   *
   * @throws IllegalArgumentException if there is no input
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Future<T> firstOf(CompletionStage<? extends T>... awaited) {
    return new FirstOutcome<T>(Inputs.of(Arrays.asList(awaited))).started();
  }

  /** As {@link #firstOf(CompletionStage[])}. */
  public static <T> Future<T> firstOf(Collection<? extends CompletionStage<? extends T>> awaited) {
    return new FirstOutcome<T>(Inputs.of(awaited)).started();
  }

  /**
   * As {@link #firstOf(CompletionStage[])} for anything that {@link #convertYielded} knows.
   *
   * @throws BadYieldException if nobody knows how to wait for one of them; those before it go on
   */
  public static <T> Future<T> firstOf(Iterable<?> awaited) {
    return new FirstOutcome<T>(Inputs.of(listOf(awaited))).started();
  }

  /**
   * The value of the input that is the first to have one; failures are passed over, unless all fail. The others are let
   * go of as by {@link #firstOf(CompletionStage[])}, and everything else is as there, too.
   *
   * @return fails when all inputs have failed, with the first exception in the order of the input; the others are
   *     suppressed exceptions of it. Cancelled inputs count as failed; if all were cancelled, so is this
   * @throws IllegalArgumentException if there is no input
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Future<T> firstSuccessOf(CompletionStage<? extends T>... awaited) {
    return new FirstSuccess<T>(Inputs.of(Arrays.asList(awaited))).started();
  }

  /** As {@link #firstSuccessOf(CompletionStage[])}. */
  public static <T> Future<T> firstSuccessOf(
      Collection<? extends CompletionStage<? extends T>> awaited) {
    return new FirstSuccess<T>(Inputs.of(awaited)).started();
  }

  /**
   * As {@link #firstSuccessOf(CompletionStage[])} for anything that {@link #convertYielded} knows.
   *
   * @throws BadYieldException if nobody knows how to wait for one of them; those before it go on
   */
  public static <T> Future<T> firstSuccessOf(Iterable<?> awaited) {
    return new FirstSuccess<T>(Inputs.of(listOf(awaited))).started();
  }

  private static List<Object> listOf(Iterable<?> inputs) {
    List<Object> list = new ArrayList<>();
    inputs.forEach(list::add);
    return list;
  }

  // ---- other styles ---------------------------------------------------------------------------

  /**
   * Makes a future of a function that calls back (Tornado: {@code gen.Task}). It is started at once:
   *
   * <pre>{@code
   * String name = await(task(callback -> api.readName(callback)));
   * Arguments range = await(task(callback ->
   *     api.readRange((low, high) -> callback.accept(Arguments.of(low, high)))));
   * }</pre>
   *
   * @return done with what the callback gets first; later calls are ignored. If the function throws
   *     before that, it fails with that exception. A function with a callback for failures, too, needs
   *     a {@link Promise}
   */
  public static <T> Future<T> task(CallbackFunction<T> function) {
    Promise<T> result = new Promise<>();
    try {
      function.start(result::tryComplete);
    } catch (Throwable exception) {
      result.tryFail(exception);
    }
    return Outside.waitedFor(result);
  }

  /**
   * Runs a blocking function on a thread of an executor (Tornado: {@code run_on_executor}): {@code
   * Future<Image> load(Path file) { return runOnExecutor(disk, () -> read(file)); }}.
   *
   * @param executor null for the default executor of the current loop
   * @return as {@link IOLoop#runInExecutor} of the current loop; without one, it is completed by the
   *     executor's thread
   */
  public static <T> Future<T> runOnExecutor(Executor executor, Callable<T> function) {
    IOLoop loop = IOLoop.currentOrNull();
    return loop != null
        ? loop.runInExecutor(executor, function)
        : ExecutorJob.submit(Trampoline.INSTANCE, executor, function);
  }

  // ---- looking from outside
  // -----------------------------------------------------------------------

  /**
   * What all loops of this process wait for, and the coroutines behind it: {@code
   * System.err.println(Coroutines.dump())}. Any thread may ask, also while a loop is blocked: nothing is asked
   * of the loops, and nothing is kept alive. What is told may be some microseconds apart.
   *
   * <p>It shows the coroutines that timers, channels, jobs on executors, scopes and {@code runSync} lead to;
   * with the system property {@code sirocco.track=true}, set when the program starts, all that are suspended,
   * since when, and those that wait for each other.
   */
  public static Dump dump() {
    return DumpTaker.all();
  }

  /** Number of suspended coroutines; empty unless the program was started with {@code sirocco.track=true}. */
  public static OptionalLong suspended() {
    return Tracking.IS_ON ? OptionalLong.of(Tracking.size()) : OptionalLong.empty();
  }

  // ---- conversions ----------------------------------------------------------------------------

  /**
   * The future that stands for {@code awaited} when it is awaited (Tornado: {@code
   * gen.convert_yielded}): a {@link Future} stands for itself; a lazy coroutine begins in the next
   * iteration; null stands for {@link #moment}, a list or map for {@link #multi(Collection) multi}; a stage or a future of the
   * JDK, or an object of a {@linkplain #registerConversion registered} type is followed.
   *
   * @throws BadYieldException if it is something else
   */
  @SuppressWarnings("unchecked") // T is what the caller expects, as for await(Object)
  public static <T> Future<T> convertYielded(Object awaited) {
    return (Future<T>) Conversions.future(awaited);
  }

  /**
   * The future itself if {@code value} is one, also of the JDK; otherwise, also for null and lists, a
   * future that is done with {@code value} (Tornado: {@code gen.maybe_future}).
   */
  @SuppressWarnings("unchecked") // T is what the caller expects, as for await(Object)
  public static <T> Future<T> maybeFuture(Object value) {
    boolean future =
        value instanceof CompletionStage<?> || value instanceof java.util.concurrent.Future<?>;
    return future ? convertYielded(value) : (Future<T>) Future.of(value);
  }

  /**
   * Teaches {@code await} a foreign type (Tornado: {@code gen.convert_yielded.register}). Libraries do
   * that with a {@link Conversion} service.
   *
   * <p>The most specific registered type of an object wins; a second registration of the same type
   * replaces the first. Stages are always awaited as stages. It holds for the whole program and from
   * any thread; {@code type} and {@code conversion} are never released.
   */
  public static <T> void registerConversion(
      Class<T> type, Function<? super T, ? extends Future<?>> conversion) {
    ConversionRegistry.register(new FunctionConversion<>(type, conversion));
  }
}
