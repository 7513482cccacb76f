package io.sirocco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The conversions of foreign types: those of services, then those registered by hand.
 *
 * <p>The most specific registered supertype of a class wins; among unrelated ones (two interfaces of
 * one class) the one registered last. The answer is remembered per class and forgotten at the next
 * registration.
 */
final class ConversionRegistry {
  private static final List<Conversion<?>> CONVERSIONS = new CopyOnWriteArrayList<>(services());

  private static volatile Answers answers = new Answers();

  private ConversionRegistry() {}

  static void register(Conversion<?> conversion) {
    CONVERSIONS.removeIf(former -> former.type() == conversion.type());
    CONVERSIONS.add(conversion);
    answers = new Answers();
  }

  /** The conversion for objects of a class, or null. */
  static Conversion<Object> find(Class<?> type) {
    return answers.get(type).orElse(null);
  }

  @SuppressWarnings("unchecked") // its type is a supertype of the class
  private static Conversion<Object> search(Class<?> type) {
    Conversion<?> best = null;
    for (Conversion<?> candidate : CONVERSIONS) {
      if (candidate.type().isAssignableFrom(type) && !isHidden(candidate, type)) {
        best = candidate;
      }
    }
    return (Conversion<Object>) best;
  }

  /** Whether there is a more specific conversion for {@code type}. */
  private static boolean isHidden(Conversion<?> candidate, Class<?> type) {
    for (Conversion<?> other : CONVERSIONS) {
      if (other.type() != candidate.type()
          && candidate.type().isAssignableFrom(other.type())
          && other.type().isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("rawtypes") // a service type has no parameters
  private static List<Conversion<?>> services() {
    List<Conversion<?>> found = new ArrayList<>();
    try {
      ServiceLoader<Conversion> loader =
          ServiceLoader.load(Conversion.class, Conversion.class.getClassLoader());
      for (Conversion<?> conversion : loader) {
        found.add(conversion);
      }
    } catch (ServiceConfigurationError e) { // one bad adapter must not make await fail everywhere
      Log.error("A conversion service cannot be loaded", e);
    }
    return found;
  }

  private static final class Answers extends ClassValue<Optional<Conversion<Object>>> {
    @Override
    protected Optional<Conversion<Object>> computeValue(Class<?> type) {
      return Optional.ofNullable(search(type));
    }
  }
}
