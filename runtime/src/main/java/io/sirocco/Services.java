package io.sirocco;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/** Loads services that the class loader of this library sees. */
final class Services {
  /** Of one type; a loader that fails without getting any further would be asked for ever. */
  private static final int MAX_FAILURES = 100;

  private Services() {}

  /**
   * All services of a type, in their order. Those that cannot be loaded are logged and left out: a bad one
   * must not make a whole program fail.
   */
  static <S> List<S> load(Class<S> type, String failureMessage) {
    List<S> found = new ArrayList<>();
    Iterator<S> services = ServiceLoader.load(type, type.getClassLoader()).iterator();
    int failures = 0;
    while (failures < MAX_FAILURES) {
      try {
        if (!services.hasNext()) {
          break;
        }
        found.add(services.next());
      } catch (Throwable exception) { // a class that is missing, or what a constructor throws
        failures++;
        Log.error(failureMessage, exception);
      }
    }
    return found;
  }
}
