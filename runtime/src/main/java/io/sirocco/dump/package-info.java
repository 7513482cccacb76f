/** What the loops of a process wait for, as data, text, JSON and a page; {@link io.sirocco.Coroutines#dump} takes it. */
package io.sirocco.dump;
