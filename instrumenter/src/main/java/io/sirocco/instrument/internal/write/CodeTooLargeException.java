package io.sirocco.instrument.internal.write;

import java.util.List;

/** A class cannot be written, because some of its methods are longer than the JVM allows. */
public final class CodeTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<CodeSize> codes;

  CodeTooLargeException(List<CodeSize> codes) {
    super(codes.toString());
    this.codes = List.copyOf(codes);
  }

  /** All of them, in the order of the class; at least one. */
  public List<CodeSize> codes() {
    return codes;
  }
}
