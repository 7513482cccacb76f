package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The class files below one directory. */
record DirectorySource(Path root) implements ClassSource {

  @Override
  public byte[] find(String internalName) throws IOException {
    Path file;
    try {
      file = root.resolve(internalName + ".class");
    } catch (InvalidPathException notHere) { // the file system has no such letters
      return null;
    }
    return Files.isRegularFile(file) ? read(file) : null;
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? List.of(read(file)) : List.of();
  }

  /** Reads a file; the exception names it. */
  static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException exception) {
      throw FileErrors.unreadable(file, exception);
    }
  }
}
