package io.sirocco.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Class files that belong together.
 *
 * @param byName bytes by internal name, in the order of the names
 */
public record ClassFiles(Map<String, byte[]> byName) {

  /** Reads all class files below a folder. */
  public static ClassFiles below(Path folder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(ClassFiles::isClassFile)::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        found.put(path.substring(0, path.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
    return new ClassFiles(found);
  }

  private static boolean isClassFile(Path file) {
    return file.toString().endsWith(".class");
  }

  /** Those that the JVM accepts: compilers have defects, too. */
  public ClassFiles thatLink() {
    TargetLoader loader = new TargetLoader(this);
    Map<String, byte[]> accepted = new TreeMap<>(byName);
    accepted.keySet().removeIf(name -> !links(name.replace('/', '.'), loader));
    return new ClassFiles(accepted);
  }

  private static boolean links(String className, ClassLoader loader) {
    try {
      Class.forName(className, false, loader).getDeclaredMethods();
      return true;
    } catch (VerifyError e) {
      return false;
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes them below a folder, in the folders of their packages. */
  public void writeBelow(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> classFile : byName.entrySet()) {
      Path file = folder.resolve(classFile.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, classFile.getValue());
    }
  }

  /** Finds a class file among these, else on the class path of the tests. */
  public byte[] find(String internalName) throws IOException {
    byte[] own = byName.get(internalName);
    if (own != null) {
      return own;
    }
    try (InputStream in = ClassFiles.class.getResourceAsStream("/" + internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
