package io.sirocco;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs everything at once, in the thread that submits it (Tornado: {@code dummy_executor}); for tests,
 * and where an executor is asked for and none is needed. The future that it returns is done. It cannot
 * be shut down.
 */
public final class DummyExecutor extends AbstractExecutorService {
  /** The only one. */
  public static final DummyExecutor INSTANCE = new DummyExecutor();

  private DummyExecutor() {}

  /** Runs {@code command}, which may throw. */
  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public <T> Future<T> submit(Callable<T> function) {
    Objects.requireNonNull(function, "function");
    try {
      return Future.of(function.call());
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  @Override
  public <T> Future<T> submit(Runnable function, T result) {
    return submit(Executors.callable(function, result));
  }

  @Override
  public Future<?> submit(Runnable function) {
    return submit(function, null);
  }

  /** Does nothing. */
  @Override
  public void shutdown() {}

  /** Does nothing. */
  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  /** Does nothing; from JDK 19 on it overrides a method that would wait for the shutdown. */
  public void close() {}

  /** Returns false: it cannot be shut down. */
  @Override
  public boolean isShutdown() {
    return false;
  }

  /** Returns false: it cannot be shut down. */
  @Override
  public boolean isTerminated() {
    return false;
  }

  /** Returns false, at once: there is nothing to wait for. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
