package io.sirocco.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** The class files of one jar, which is opened at the first question. */
final class JarSource implements ClassSource {
  private final Path path;
  private JarFile jar; // null before the first question and after close

  JarSource(Path path) {
    this.path = path;
  }

  @Override
  public byte[] find(String internalName) throws IOException {
    return read(internalName + ".class");
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    byte[] content = read(path);
    return content == null ? List.of() : List.of(content);
  }

  private byte[] read(String name) throws IOException {
    JarFile opened = open();
    JarEntry entry = opened.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = opened.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException exception) {
      throw FileErrors.unreadable(path, exception);
    }
  }

  private synchronized JarFile open() throws IOException {
    if (jar == null) {
      try {
        jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
      } catch (IOException exception) {
        throw FileErrors.unreadable(path, exception);
      }
    }
    return jar;
  }

  @Override
  public synchronized void close() throws IOException {
    if (jar != null) {
      jar.close();
      jar = null;
    }
  }
}
