package io.sirocco;

import java.util.Arrays;

/**
 * The values of context variables that belong together: what one coroutine or callback sees. Never
 * changes; a change makes another one.
 *
 * <p>Pairs in one array: there are few variables, they are compared by identity, and a copy is one
 * allocation.
 */
final class Context {
  /** No variable has a value. */
  static final Context EMPTY = new Context(new Object[0], null);

  /**
   * Whether there was ever a context that is not empty, in any thread. As long as it is false nobody has
   * to look for one.
   *
   * <p>An ordinary field: a thread that has a context has set it itself, or was handed that context in a
   * way that publishes this field too.
   */
  static boolean inUse = Bridges.ANY;

  private final Object[] pairs; // variable, value, variable, value, ...
  private final Object[] bridged; // what the bridges captured; null if there are none

  private Context(Object[] pairs, Object[] bridged) {
    this.pairs = pairs;
    this.bridged = bridged;
  }

  boolean has(ContextLocal<?> variable) {
    return indexOf(variable) >= 0;
  }

  /** The value of a variable, which this must have. */
  Object get(ContextLocal<?> variable) {
    return pairs[indexOf(variable) + 1];
  }

  Context with(ContextLocal<?> variable, Object value) {
    int index = indexOf(variable);
    Object[] changed = Arrays.copyOf(pairs, index >= 0 ? pairs.length : pairs.length + 2);
    int place = index >= 0 ? index : pairs.length;
    changed[place] = variable;
    changed[place + 1] = value;
    return new Context(changed, bridged);
  }

  Context without(ContextLocal<?> variable) {
    int index = indexOf(variable);
    if (index < 0) {
      return this;
    }
    Object[] changed = Arrays.copyOf(pairs, pairs.length - 2);
    System.arraycopy(pairs, index + 2, changed, index, changed.length - index);
    return changed.length == 0 && bridged == null ? EMPTY : new Context(changed, bridged);
  }

  /** The same values, and what the bridges find in this thread now. */
  Context withBridged() {
    return new Context(pairs, Bridges.capture());
  }

  /** What the bridges captured; null for nothing. */
  Object[] bridged() {
    return bridged;
  }

  private int indexOf(ContextLocal<?> variable) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == variable) {
        return i;
      }
    }
    return -1;
  }
}
