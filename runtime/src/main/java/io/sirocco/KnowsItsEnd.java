package io.sirocco;

/** An iterator that can tell that it has no more elements without looking for one. */
interface KnowsItsEnd {
  /** Whether the next {@link AsyncIterator#advance} would give false at once; false if that is not known. */
  boolean isAtEnd();
}
