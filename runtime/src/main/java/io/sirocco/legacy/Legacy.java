package io.sirocco.legacy;

import io.sirocco.AsyncCallable;
import io.sirocco.CallbackFunction;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Return;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Functions between coroutines and code that calls back. */
public final class Legacy {
  private Legacy() {}

  /**
   * Runs a coroutine for its effects only (Tornado: {@code gen.engine}). Its result, if it has one, goes
   * to a callback that it calls itself.
   *
   * <p>What it throws before its first suspension is thrown here, as it is, checked or not; a later
   * exception goes to the loop's exception handler.
   *
   * @throws ReturnValueIgnoredException if it ends before its first suspension with a value other than
   *     null; later, that goes to the exception handler too
   */
  public static void engine(AsyncCallable<?> body) {
    Future<?> future = call(body);
    if (future.isDone()) {
      refuseResult(future);
    } else {
      future.addDoneCallback(Legacy::refuseResult);
    }
  }

  /**
   * Calls back with the value of a future (Tornado: the {@code callback} argument that each coroutine
   * had), on the current loop, in a later iteration. If the future fails, the callback is not called and
   * the exception goes to the loop's exception handler.
   *
   * @return {@code future}
   */
  public static <T> Future<T> onResult(Future<T> future, Consumer<? super T> callback) {
    IOLoop.current().addFuture(future, done -> callback.accept(done.result()));
    return future;
  }

  /**
   * Makes a future of a function that calls back (Tornado: {@code concurrent.return_future}). As {@link
   * Coroutines#task}, but what the function throws at once is thrown here, as it is, checked or not.
   */
  public static <T> Future<T> returnFuture(CallbackFunction<T> function) {
    Future<T> future = Coroutines.task(function);
    if (future.isDone()) {
      future.result(); // throws if it has failed
    }
    return future;
  }

  private static Future<?> call(AsyncCallable<?> body) {
    try {
      CompletionStage<?> result = body.call();
      return result == null ? Future.of(null) : Future.from(result);
    } catch (Return returned) { // of a body that awaits nothing
      return Future.of(returned.value());
    } catch (Exception e) {
      return Future.failed(e);
    }
  }

  private static void refuseResult(Future<?> done) {
    Object result = done.result();
    if (result != null) {
      throw new ReturnValueIgnoredException("an engine cannot return a value: " + result);
    }
  }
}
