package io.sirocco.conformance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Python's exceptions and Tornado's loggers are called here: the whole table. */
final class JavaNames {
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("ValueError", "IllegalArgumentException");
    TABLE.put("TypeError", "IllegalArgumentException");
    TABLE.put("RuntimeError", "IllegalStateException");
    TABLE.put("InvalidStateError", "IllegalStateException");
    TABLE.put("KeyError", "NoSuchElementException");
    TABLE.put("CancelledError", "CancellationException");
    TABLE.put("TimeoutError", "TimeoutException");
    TABLE.put("BadYieldError", "BadYieldException");
    TABLE.put("QueueEmpty", "QueueEmptyException");
    TABLE.put("QueueFull", "QueueFullException");
    TABLE.put("KeyReuseError", "KeyReuseException");
    TABLE.put("UnknownKeyError", "UnknownKeyException");
    TABLE.put("LeakedCallbackError", "LeakedCallbackException");
    TABLE.put("ReturnValueIgnoredError", "ReturnValueIgnoredException");
    TABLE.put("tornado.application", "io.sirocco");
    TABLE.put("asyncio", "io.sirocco");
  }

  private static final Pattern WORD = Pattern.compile(TABLE.keySet().stream()
      .map(Pattern::quote)
      .collect(Collectors.joining("|", "\\b(?:", ")\\b")));

  private JavaNames() {}

  /** Java's names by those of Python. */
  static Map<String, String> table() {
    return Collections.unmodifiableMap(TABLE);
  }

  /** A line with Java's names in place of Python's. */
  static String in(String line) {
    return WORD.matcher(line).replaceAll((MatchResult word) -> TABLE.get(word.group()));
  }
}
