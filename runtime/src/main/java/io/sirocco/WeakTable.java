package io.sirocco;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Things, by identity, that it does not keep alive, each with a value. Any thread may use it; who looks at all
 * of them holds up nobody.
 *
 * @param <K> type of the things
 * @param <V> type of the values, which must not refer to the things
 */
final class WeakTable<K, V> {
  private final Map<Object, V> values = new ConcurrentHashMap<>(); // keys are Entry
  private final ReferenceQueue<K> collected = new ReferenceQueue<>();

  void put(K key, V value) {
    if (values.replace(new Probe(key), value) == null) {
      values.put(new Entry<>(key, collected), value);
      forgetCollected();
    }
  }

  void remove(K key) {
    values.remove(new Probe(key));
  }

  /** Number of those that are there; some may have been collected by then. */
  long size() {
    forgetCollected();
    return values.size();
  }

  private void forgetCollected() {
    for (Object entry = collected.poll(); entry != null; entry = collected.poll()) {
      values.remove(entry);
    }
  }

  /** Shows all that are there; what comes or goes meanwhile is shown or not. */
  @SuppressWarnings("unchecked") // there are no other keys
  void forEach(BiConsumer<K, V> action) {
    values.forEach((entry, value) -> {
      K key = ((Entry<K>) entry).get();
      if (key != null) {
        action.accept(key, value);
      }
    });
  }

  private static final class Entry<K> extends WeakReference<K> {
    private final int hash;

    Entry(K key, ReferenceQueue<K> collected) {
      super(key, collected);
      hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** Only a probe is equal to anything but itself. */
    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Probe probe && probe.equals(this);
    }
  }

  /** Looks an entry up. */
  private record Probe(Object key) {
    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry<?> entry && entry.get() == key;
    }
  }
}
