package io.sirocco.agent;

import io.sirocco.instrument.CheckOptions;
import io.sirocco.instrument.ClassFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the user wrote behind {@code -javaagent:sirocco-agent.jar=}: options with commas between them,
 * and colons inside lists, such as {@code include=com.acme.*:org.x.*,verbose=true}.
 *
 * @param filter from {@code include} and {@code exclude}: which classes to weave
 * @param verbose from {@code verbose}: whether to print a line for every woven class
 * @param onError from {@code onerror}: what becomes of a class that cannot be woven
 * @param checks from {@code awaitable}; the agent tells errors and no warnings
 */
record AgentOptions(ClassFilter filter, boolean verbose, OnError onError, CheckOptions checks) {
  private static final String KNOWN = """
      known options:
        include=PATTERN:...    weave only classes that match, such as com.acme.*
        exclude=PATTERN:...    do not weave classes that match
        awaitable=TYPE:...     types for which the program registers a conversion
        verbose=true|false     print a line for every woven class (default: false)
        onerror=fail|warn      fail: a class with errors cannot be used; warn: it runs as compiled \
      (default: fail)""";

  /** What becomes of a class that cannot be woven, beside the message. */
  enum OnError {
    /** It throws a {@link LinkageError} at its first use. */
    FAIL,
    /** It runs as it was compiled, up to the first {@code await}. */
    WARN
  }

  /**
   * Reads the text behind the equals sign.
   *
   * @param text may be null or empty: the defaults
   * @throws IllegalArgumentException with the known options, if there is anything wrong
   */
  static AgentOptions parse(String text) {
    List<String> includes = new ArrayList<>();
    List<String> excludes = new ArrayList<>();
    List<String> awaitable = new ArrayList<>();
    boolean verbose = false;
    OnError onError = OnError.FAIL;
    for (String option : text == null || text.isEmpty() ? new String[0] : text.split(",")) {
      String value = option.substring(option.indexOf('=') + 1);
      switch (nameOf(option)) {
        case "include" -> includes.addAll(List.of(value.split(":")));
        case "exclude" -> excludes.addAll(List.of(value.split(":")));
        case "awaitable" -> awaitable.addAll(List.of(value.split(":")));
        case "verbose" -> verbose = booleanOf(option, value);
        case "onerror" -> onError = onErrorOf(option, value);
        default -> throw wrong("unknown option: " + option);
      }
    }
    CheckOptions checks = CheckOptions.of(List.of(), awaitable, List.of(), List.of());
    return new AgentOptions(ClassFilter.of(includes, excludes), verbose, onError, checks);
  }

  private static String nameOf(String option) {
    int equals = option.indexOf('=');
    if (equals < 0 || equals == option.length() - 1) {
      throw wrong("not of the form name=value: " + option);
    }
    return option.substring(0, equals);
  }

  private static boolean booleanOf(String option, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("not true or false: " + option);
    };
  }

  private static OnError onErrorOf(String option, String value) {
    return switch (value) {
      case "fail", "warn" -> OnError.valueOf(value.toUpperCase(Locale.ROOT));
      default -> throw wrong("not fail or warn: " + option);
    };
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("sirocco-agent: error: " + what + "\n" + KNOWN);
  }
}
