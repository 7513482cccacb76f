package io.sirocco;

import java.util.NoSuchElementException;

/** No elements. */
final class EmptyIterator implements AsyncIterator<Object>, KnowsItsEnd {
  static final EmptyIterator INSTANCE = new EmptyIterator();

  private EmptyIterator() {}

  @Override
  public Future<Boolean> advance() {
    return Future.of(false);
  }

  @Override
  public Object current() {
    throw new NoSuchElementException("there are no elements");
  }

  @Override
  public boolean isAtEnd() {
    return true;
  }

  @Override
  public Future<Void> close() {
    return Future.of(null);
  }
}
