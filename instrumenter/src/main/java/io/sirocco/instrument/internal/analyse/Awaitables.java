package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.ConversionServices;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether objects of a static type can be awaited, as {@code Conversions} of the runtime would, with
 * the conversions that are known when a program is built. What nobody can know counts as awaitable.
 */
public final class Awaitables {
  private static final String OBJECT = "java/lang/Object";
  private static final String PLAIN_FUTURE = "java/util/concurrent/Future";
  private static final Set<String> BY_THEMSELVES = Set.of(
      "io/sirocco/Awaitable",
      "java/util/concurrent/CompletionStage",
      "java/util/List",
      "java/util/Map");
  private static final Map<String, String> PRIMITIVES = Map.of(
      "boolean", "Z", "byte", "B", "char", "C", "short", "S", "int", "I", "long", "J", "float", "F",
      "double", "D");

  private final ClassHierarchy hierarchy;
  private final ConversionServices services;
  private final Set<String> named;
  private Set<String> converted; // null until somebody asks

  /** How objects of a type are awaited. */
  enum Way {
    /** By themselves, by a conversion, or nobody can know. */
    FINE,
    /** By a thread that blocks. */
    BLOCKING,
    /** By a conversion that is not known here, if at all. */
    UNKNOWN,
    /** Not at all: a type of the JDK or of the runtime for which nobody has named a conversion. */
    NEVER
  }

  /**
   * Looks up what it is asked for, and the services when it is first needed.
   *
   * @param named types that have a conversion, as the user writes them
   */
  public Awaitables(ClassHierarchy hierarchy, ConversionServices services, Set<String> named) {
    this.hierarchy = hierarchy;
    this.services = services;
    this.named = named;
  }

  /**
   * How objects are awaited.
   *
   * @param type internal name, or descriptor of an array
   */
  Way wayOf(String type) {
    if (type.equals(OBJECT)) {
      return Way.FINE;
    }
    Optional<Set<String>> known = hierarchy.ancestry(type);
    Set<String> ancestry = known.orElse(Set.of(type));
    if (isAnyOf(BY_THEMSELVES, ancestry)) {
      return Way.FINE;
    }
    Way way =
        type.startsWith("[") ? Way.NEVER : wayWithoutConversion(type, ancestry, known.isEmpty());
    return way != Way.FINE && isConverted(ancestry) ? Way.FINE : way;
  }

  private Way wayWithoutConversion(String type, Set<String> ancestry, boolean isPartly) {
    if (ancestry.contains(PLAIN_FUTURE)) {
      return Way.BLOCKING;
    }
    Optional<AwaitAdvice.Row> row = AwaitAdvice.find(ancestry);
    boolean isNever = row.filter(AwaitAdvice.Row::neverAwaited).isPresent();
    if (isFixed(type) && (isNever || hierarchy.isFinal(type))) {
      return Way.NEVER;
    }
    if (row.isPresent()) {
      return Way.UNKNOWN;
    }
    // What it inherits from and is not on the class path may be a future, and so may what
    // implements it.
    return isPartly || hierarchy.isInterface(type) ? Way.FINE : Way.UNKNOWN;
  }

  /** Whether no user has written it. */
  private static boolean isFixed(String type) {
    return type.startsWith("java/")
        || type.startsWith("io/sirocco/locks/")
        || type.startsWith("io/sirocco/queues/")
        || type.matches("io/sirocco/\\w+");
  }

  /** What to say about a type that is not awaited as it is. */
  Optional<AwaitAdvice.Row> adviceFor(String type) {
    return AwaitAdvice.find(hierarchy.ancestry(type).orElse(Set.of(type)));
  }

  private boolean isConverted(Set<String> ancestry) {
    if (converted == null) {
      Set<String> types = new HashSet<>(services.types());
      named.forEach(name -> types.add(internalName(name)));
      converted = types;
    }
    return isAnyOf(converted, ancestry) || converted.contains(OBJECT);
  }

  private static boolean isAnyOf(Collection<String> wanted, Set<String> ancestry) {
    return !Collections.disjoint(wanted, ancestry);
  }

  /** {@code java.lang.String[]} is {@code [Ljava/lang/String;}, and {@code int[]} is {@code [I}. */
  private static String internalName(String name) {
    String element = name.replace('.', '/');
    int dimensions = 0;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
      dimensions++;
    }
    return dimensions == 0
        ? element
        : "[".repeat(dimensions) + PRIMITIVES.getOrDefault(element, "L" + element + ";");
  }
}
