package io.sirocco;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Elements that nobody has to wait for. */
final class PresentElements<T> implements AsyncIterator<T> {
  private Iterator<? extends T> rest; // null after the end
  private T current;
  private boolean hasCurrent;

  PresentElements(Iterator<? extends T> elements) {
    this.rest = elements;
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
