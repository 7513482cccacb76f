package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The entries of a class path, in its order. */
final class ClassPathSource implements ClassSource {
  private final List<ClassSource> entries;

  ClassPathSource(Collection<Path> entries) {
    this.entries =
        entries.stream().filter(Files::exists).map(ClassPathSource::entry).toList();
  }

  private static ClassSource entry(Path path) {
    return Files.isDirectory(path) ? new DirectorySource(path) : new JarSource(path);
  }

  @Override
  public byte[] find(String internalName) throws IOException {
    for (ClassSource entry : entries) {
      byte[] classFile = entry.find(internalName);
      if (classFile != null) {
        return classFile;
      }
    }
    return null;
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (ClassSource entry : entries) {
      found.addAll(entry.resources(path));
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ClassSource entry : entries) {
      try {
        entry.close();
      } catch (IOException exception) {
        failure = exception;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
