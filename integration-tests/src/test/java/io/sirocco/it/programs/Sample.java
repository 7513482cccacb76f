package io.sirocco.it.programs;

import java.util.stream.Stream;

/** One or more made-up programs that are checked together. */
public interface Sample {
  /** How many programs. */
  int size();

  /**
   * Weaves the programs, and runs them woven and unwoven.
   *
   * @throws RuntimeException as an {@link Error}: the programs do not mean the same
   */
  void check();

  /** This sample with one thing left out; the largest steps come first. */
  Stream<? extends Sample> smaller();

  /** What is to become small. */
  long length();
}
