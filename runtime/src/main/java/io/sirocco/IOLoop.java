package io.sirocco;

import io.sirocco.dump.Dump;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Runs callbacks, timers and coroutines one after the other on one thread (Tornado: {@code IOLoop}).
 *
 * <p>The loop works in iterations:
 *
 * <pre>
 *   wait      until a callback is queued, a channel is ready, or a timer is due
 *   collect   behind the queued callbacks: the handlers of ready channels, then the due timers
 *   run       exactly what is queued now; what that adds waits for the next iteration
 * </pre>
 *
 * <p>So callbacks run in the order in which they were added, and nobody starves: timers are looked at in
 * every iteration, channels before timers run, before the loop would sleep, and whenever 256 callbacks
 * have run since the last time. An exception in a callback goes to the {@linkplain
 * #setExceptionHandler exception handler}; the loop and the other callbacks go on. If a callback
 * returns something that can be awaited, a failure of that is reported in the same way.
 *
 * <p>The thread that calls {@link #start} or {@link #runSync} is the loop's thread while they run.
 * Callbacks, timers, futures and executor jobs may be added, timers cancelled and the loop stopped from
 * any thread; channels belong to the loop's thread, or to anybody while the loop does not run.
 *
 * <p>A loop may also live on a thread that is not its own, such as a server's or a user interface's: see
 * {@link #guestOf}.
 */
public final class IOLoop extends LoopEngine implements AutoCloseable {

  private final Callbacks callbacks = new Callbacks(this);
  private volatile Executor defaultExecutor; // null: the pool that all loops share

  /** Makes a loop with the system's clock. It is not current for any thread yet. */
  public IOLoop() {
    this(TimeSource.SYSTEM);
  }

  /** Makes a loop with a clock of its own, for example a {@link ManualTimeSource}. */
  public IOLoop(TimeSource clock) {
    this(clock, null);
  }

  /** Makes a guest of {@code host}, or, with null, a loop that has a thread of its own. */
  IOLoop(TimeSource clock, LoopHost host) {
    super(Objects.requireNonNull(clock, "clock"), host);
    KnownLoops.add(this);
  }

  /**
   * The loop that lives in somebody else's event loop. It has queues, timers and iterations of its own and
   * asks the host for turns, each of which runs up to 256 callbacks. It need not be started, is current on
   * the host's thread, and runs until it is {@linkplain #close closed} or the host ends.
   *
   * <p>What a guest does differently: {@link #runSync} blocks another thread until the host has run the body,
   * and the host's own thread is refused; {@link #start}, {@link #stop}, channels and {@code close(true)} are
   * refused. A host that rejects a turn closes the loop: this is logged, and who waits in {@code runSync} gets
   * an {@link IllegalStateException}.
   *
   * @return always the same loop for the same host, as long as it is open
   */
  public static IOLoop guestOf(LoopHost host) {
    return Guests.of(host, TimeSource.SYSTEM);
  }

  /**
   * As {@link #guestOf(LoopHost)} with a clock of its own. A simulated one jumps when the loop has no callbacks,
   * whatever else its host has to do.
   *
   * @throws IllegalStateException if the host has a guest with another clock
   */
  public static IOLoop guestOf(LoopHost host, TimeSource clock) {
    return Guests.of(host, Objects.requireNonNull(clock, "clock"));
  }

  /**
   * As {@link #guestOf(LoopHost)} with an executor of one thread.
   *
   * @throws IllegalArgumentException if it is seen to have more than one
   */
  public static IOLoop guestOf(ScheduledExecutorService executor) {
    return guestOf(LoopHost.of(executor));
  }

  // ---- the current loop -----------------------------------------------------------------------

  /**
   * The current loop of this thread: the running one or the one that was {@linkplain #makeCurrent made}
   * current. If there is none, a new one is made current.
   */
  public static IOLoop current() {
    IOLoop loop = Here.loop();
    if (loop == null) {
      loop = new IOLoop();
      Here.setLoop(loop);
    }
    return loop;
  }

  /** The current loop of this thread, or null. */
  public static IOLoop currentOrNull() {
    return Here.loop();
  }

  /** Makes this the current loop of this thread; the loop need not run. */
  public void makeCurrent() {
    Here.setLoop(this);
  }

  /** Leaves this thread without a current loop. */
  public static void clearCurrent() {
    Here.setLoop(null);
  }

  // ---- running --------------------------------------------------------------------------------

  /**
   * Runs the loop in this thread until {@link #stop}. The loop is current meanwhile. What is still
   * queued then waits for the next start.
   *
   * <p>An interrupt of the thread ends it as {@link #stop} does, after an iteration, 256 callbacks later at
   * most; the thread is interrupted then. So {@link java.util.concurrent.ExecutorService#shutdownNow} ends
   * a loop that runs in an executor.
   *
   * @throws IllegalStateException if the loop is running or closed
   * @throws UnsupportedOperationException if the loop is a guest
   */
  public void start() {
    IOLoop outerLoop = Here.loop();
    Here.setLoop(this);
    Scheduler outer = Here.enter(this); // callbacks bring their own context
    try {
      driver.runUntilStopped();
    } finally {
      Here.enter(outer);
      Here.setLoop(outerLoop);
    }
  }

  /**
   * Ends {@link #start} after the iteration that is running. If the loop is not running, the next start
   * runs one iteration.
   *
   * @throws UnsupportedOperationException if the loop is a guest
   */
  public void stop() {
    driver.requestStop();
  }

  /**
   * Runs what is queued in a guest now, inside this call, up to 256 callbacks; does nothing in a turn of the
   * loop. For adapters whose answers are worth more before a handler of the host returns: a server that
   * flushes once for all it has read. To the loop it is a turn.
   *
   * @throws IllegalStateException if this is not the host's thread
   * @throws UnsupportedOperationException if the loop is no guest
   */
  public void runReady() {
    driver.runReady();
  }

  /**
   * Runs the loop until the future that {@code body} returns is done: the main function of a program.
   * The body itself is called by the loop, after the callbacks that are queued already.
   *
   * <p>If the loop is a guest, this thread blocks until the host has run the body so far.
   *
   * @return the value of the future; null if the body returns null
   * @throws IllegalStateException if the loop is running or closed, or if somebody stops it before the
   *     future is done, or cancels the future; if this is the thread of a guest's host; if the body or its
   *     future fails, that very exception is thrown. If the thread is interrupted before, an {@link
   *     InterruptedException}, although it is not declared, as by {@link Future#join()}; the future goes on if the
   *     loop runs again
   */
  public <T> T runSync(AsyncCallable<T> body) {
    return run(body, null);
  }

  /**
   * As {@link #runSync(AsyncCallable)}, for some time.
   *
   * @param timeout null for no limit
   * @throws TimeoutException if the future is pending after {@code timeout}; it is cancelled then, but
   *     the body of a coroutine is not interrupted and goes on if the loop runs again. A suppressed exception
   *     says what the loop waited for, as {@link #dump} does
   */
  public <T> T runSync(AsyncCallable<T> body, Duration timeout) {
    return run(body, timeout);
  }

  /**
   * As {@link #runSync(AsyncCallable)} for a body that returns anything {@link
   * Coroutines#convertYielded} knows.
   *
   * @throws BadYieldException if it returns something else, but for null
   */
  public <T> T runSync(Callable<?> body) {
    return run(body, null);
  }

  /** As {@link #runSync(Callable)}, for some time; see {@link #runSync(AsyncCallable, Duration)}. */
  public <T> T runSync(Callable<?> body, Duration timeout) {
    return run(body, timeout);
  }

  @SuppressWarnings("unchecked") // T is what the caller expects, as for await(Object)
  private <T> T run(Callable<?> body, Duration timeout) {
    Objects.requireNonNull(body, "body");
    checkOpen();
    driver.checkCanRunSync();
    return (T) new RunSync(this, body).run(timeout);
  }

  /** As {@code close(false)}. */
  @Override
  public void close() {
    close(false);
  }

  /**
   * Releases the loop. What is queued is dropped, and what is added later is dropped silently. If this
   * is the current loop of this thread, the thread has none afterwards.
   *
   * <p>A guest may be closed by any thread, and in its turns. A callback that does it is the last; if another
   * thread does it, the iteration that runs is. The host's thread soon has no current loop any more.
   *
   * @param allChannels whether to close the registered channels
   * @throws IllegalStateException if the loop is running
   * @throws UnsupportedOperationException if {@code allChannels} is asked of a guest
   */
  public void close(boolean allChannels) {
    driver.close(allChannels);
    if (Here.loop() == this) {
      Here.setLoop(null);
    }
  }

  // ---- callbacks ------------------------------------------------------------------------------

  /** Runs {@code callback} in the next iteration. */
  public void addCallback(Runnable callback) {
    post(inPresentContext(Callbacks.RUNNABLE), Objects.requireNonNull(callback, "callback"));
  }

  /** Starts {@code callback} in the next iteration; a failure of the future that it returns is reported. */
  public void addCallback(AsyncCallable<?> callback) {
    post(inPresentContext(callbacks.callable), Objects.requireNonNull(callback, "callback"));
  }

  /**
   * Runs {@code callback} in the next iteration. If it returns something that can be awaited, a failure
   * of that is reported; any other value is ignored.
   */
  public void addCallback(Callable<?> callback) {
    post(inPresentContext(callbacks.callable), Objects.requireNonNull(callback, "callback"));
  }

  /** As {@link #addCallback(Runnable)}. */
  public void spawnCallback(Runnable callback) {
    addCallback(callback);
  }

  /**
   * Starts a coroutine in the background, in the next iteration; the loop reports its failure. As {@link
   * #addCallback(AsyncCallable)}.
   */
  public void spawnCallback(AsyncCallable<?> callback) {
    addCallback(callback);
  }

  /** As {@link #addCallback(Callable)}. */
  public void spawnCallback(Callable<?> callback) {
    addCallback(callback);
  }

  /**
   * Calls back on this loop when a future is done, in the iteration after that; never inside this call,
   * also if the future is done already.
   *
   * @param future ours or any stage
   * @param callback gets {@code future} itself, or the future that was made of the stage
   */
  @SuppressWarnings("unchecked") // the future of a CompletionStage<T> is a Future<T>
  public <T> void addFuture(CompletionStage<T> future, Consumer<? super Future<T>> callback) {
    Objects.requireNonNull(callback, "callback");
    Future<T> ours = (Future<T>) Conversions.future(future);
    ours.registerOrWake(new DoneCallback<>(withPresentContext().withoutScope(), ours, callback));
  }

  // ---- timers ---------------------------------------------------------------------------------

  /** The present time on this loop's clock, in nanoseconds; see {@link Deadline}. */
  @Override
  public long time() {
    return clock.nanoTime();
  }

  /**
   * Runs {@code callback} after {@code delay}; as soon as possible if that is zero or negative, but
   * never inside this call. Due timers run in the order of their deadlines, equal deadlines in the
   * order of the calls.
   */
  public Timeout callLater(Duration delay, Runnable callback) {
    return call(deadlineNanos(delay), Callbacks.RUNNABLE, callback);
  }

  /** As {@link #callLater(Duration, Runnable)}; what the callback starts is watched. */
  public Timeout callLater(Duration delay, AsyncCallable<?> callback) {
    return call(deadlineNanos(delay), callbacks.callable, callback);
  }

  /** As {@link #callLater(Duration, Runnable)}; what the callback returns is watched. */
  public Timeout callLater(Duration delay, Callable<?> callback) {
    return call(deadlineNanos(delay), callbacks.callable, callback);
  }

  /** As {@link #callLater(Duration, Runnable)} with a point in time, which may be past. */
  public Timeout callAt(Deadline deadline, Runnable callback) {
    return call(deadline.nanos(), Callbacks.RUNNABLE, callback);
  }

  /** As {@link #callAt(Deadline, Runnable)}; what the callback starts is watched. */
  public Timeout callAt(Deadline deadline, AsyncCallable<?> callback) {
    return call(deadline.nanos(), callbacks.callable, callback);
  }

  /** As {@link #callAt(Deadline, Runnable)}; what the callback returns is watched. */
  public Timeout callAt(Deadline deadline, Callable<?> callback) {
    return call(deadline.nanos(), callbacks.callable, callback);
  }

  /** As {@link #callLater(Duration, Runnable)}. */
  public Timeout addTimeout(Duration delay, Runnable callback) {
    return callLater(delay, callback);
  }

  /** As {@link #callLater(Duration, AsyncCallable)}. */
  public Timeout addTimeout(Duration delay, AsyncCallable<?> callback) {
    return callLater(delay, callback);
  }

  /** As {@link #callLater(Duration, Callable)}. */
  public Timeout addTimeout(Duration delay, Callable<?> callback) {
    return callLater(delay, callback);
  }

  /** As {@link #callAt(Deadline, Runnable)}. */
  public Timeout addTimeout(Deadline deadline, Runnable callback) {
    return callAt(deadline, callback);
  }

  /** As {@link #callAt(Deadline, AsyncCallable)}. */
  public Timeout addTimeout(Deadline deadline, AsyncCallable<?> callback) {
    return callAt(deadline, callback);
  }

  /** As {@link #callAt(Deadline, Callable)}. */
  public Timeout addTimeout(Deadline deadline, Callable<?> callback) {
    return callAt(deadline, callback);
  }

  /** As {@link Timeout#cancel}. */
  public void removeTimeout(Timeout timeout) {
    timeout.cancel();
  }

  private Timeout call(long deadlineNanos, Task kind, Object callback) {
    return schedule(
        deadlineNanos, inPresentContext(kind), Objects.requireNonNull(callback, "callback"));
  }

  private long deadlineNanos(Duration delay) {
    return Deadline.plus(time(), delay);
  }

  // ---- other threads --------------------------------------------------------------------------

  /**
   * Runs a blocking function on a thread of an executor. It is submitted at once, awaited or not.
   *
   * @param executor null for the default executor
   * @return ends as {@code function} does, in an iteration of this loop; fails if the executor rejects
   *     the function. Cancelling it does not interrupt a function that runs
   */
  public <T> Future<T> runInExecutor(Executor executor, Callable<T> function) {
    return ExecutorJob.submit(this, executor != null ? executor : defaultExecutor, function);
  }

  /**
   * Replaces the default executor of this loop: a pool of at most {@code min(32, processors + 4)} daemon
   * threads that all loops share.
   *
   * @param executor null for that pool; not shut down by the loop
   */
  public void setDefaultExecutor(Executor executor) {
    defaultExecutor = executor;
  }

  // ---- channels -------------------------------------------------------------------------------

  /**
   * Calls {@code handler} in each iteration in which the channel is found ready, until {@link #removeHandler}.
   * The channel becomes non-blocking.
   *
   * @param ops what the handler waits for: bits of {@link SelectionKey}
   * @throws IllegalArgumentException if the channel has a handler, or somebody waits for it to be
   *     {@linkplain #ready ready}, or it cannot do {@code ops}
   * @throws java.io.UncheckedIOException if the channel is closed
   * @throws IllegalStateException if the loop is closed
   */
  public void addHandler(SelectableChannel channel, ChannelHandler handler, int ops) {
    Objects.requireNonNull(handler, "handler");
    OwnThread channels = driver.channels();
    checkOpen();
    SelectionKey key = channels.poller.keyOf(channel);
    Object former = key == null ? null : key.attachment();
    if (former != null && !(former instanceof AwaitedChannel awaited && awaited.isIdle())) {
      String reason = former instanceof AwaitedChannel
          ? "somebody waits for the channel to be ready: "
          : "channel added twice: ";
      throw new IllegalArgumentException(reason + channel);
    }
    channels.poller.register(channel, ops, inPresentContext(new WatchedChannel(channel, handler)));
    if (former != null) {
      channels.awaitedChannels.remove((AwaitedChannel) former);
    }
  }

  /**
   * Changes what the handler of a channel waits for.
   *
   * @param ops bits of {@link SelectionKey}; zero pauses the handler
   * @throws IllegalArgumentException if the channel has no handler, or cannot do {@code ops}
   */
  public void updateHandler(SelectableChannel channel, int ops) {
    SelectionKey key = driver.channels().poller.keyOf(channel);
    if (key == null || key.attachment() instanceof AwaitedChannel) {
      throw new IllegalArgumentException("channel has no handler: " + channel);
    }
    key.interestOps(ops);
  }

  /**
   * Removes the handler of a channel, which may be closed; does nothing if there is none. Who waits for
   * the channel to be {@linkplain #ready ready} is cancelled. The system gets a closed channel back, and
   * with it the file descriptor and the port, in the next iteration or, if the loop does not run, at once.
   */
  public void removeHandler(SelectableChannel channel) {
    OwnThread channels = driver.channels();
    SelectionKey key = channels.poller.keyOf(channel);
    if (key == null) {
      return;
    }
    channels.forget(key);
    if (key.attachment() instanceof AwaitedChannel awaited) {
      channels.awaitedChannels.remove(awaited);
    }
  }

  /**
   * Waits until a channel is ready, once: {@code await(loop.ready(channel, OP_READ))}. The channel becomes
   * non-blocking, and stays so, also for the loop, until it is closed or given to {@link
   * #removeHandler}.
   *
   * <p>Each operation of a channel is waited for by one coroutine at a time, so that reading and writing
   * may be done by two. Who waits goes on in the iteration in which the channel is found ready; nothing
   * is lost if nobody waits at the moment, because what was not read is still there. If the channel is
   * closed on the loop's thread, the future fails with a {@link
   * java.nio.channels.ClosedChannelException}; if another thread closes it, so it does within a tenth of
   * a second. What waits when the loop is closed is dropped.
   *
   * @param ops bits of {@link SelectionKey}; one of them is enough
   * @return those of {@code ops} that are possible now; fails if the channel is closed. Cancelling it
   *     gives up waiting
   * @throws IllegalArgumentException if {@code ops} is zero, or the channel cannot do that
   * @throws IllegalStateException if somebody waits for one of {@code ops} already, if the channel has a
   *     handler, if the loop is closed, or if this is another thread than that of the running loop
   */
  public Future<Integer> ready(SelectableChannel channel, int ops) {
    return readyBefore(channel, ops, null);
  }

  /**
   * As {@link #ready(SelectableChannel, int)}; fails with a {@link TimeoutException} after some time.
   *
   * @param timeout null for no limit
   */
  public Future<Integer> ready(SelectableChannel channel, int ops, Duration timeout) {
    Deadline deadline =
        timeout == null ? null : new Deadline(deadlineNanos(timeout)); // of this loop
    return readyBefore(channel, ops, deadline);
  }

  /**
   * As {@link #ready(SelectableChannel, int, Duration)} with a point in time.
   *
   * @param deadline null for no limit
   */
  public Future<Integer> ready(SelectableChannel channel, int ops, Deadline deadline) {
    return readyBefore(channel, ops, deadline);
  }

  private Future<Integer> readyBefore(SelectableChannel channel, int ops, Deadline deadline) {
    OwnThread channels = driver.channels();
    checkOpen();
    return channels.awaitedChannels.await(this, channel, ops, deadline);
  }

  // ---- what it waits for ----------------------------------------------------------------------

  /** The loops of this process that are open, in the order in which they were made. */
  public static List<IOLoop> all() {
    return KnownLoops.all().values().stream().filter(loop -> !loop.isClosed()).toList();
  }

  /** As {@link Coroutines#dump}, of this loop alone. */
  public Dump dump() {
    return DumpTaker.of(this);
  }

  // ---- failures -------------------------------------------------------------------------------

  /**
   * Sets who is told about exceptions that nobody else can see: of callbacks and timers, of what they
   * return to be awaited, and of {@code void} coroutines. A failed future that is dropped is not among
   * them; that is logged, see {@link Future}. It is called on the loop's thread. The default logs the
   * error "Exception in callback" on the logger {@code io.sirocco}. Cancellations are not reported, unless
   * {@link #reportCancellations} says so.
   */
  public void setExceptionHandler(Consumer<? super Throwable> handler) {
    callbacks.setExceptionHandler(Objects.requireNonNull(handler, "handler"));
  }

  /**
   * Sets whether the exception handler is also told about a {@link CancellationException}: for tests,
   * which should not pass because they were cancelled by accident. Off by default.
   */
  public void reportCancellations(boolean reported) {
    callbacks.reportCancellations(reported);
  }

  /**
   * Lets a timer thread log a warning, with the stack of the loop's thread at that moment, when the
   * callbacks of one iteration hold the loop for longer than {@code threshold} (Tornado 4: {@code
   * set_blocking_log_threshold}). One warning per iteration; none where a debugger may be attached, see {@link
   * #setSlowIterationHandler}, which this replaces. Any thread may call this.
   *
   * @param threshold null for no warnings, which is the default
   * @throws IllegalArgumentException if {@code threshold} is not positive
   */
  public void setBlockingLogThreshold(Duration threshold) {
    setWatchdog(threshold == null ? null : new Watchdog(this, positiveNanos(threshold)));
  }

  /**
   * Sets who is told of iterations that hold the loop for longer than {@code threshold}: once when that is
   * noticed, with the stack, and again when the iteration ends, with the time that it took. Replaces {@link
   * #setBlockingLogThreshold}, which does it for the log. Any thread may call this.
   *
   * <p>A JVM that lets a debugger in ({@code -agentlib:jdwp}) tells nothing, for it may stand at a breakpoint; unless
   * {@code -Dsirocco.watchdog.debugger=true} says otherwise. That is not noticed where the module {@code
   * java.management} is missing.
   *
   * @param handler called by a thread that all loops share, which it must not hold up; what it throws is logged
   * @throws IllegalArgumentException if {@code threshold} is not positive
   */
  public void setSlowIterationHandler(Duration threshold, Consumer<? super SlowIteration> handler) {
    Objects.requireNonNull(handler, "handler");
    setWatchdog(new Watchdog(this, positiveNanos(threshold), handler));
  }

  private static long positiveNanos(Duration threshold) {
    if (threshold.isNegative() || threshold.isZero()) {
      throw new IllegalArgumentException("threshold must be positive: " + threshold);
    }
    return Deadline.plus(0, threshold);
  }

  @Override
  void report(Throwable exception) {
    callbacks.report(exception);
  }

  /** Tells the handler of the current loop or, without one, the log; nobody of a cancellation. */
  static void reportUnhandled(Throwable exception) {
    IOLoop loop = Here.loop();
    if (loop != null) {
      loop.callbacks.report(exception);
    } else if (!(exception instanceof CancellationException)) {
      Callbacks.log(exception);
    }
  }

  /** Has the failure of a future that nobody awaits reported, once it fails. */
  static void reportFailureOf(Future<?> future) {
    IOLoop loop = Here.loop();
    future.registerOrWake(loop != null ? loop.callbacks.watcher : Callbacks.LOGGER);
  }
}
