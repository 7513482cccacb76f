package io.sirocco.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The class files that a class loader finds as resources. */
record LoaderSource(ClassLoader loader) implements ClassSource {

  LoaderSource {
    Objects.requireNonNull(loader, "loader");
  }

  @Override
  public byte[] find(String internalName) throws IOException {
    // Class files are found even in packages that their module does not open.
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (RuntimeException | LinkageError exception) { // a loader of the user, perhaps closed
      throw new IOException(loader + " fails for " + internalName, exception);
    }
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(path))) {
        try (InputStream in = url.openStream()) {
          found.add(in.readAllBytes());
        }
      }
    } catch (RuntimeException exception) { // a loader of the user, as above
      throw new IOException(loader + " fails for " + path, exception);
    }
    return found;
  }
}
