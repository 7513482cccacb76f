package io.sirocco;

/**
 * Teaches {@code await} a foreign type. A library adapter lists its implementations as a service of
 * this type (in {@code module-info} or {@code META-INF/services}); Sirocco finds those that its own
 * class loader sees. {@link Coroutines#registerConversion} does the same by hand.
 *
 * @param <T> the foreign type
 */
public interface Conversion<T> {
  /** The type; subtypes can be awaited, too, unless there is a conversion for them. */
  Class<T> type();

  /**
   * A future that ends as the foreign object does. Called each time one is awaited, by the thread
   * that awaits; must not block.
   *
   * @param awaited not null
   * @return never null
   */
  Future<?> toFuture(T awaited);
}
