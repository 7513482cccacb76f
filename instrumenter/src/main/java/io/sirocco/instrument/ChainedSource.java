package io.sirocco.instrument;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two sources, of which the first one wins. */
record ChainedSource(ClassSource first, ClassSource second) implements ClassSource {

  @Override
  public byte[] find(String internalName) throws IOException {
    byte[] classFile = first.find(internalName);
    return classFile != null ? classFile : second.find(internalName);
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    List<byte[]> found = new ArrayList<>(first.resources(path));
    found.addAll(second.resources(path));
    return found;
  }

  @Override
  public void close() throws IOException {
    try (second) {
      first.close();
    }
  }
}
