/**
 * Coroutines for Java: {@link io.sirocco.Coroutine}, {@link io.sirocco.Coroutines}, {@link
 * io.sirocco.Future} and the {@link io.sirocco.IOLoop} that runs them.
 */
package io.sirocco;
