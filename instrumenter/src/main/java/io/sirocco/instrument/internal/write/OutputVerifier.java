package io.sirocco.instrument.internal.write;

import java.io.IOException;

/** Checks what we wrote. */
public final class OutputVerifier {
  /** Where types are looked up. */
  public interface Types {
    byte[] find(String internalName) throws IOException;
  }

  public OutputVerifier(Types types) {}

  public void verify(byte[] classFile) {}
}
