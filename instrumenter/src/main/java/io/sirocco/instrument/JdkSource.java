package io.sirocco.instrument;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The class files of the running JDK, read from its image (JEP 220): {@code /packages/java.util}
 * lists the modules with that package, {@code /modules/java.base} has their files.
 */
final class JdkSource implements ClassSource {
  static final JdkSource INSTANCE = new JdkSource();

  private final FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
  private final Map<String, List<String>> modulesOfPackage = new ConcurrentHashMap<>();

  private JdkSource() {}

  @Override
  public byte[] find(String internalName) throws IOException {
    for (String module : modulesWith(packageOf(internalName))) {
      Path file = image.getPath("/modules", module, internalName + ".class");
      if (Files.exists(file)) {
        return Files.readAllBytes(file);
      }
    }
    return null;
  }

  private static String packageOf(String internalName) {
    int end = internalName.lastIndexOf('/');
    return end < 0 ? "" : internalName.substring(0, end).replace('/', '.');
  }

  private List<String> modulesWith(String packageName) throws IOException {
    List<String> known = modulesOfPackage.get(packageName);
    if (known != null) {
      return known;
    }
    List<String> modules = list(packageName);
    modulesOfPackage.put(packageName, modules);
    return modules;
  }

  private List<String> list(String packageName) throws IOException {
    Path folder = image.getPath("/packages", packageName);
    if (packageName.isEmpty() || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> links = Files.list(folder)) {
      return links.map(link -> link.getFileName().toString()).sorted().toList();
    }
  }
}
