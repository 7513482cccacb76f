package io.sirocco.it.harness;

import io.sirocco.AsyncIterator;
import io.sirocco.Awaitable;
import io.sirocco.Future;
import io.sirocco.Return;
import io.sirocco.it.support.Script;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a coroutine of the oracle does around its body: an exception becomes a failed future. The body
 * itself runs to its end in the caller's thread; its awaits block.
 */
public final class OracleCalls {
  private OracleCalls() {}

  /** The original body of a coroutine that returns a future. */
  @FunctionalInterface
  public interface Body {
    Object run() throws Throwable;
  }

  /** The original body of a coroutine that returns nothing. */
  @FunctionalInterface
  public interface VoidBody {
    void run() throws Throwable;
  }

  public static Future<?> future(Body body) {
    try {
      return (Future<?>) notNull(body.run());
    } catch (Return e) {
      return Future.of(e.value());
    } catch (Throwable e) {
      return Future.failed(e);
    }
  }

  public static CompletableFuture<?> completable(Body body) {
    try {
      return (CompletableFuture<?>) notNull(body.run());
    } catch (Return e) {
      return CompletableFuture.completedFuture(e.value());
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  public static CompletionStage<?> stage(Body body) {
    try {
      return (CompletionStage<?>) notNull(body.run());
    } catch (Return e) {
      return CompletableFuture.completedFuture(e.value());
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  public static Awaitable<?> lazy(Body body) {
    return io.sirocco.CoroutineFrame.lazy(() -> resultOf(body));
  }

  @SuppressWarnings("unchecked") // what the body returns is what its method declares
  private static Awaitable<Object> resultOf(Body body) {
    try {
      return (Awaitable<Object>) notNull(body.run());
    } catch (Return e) {
      return Future.of(e.value());
    } catch (Throwable e) {
      return Future.failed(e);
    }
  }

  public static AsyncIterator<?> generator(Body body) {
    return new ThreadGenerator(() -> notNull(body.run()));
  }

  public static void detached(VoidBody body) {
    try {
      body.run();
    } catch (Return | CancellationException e) {
      return;
    } catch (Throwable e) {
      Script.current().trace().add("unhandled", e);
    }
  }

  private static Object notNull(Object result) {
    if (result == null) {
      throw new NullPointerException("a coroutine returned null instead of a future");
    }
    return result;
  }

  /** The cancellation itself: newer JDKs put another one around it, with a message of their own. */
  static CancellationException original(CancellationException thrown) {
    return thrown.getCause() instanceof CancellationException original ? original : thrown;
  }

  /** Throws any exception. */
  @SuppressWarnings("unchecked") // the cast is erased
  static <E extends Throwable> E sneaky(Throwable exception) throws E {
    throw (E) exception;
  }
}
