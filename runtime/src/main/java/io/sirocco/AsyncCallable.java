package io.sirocco;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * A piece of code that starts something and returns its future: most often a lambda that calls a
 * coroutine, or that is one because it awaits.
 *
 * @param <T> type of the future's result
 */
@FunctionalInterface
public interface AsyncCallable<T> extends Callable<CompletionStage<? extends T>> {
  @Override
  CompletionStage<? extends T> call() throws Exception;
}
