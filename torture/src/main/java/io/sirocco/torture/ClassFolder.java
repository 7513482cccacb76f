package io.sirocco.torture;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories of class files, and class paths. */
final class ClassFolder {
  private static final String CLASS = ".class";

  private ClassFolder() {}

  /** All class files below a directory by internal name, in a fixed order. */
  static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (Path file : files(directory)) {
      String path = directory.relativize(file).toString().replace('\\', '/');
      if (path.endsWith(CLASS)) {
        classes.put(path.substring(0, path.length() - CLASS.length()), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  /** Makes a directory anew: these classes, and the other files of another directory. */
  static void write(Path directory, Map<String, byte[]> classes, Path others) throws IOException {
    delete(directory);
    for (Path file : files(others)) {
      if (!file.toString().endsWith(CLASS)) {
        Path target = directory.resolve(others.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path target = directory.resolve(entry.getKey() + CLASS);
      Files.createDirectories(target.getParent());
      Files.write(target, entry.getValue());
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Deletes a directory, if it is there, with all that is in it. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  static String classPath(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** A loader of the JDK and these. */
  static URLClassLoader loader(List<Path> entries) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      urls.add(entry.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
