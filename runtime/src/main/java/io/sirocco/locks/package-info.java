/**
 * Locks that coroutines wait for without blocking their thread (Tornado: {@code tornado.locks}).
 *
 * <p>They coordinate coroutines of one thread, most often a loop's, and are not made for several: only
 * the futures that they return may be cancelled, and their time limits run out, in any thread. They
 * work without a loop, too.
 *
 * <p>Who waits is served in the order of arrival, and goes on as with any future: never inside the call
 * that served it, if there is a loop. A waiter whose future was cancelled or whose time is over is
 * passed by and takes nothing away from the others. A time limit of zero, or one that is past, lets the
 * loop go round once before it acts. {@link io.sirocco.Coroutines#withTimeout} around such a future does
 * not leave the line when the time is over: use the parameter.
 */
package io.sirocco.locks;
