package io.sirocco;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Elements that nobody has to wait for. */
final class PresentElements<T> implements AsyncIterator<T>, KnowsItsEnd {
  private final boolean isCollection; // then nothing has to be done to know whether there is more
  private Iterator<? extends T> rest; // null after the end
  private T current;
  private boolean hasCurrent;

  PresentElements(Iterable<? extends T> elements) {
    this.isCollection = elements instanceof Collection;
    this.rest = elements.iterator();
  }

  @Override
  public Future<Boolean> advance() {
    try {
      hasCurrent = rest != null && rest.hasNext();
      current = hasCurrent ? rest.next() : null;
    } catch (Throwable exception) {
      end();
      return Future.failed(exception);
    }
    if (!hasCurrent) {
      end();
    }
    return Future.of(hasCurrent);
  }

  @Override
  public T current() {
    if (!hasCurrent) {
      throw new NoSuchElementException("there is no current element");
    }
    return current;
  }

  @Override
  public boolean isAtEnd() {
    return rest == null || isCollection && !rest.hasNext();
  }

  @Override
  public Future<Void> close() {
    end();
    return Future.of(null);
  }

  private void end() {
    rest = null;
    hasCurrent = false;
    current = null;
  }
}
