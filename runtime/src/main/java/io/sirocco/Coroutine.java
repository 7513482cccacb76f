package io.sirocco;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose {@link Coroutines#await await} calls suspend it instead of blocking its
 * thread.
 *
 * <p>The Sirocco transformer (Maven plugin, agent or command line) rewrites the method. It must be
 * declared to return one of
 *
 * <ul>
 *   <li>{@link Future}: the body starts at the call, in the caller's thread, and runs up to the first
 *       await whose future is pending;
 *   <li>{@link Awaitable}: the body starts when the result is awaited;
 *   <li>{@link java.util.concurrent.CompletionStage} or {@link
 *       java.util.concurrent.CompletableFuture}: as {@code Future}, for callers that know nothing of
 *       Sirocco;
 *   <li>{@link AsyncIterator}: a generator, which hands out elements with {@link Coroutines#emit}; its
 *       body starts when the first one is asked for;
 *   <li>{@code void}: fire and forget; a failure goes to the loop's exception handler.
 * </ul>
 *
 * <p>It may be static or not, of any visibility, generic, varargs, in any kind of class; not a
 * constructor, not {@code synchronized}, not native. An exception that leaves the body is never
 * thrown to the caller: it fails the returned future.
 *
 * <p>Lambda bodies cannot carry annotations: one that awaits or emits and returns one of the first five types
 * is a coroutine by itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Coroutine {}
