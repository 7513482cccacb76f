package io.sirocco;

import java.util.concurrent.CompletionStage;

/**
 * What runs in a {@link Scope}: most often a lambda that is a coroutine because it awaits.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface ScopeBody<T> {
  /** Begins. */
  CompletionStage<? extends T> run(Scope scope) throws Exception;
}
