package io.sirocco.instrument;

import java.io.IOException;

/**
 * A directory or a jar that was woven in memory; nothing is on disk before {@link #write}.
 *
 * <p>Between the two the caller looks at the report: it has all errors of all classes, and whoever
 * writes only if there is none never leaves a half-woven program behind.
 */
public interface Weaving {
  /** What was found. */
  WeavingReport report();

  /**
   * Puts the result on disk. Each file appears complete or not at all; one that has the right bytes
   * is not touched. A class with an error is written as it was.
   *
   * @throws IOException naming the file that could not be written; what was written until then is
   *     good, and a second run does the rest
   */
  void write() throws IOException;
}
