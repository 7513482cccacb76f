/**
 * Locks that coroutines wait for without blocking their thread (Tornado: {@code tornado.locks}).
 *
 * <p>Each belongs to one place. When it is used on the thread of a running loop it becomes that loop's, and as
 * long as the loop runs, a use anywhere else is an {@link IllegalStateException} that names both places; let
 * {@link io.sirocco.IOLoop#addCallback(Runnable)} do it there. As long as no loop has it, and whenever the loop that has
 * it does not run, any thread may use it, also several at a time: coroutines without a loop change their threads.
 * So it may be set up before a loop starts, be looked at when it has stopped, and be used by another loop then. The
 * futures that are returned may be cancelled anywhere; time limits run out, and {@code toString} may be called, anywhere.
 *
 * <p>Who waits is served in the order of arrival, and goes on as with any future: never inside the call
 * that served it, if there is a loop. A waiter whose future was cancelled or whose time is over leaves at
 * once and takes nothing away from the others; one who has been served cannot be cancelled any more. A limit
 * of null is none. A time limit of zero, or one that is past, lets the
 * loop go round once before it acts. {@link io.sirocco.Coroutines#withTimeout} around such a future does
 * not leave the line when the time is over: use the parameter.
 */
package io.sirocco.locks;
