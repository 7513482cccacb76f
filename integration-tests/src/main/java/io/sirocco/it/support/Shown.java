package io.sirocco.it.support;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Values as text that is the same in every run: no identity hash codes, no names of class loaders, one
 * kind of NaN.
 */
public final class Shown {
  private Shown() {}

  /** Shows any value; what has no text of its own is shown by its class. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Throwable) {
      return throwable((Throwable) value);
    }
    if (value.getClass().isArray()) {
      return array(value);
    }
    if (value instanceof Collection<?>) {
      return list(((Collection<?>) value).toArray());
    }
    if (value instanceof Map<?, ?>) {
      return list(((Map<?, ?>) value).entrySet().toArray());
    }
    if (value instanceof Float) {
      return value + "f/" + Integer.toHexString(Float.floatToIntBits((Float) value));
    }
    if (value instanceof Double) {
      return value + "d/" + Long.toHexString(Double.doubleToLongBits((Double) value));
    }
    if (value instanceof Long || value instanceof Short || value instanceof Byte) {
      return value + value.getClass().getSimpleName().substring(0, 1).toLowerCase();
    }
    return withoutIdentity(value.toString());
  }

  private static String throwable(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    if (hasStableMessage(thrown)) {
      text.append(": ").append(withoutIdentity(String.valueOf(thrown.getMessage())));
    }
    if (thrown.getSuppressed().length > 0) {
      text.append(" suppressed ").append(list(thrown.getSuppressed()));
    }
    if (thrown.getCause() != null) {
      text.append(" caused by ").append(throwable(thrown.getCause()));
    }
    return text.toString();
  }

  /** The JVM's own messages describe bytecode, which weaving changes. */
  private static boolean hasStableMessage(Throwable thrown) {
    return !(thrown instanceof NullPointerException)
        && !(thrown instanceof ClassCastException)
        && !(thrown instanceof LinkageError)
        && !(thrown instanceof StackOverflowError);
  }

  private static String array(Object array) {
    Object[] elements = new Object[Array.getLength(array)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Array.get(array, i);
    }
    return array.getClass().getComponentType().getSimpleName() + list(elements);
  }

  private static String list(Object[] elements) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (Object element : elements) {
      text.add(of(element));
    }
    return text.toString();
  }

  private static String withoutIdentity(String text) {
    return text.replaceAll("@[0-9a-f]+", "@");
  }
}
