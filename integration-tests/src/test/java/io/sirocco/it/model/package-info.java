/**
 * A model of the runtime: programs that nobody wrote, and what must be true of each of them.
 *
 * <p>A {@link io.sirocco.it.model.Program} is a block of statements ({@link io.sirocco.it.model.Op}), and an order in which what
 * may change places happens ({@code io.sirocco.testing.Orders}). The statements are coroutines themselves, so
 * running a program runs real ones, nested as deeply as the program is: on locks, a queue with a bound and one
 * without, a condition, an event, promises, scopes, limits, {@code multi}, races, iterators, generators,
 * publishers and executors, with cancellations, failures, and hooks and exception handlers that throw at any moment. They write down in {@link
 * io.sirocco.it.model.Books} and its neighbours what they got, and nobody looks into the runtime but to count what is left:
 *
 * <ul>
 *   <li>no permit, item, signal or element is lost, or handed out twice, also if who waited has given up;
 *   <li>every scope ends, after everything in it; who is cancelled hears of it at the await where it is, or the next;
 *   <li>nobody waits any more when the program has ended, and there is no timer;
 *   <li>each failure that the program makes arrives: it is caught, reported, or logged, and reported once;
 *   <li>nothing else is ever thrown.
 * </ul>
 *
 * <p>They run on a loop with a simulated clock and executor, on one with real time and threads, and, as far as they
 * need none, without a loop.
 *
 * <p>After ten simulated seconds a program is cancelled as a whole, since most would wait for something that
 * never happens; so each run also shows that everything can be cancelled. Who waits in a {@code finally} block
 * after that is let go of.
 *
 * <p>A program that fails is made {@link io.sirocco.it.model.Smaller}, and printed as Java would write it.
 */
package io.sirocco.it.model;
