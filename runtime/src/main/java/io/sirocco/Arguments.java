package io.sirocco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a callback got that takes more than one argument (Tornado: {@code gen.Arguments}); see {@link
 * Coroutines#task}.
 *
 * @param args in their order; they may be null
 * @param named those that have names, in the order in which they were added; they may be null
 */
public record Arguments(List<Object> args, Map<String, Object> named) {
  /** Makes an unchangeable copy of each. */
  public Arguments {
    args = Collections.unmodifiableList(new ArrayList<>(args));
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** Arguments without names. */
  public static Arguments of(Object... args) {
    return new Arguments(Arrays.asList(args), Map.of());
  }

  /** These arguments and one with a name. */
  public Arguments with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(named);
    more.put(name, value);
    return new Arguments(args, more);
  }
}
