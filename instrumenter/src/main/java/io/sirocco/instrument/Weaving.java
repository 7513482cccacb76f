package io.sirocco.instrument;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * A directory or a jar that was woven in memory; nothing is on disk before {@link #write}.
 *
 * <p>Between the two the caller looks at the report: it has all errors of all classes, and whoever
 * writes only if there is none never leaves a half-woven program behind.
 */
public abstract class Weaving {
  Weaving() {}

  /** What was found. */
  public abstract WeavingReport report();

  /**
   * Puts the result on disk. Each file appears complete or not at all; one that has the right bytes
   * is not touched, one that is replaced keeps its mode and its owner. A class with an error is written
   * as it was.
   *
   * @throws IOException naming the file that could not be written; what was written until then is
   *     good, and a second run does the rest
   */
  public final void write() throws IOException {
    writeAll(List.of(this));
  }

  /**
   * Puts several results on disk, or none of them if one cannot be written.
   *
   * @throws IOException naming the file that could not be written; nothing was changed unless the file
   *     system has failed at the very end, while the finished files got their names
   */
  public static void writeAll(Collection<? extends Weaving> weavings) throws IOException {
    writeAll(weavings, () -> {});
  }

  /** What happens between writing the files beside their places and putting them there. */
  @FunctionalInterface
  interface Hook {
    void run() throws IOException;
  }

  static void writeAll(Collection<? extends Weaving> weavings, Hook beforeCommit)
      throws IOException {
    try (StagedFiles staged = new StagedFiles()) {
      for (Weaving weaving : weavings) {
        weaving.stage(staged);
      }
      beforeCommit.run();
      staged.commit();
    }
  }

  /** Prepares all that is to be written and to be deleted; changes nothing that others see. */
  abstract void stage(StagedFiles staged) throws IOException;
}
