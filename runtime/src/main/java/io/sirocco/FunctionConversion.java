package io.sirocco;

import java.util.Objects;
import java.util.function.Function;

/** A conversion that was registered by hand. */
record FunctionConversion<T>(Class<T> type, Function<? super T, ? extends Future<?>> function)
    implements Conversion<T> {
  FunctionConversion {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(function, "conversion");
  }

  @Override
  public Future<?> toFuture(T awaited) {
    return function.apply(awaited);
  }
}
