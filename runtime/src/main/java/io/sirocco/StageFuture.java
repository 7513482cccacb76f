package io.sirocco;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * The future of a foreign stage, and at the same time the callback that the stage gets: one object for
 * both.
 *
 * @param <T> type of the result
 */
final class StageFuture<T> extends Future<T> implements BiConsumer<T, Throwable> {
  private StageFuture() {}

  /** Follows a stage; one that refuses to be listened to becomes a failed future. */
  static <T> Future<T> following(CompletionStage<T> stage) {
    StageFuture<T> future = new StageFuture<>();
    try {
      stage.whenComplete(future);
    } catch (Throwable exception) {
      future.accept(null, exception);
    }
    return Outside.waitedFor(future);
  }

  @Override
  String kind() {
    return "foreign stage";
  }

  /** Called by the stage, in any thread; a second call changes nothing. */
  @Override
  public void accept(T value, Throwable exception) {
    settleOwn(
        exception == null ? Outcome.of(value) : Outcome.failure(Conversions.unwrapped(exception)));
  }
}
