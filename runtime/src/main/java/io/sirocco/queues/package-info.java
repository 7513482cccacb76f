/**
 * Queues between coroutines (Tornado: {@code tornado.queues}). Each belongs to one place, and serves those
 * who wait by the same rules, as the {@linkplain io.sirocco.locks locks} do. To hand something over from another
 * thread, let {@link io.sirocco.IOLoop#addCallback(Runnable)} put it.
 */
package io.sirocco.queues;
