package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * What became of one class file.
 *
 * @param classFile the woven class; the very array that was given if nothing had to be changed
 * @param frames the frame classes that belong to it, by internal name, in a fixed order; each belongs
 *     into the package and the class loader of the woven class
 * @param coroutines how many methods were woven
 * @param diagnostics errors and warnings; with an error nothing was woven
 */
public record InstrumentationResult(
    byte[] classFile, Map<String, byte[]> frames, int coroutines, List<Diagnostic> diagnostics) {

  /** Nothing to do: the class is returned as it is. */
  static InstrumentationResult untouched(byte[] classFile) {
    return new InstrumentationResult(classFile, Map.of(), 0, List.of());
  }

  /** The user's mistakes: the class is returned as it is. */
  static InstrumentationResult refused(byte[] classFile, List<Diagnostic> diagnostics) {
    return new InstrumentationResult(classFile, Map.of(), 0, List.copyOf(diagnostics));
  }

  /** Whether there is something to write. */
  public boolean isWoven() {
    return coroutines > 0;
  }

  /** Whether a diagnostic stops the build. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
