package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the user says about the checks of a build: warnings that are switched off, and names that the
 * checks cannot know by themselves.
 *
 * <p>Names of classes are binary names with dots, such as {@code com.acme.Outer$Inner}; an array is
 * written {@code java.lang.String[]}.
 *
 * @param suppressed warnings that are not reported
 * @param awaitable types for which the program registers a conversion; their subtypes count as well
 * @param wholeCallAnnotations annotations whose meaning ends with the call of a method
 * @param blockingCalls methods that block, as {@code com.acme.Db.query}, or {@code com.acme.Db.*} for
 *     all of a class; also where they are called by a subclass
 */
public record CheckOptions(
    Set<Code> suppressed,
    Set<String> awaitable,
    Set<String> wholeCallAnnotations,
    Set<String> blockingCalls) {

  /** Nothing switched off, nothing added. */
  public static final CheckOptions DEFAULT =
      new CheckOptions(Set.of(), Set.of(), Set.of(), Set.of());

  /** Keeps copies. */
  public CheckOptions {
    suppressed = Set.copyOf(suppressed);
    awaitable = Set.copyOf(awaitable);
    wholeCallAnnotations = Set.copyOf(wholeCallAnnotations);
    blockingCalls = Set.copyOf(blockingCalls);
  }

  /**
   * Reads what the user wrote.
   *
   * @param suppressed names of codes, such as {@code DROPPED_FUTURE}
   * @throws IllegalArgumentException in one line, if one is no code of a warning, or a blocking call has
   *     no class
   */
  public static CheckOptions of(
      Collection<String> suppressed,
      Collection<String> awaitable,
      Collection<String> wholeCallAnnotations,
      Collection<String> blockingCalls) {
    Set<String> calls = stripped(blockingCalls);
    calls.forEach(CheckOptions::checkCall);
    return new CheckOptions(
        codes(stripped(suppressed)), stripped(awaitable), stripped(wholeCallAnnotations), calls);
  }

  private static Set<String> stripped(Collection<String> names) {
    Set<String> stripped =
        new TreeSet<>(); // no stream: the agent reads options while the JVM starts
    for (String name : names) {
      stripped.add(name.strip());
    }
    return stripped;
  }

  private static Set<Code> codes(Set<String> names) {
    Set<Code> codes = EnumSet.noneOf(Code.class);
    for (String name : names) {
      codes.add(Code.warning(name).orElseThrow(() -> noWarning(name)));
    }
    return codes;
  }

  private static IllegalArgumentException noWarning(String name) {
    String known = Code.warnings().stream().map(Code::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "not the code of a warning: " + name + "; these can be suppressed: " + known);
  }

  private static void checkCall(String call) {
    if (call.indexOf('.') < 1 || call.endsWith(".")) {
      throw new IllegalArgumentException(
          "not a method with its class, such as com.acme.Db.query or com.acme.Db.*: " + call);
    }
  }
}
