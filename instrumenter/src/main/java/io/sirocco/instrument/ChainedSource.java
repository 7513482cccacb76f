package io.sirocco.instrument;

import java.io.IOException;

/** Two sources, of which the first one wins. */
record ChainedSource(ClassSource first, ClassSource second) implements ClassSource {

  @Override
  public byte[] find(String internalName) throws IOException {
    byte[] classFile = first.find(internalName);
    return classFile != null ? classFile : second.find(internalName);
  }

  @Override
  public void close() throws IOException {
    try (second) {
      first.close();
    }
  }
}
