package io.sirocco.instrument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which classes the user wants to have woven.
 *
 * <p>A pattern is a class name in which {@code *} stands for any characters, dots included, and
 * {@code ?} for one: {@code com.acme.*} is all of {@code com.acme} and of the packages below it.
 * Paths as Maven's plugins take them mean the same: {@code com/acme/**}, {@code **}{@code
 * /Fetcher.class}.
 */
public final class ClassFilter {
  private final List<Pattern> includes;
  private final List<Pattern> excludes;

  private ClassFilter(List<Pattern> includes, List<Pattern> excludes) {
    this.includes = includes;
    this.excludes = excludes;
  }

  /** Lets every class through. */
  public static ClassFilter all() {
    return of(List.of(), List.of());
  }

  /**
   * Lets through what matches one of the first patterns and none of the second.
   *
   * @param includes patterns; none at all stands for every class
   * @param excludes patterns; may be empty
   */
  public static ClassFilter of(Collection<String> includes, Collection<String> excludes) {
    return new ClassFilter(compile(includes), compile(excludes));
  }

  /**
   * Whether a class is to be woven.
   *
   * @param internalName such as {@code com/acme/Fetcher}
   */
  public boolean accepts(String internalName) {
    return (includes.isEmpty() || matches(includes, internalName))
        && !matches(excludes, internalName);
  }

  private static boolean matches(List<Pattern> patterns, String internalName) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(internalName).matches()) {
        return true;
      }
    }
    return false;
  }

  private static List<Pattern> compile(Collection<String> patterns) {
    List<Pattern> compiled = new ArrayList<>(); // no stream: the agent filters while the JVM starts
    for (String pattern : patterns) {
      compiled.add(compile(pattern));
    }
    return compiled;
  }

  private static Pattern compile(String pattern) {
    String path = pattern.strip().replaceFirst("\\.(class|java)$", "").replace('.', '/');
    StringBuilder regex = new StringBuilder();
    for (int index = 0; index < path.length(); index++) {
      if (path.startsWith("**/", index)) {
        regex.append("(?:.*/)?"); // also matches in the default package
        index += 2;
      } else {
        regex.append(translate(path.charAt(index)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  private static String translate(char character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(String.valueOf(character));
    };
  }
}
