/**
 * Queues between coroutines (Tornado: {@code tornado.queues}). They belong to one thread, as the
 * {@linkplain io.sirocco.locks locks} do, and serve those who wait by the same rules; to hand something
 * over from another thread, let {@link io.sirocco.IOLoop#addCallback(Runnable)} put it.
 */
package io.sirocco.queues;
