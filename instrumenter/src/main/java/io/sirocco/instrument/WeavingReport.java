package io.sirocco.instrument;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the weaving of a directory, of a jar, or of several of them came to.
 *
 * @param classes how many classes were looked at, without those that Sirocco made
 * @param alreadyWoven how many of them had been woven before
 * @param leftOut how many of them the user's filter left out although they may have coroutines
 * @param woven the classes that were woven now, in the order of their paths
 * @param findings errors and warnings, in the order of the class files' paths
 */
public record WeavingReport(
    int classes, int alreadyWoven, int leftOut, List<WovenClass> woven, List<Finding> findings) {

  /** Nothing was looked at. */
  public static final WeavingReport EMPTY = new WeavingReport(0, 0, 0, List.of(), List.of());

  /** Keeps copies of the lists. */
  public WeavingReport {
    woven = List.copyOf(woven);
    findings = List.copyOf(findings);
  }

  /** How many methods were woven. */
  public int coroutines() {
    return woven.stream().mapToInt(WovenClass::coroutines).sum();
  }

  /** The findings that stop the build. */
  public List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }

  /** The paths of the class files with errors, which are left as they were, in their order. */
  public List<String> refused() {
    return errors().stream().map(Finding::classFile).distinct().toList();
  }

  /** Whether a finding stops the build. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  /** This report and after it another one. */
  public WeavingReport plus(WeavingReport other) {
    return new WeavingReport(
        classes + other.classes,
        alreadyWoven + other.alreadyWoven,
        leftOut + other.leftOut,
        Stream.concat(woven.stream(), other.woven.stream()).toList(),
        Stream.concat(findings.stream(), other.findings.stream()).toList());
  }

  /** One line for the log, such as {@code Wove 3 coroutines in 2 of 41 classes}. */
  public String summary() {
    String outside = leftOut > 0 ? ", " + leftOut + " left out by includes and excludes" : "";
    return outcome(count(classes, "class", "classes")) + outside;
  }

  private String outcome(String all) {
    if (!woven.isEmpty()) {
      String wovenNow = count(coroutines(), "coroutine", "coroutines");
      int left = refused().size();
      String refused =
          left == 0 ? "" : ", " + left + " left as " + (left == 1 ? "it was" : "they were");
      return "Wove " + wovenNow + " in " + woven.size() + " of " + all + refused;
    }
    if (hasErrors()) {
      return "Nothing woven: there are errors in " + all;
    }
    if (alreadyWoven > 0) {
      return "Nothing to weave: " + alreadyWoven + " of " + all + " already woven";
    }
    return leftOut > 0 ? "Nothing to weave in " + all : "Nothing to weave: no coroutines in " + all;
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
