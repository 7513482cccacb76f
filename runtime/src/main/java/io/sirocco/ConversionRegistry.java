package io.sirocco;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The conversions of foreign types: those of services, then those registered by hand.
 *
 * <p>The most specific registered supertype of a class wins; among unrelated ones (two interfaces of
 * one class) the one registered last. The answer is remembered per class and forgotten at the next
 * registration.
 */
final class ConversionRegistry {
  private static final String FAILURE = "A conversion service cannot be loaded";
  private static final List<Registered> REGISTERED = new CopyOnWriteArrayList<>(services());

  private static final Reference<Conversion<Object>> NONE = new WeakReference<>(null);

  private static volatile Answers answers = new Answers();

  /** A conversion and its type, which is code of the user and asked for once. */
  private record Registered(Class<?> type, Conversion<?> conversion) {}

  private ConversionRegistry() {}

  static void register(Conversion<?> conversion) {
    Registered added = new Registered(conversion.type(), conversion);
    REGISTERED.removeIf(former -> former.type() == added.type());
    REGISTERED.add(added);
    answers = new Answers();
  }

  /** The conversion for objects of a class, or null. */
  static Conversion<Object> find(Class<?> type) {
    Reference<Conversion<Object>> answer = answers.get(type);
    Conversion<Object> found = answer.get();
    return found != null || answer == NONE ? found : search(type); // it was replaced just now
  }

  @SuppressWarnings("unchecked") // its type is a supertype of the class
  private static Conversion<Object> search(Class<?> type) {
    Conversion<?> best = null;
    for (Registered candidate : REGISTERED) {
      if (candidate.type().isAssignableFrom(type) && !isHidden(candidate, type)) {
        best = candidate.conversion();
      }
    }
    return (Conversion<Object>) best;
  }

  /** Whether there is a more specific conversion for {@code type}. */
  private static boolean isHidden(Registered candidate, Class<?> type) {
    for (Registered other : REGISTERED) {
      if (other.type() != candidate.type()
          && candidate.type().isAssignableFrom(other.type())
          && other.type().isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  /** One bad adapter must not make await fail everywhere. */
  private static List<Registered> services() {
    List<Registered> usable = new ArrayList<>();
    for (Conversion<?> conversion : Services.load(Conversion.class, FAILURE)) {
      try {
        Class<?> type = Objects.requireNonNull(conversion.type(), "type");
        usable.add(new Registered(type, conversion));
      } catch (Throwable exception) {
        Log.error(FAILURE, exception);
      }
    }
    return usable;
  }

  /**
   * Remembered by the class that is asked for, which may live longer than the conversion, in a parent class
   * loader: so it does not hold it. Whoever replaces a conversion replaces the answers as well.
   */
  private static final class Answers extends ClassValue<Reference<Conversion<Object>>> {
    @Override
    protected Reference<Conversion<Object>> computeValue(Class<?> type) {
      Conversion<Object> found = search(type);
      return found == null ? NONE : new WeakReference<>(found);
    }
  }
}
