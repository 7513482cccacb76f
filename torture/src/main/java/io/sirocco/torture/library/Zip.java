package io.sirocco.torture.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Unpacks jars. */
final class Zip {
  private Zip() {}

  /** Unpacks what a directory can have on a class path: no versions for newer JVMs, no module. */
  static void unpack(Path jar, Path directory) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        Path target = directory.resolve(name).normalize();
        if (!entry.isDirectory()
            && target.startsWith(directory)
            && !name.startsWith("META-INF/versions/")
            && !name.endsWith("module-info.class")) {
          Files.createDirectories(target.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
