package io.sirocco.torture.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** Gets libraries by name. What is known about some is in {@code libraries.properties}. */
public final class Libraries {
  private static final String NOTHING = "(?!)";

  private final Path directory;
  private final Maven maven;
  private final Properties known = new Properties();

  /**
   * Makes a source of libraries.
   *
   * @param directory where they are kept once they were downloaded
   * @param maven downloads them
   */
  public Libraries(Path directory, Maven maven) {
    this.directory = directory.toAbsolutePath();
    this.maven = maven;
    try (InputStream in =
        Libraries.class.getResourceAsStream("/io/sirocco/torture/libraries.properties")) {
      known.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list of libraries.
   *
   * @param text known names or {@code group:artifact:version}, with commas between them, or {@code all}
   */
  public List<String> list(String text) {
    if (!text.equals("all")) {
      return Arrays.asList(text.split("\\s*,\\s*"));
    }
    return known.stringPropertyNames().stream()
        .filter(key -> key.indexOf('.') < 0)
        .sorted()
        .toList();
  }

  /**
   * Finds a library: a folder of this machine, or a published one, which is downloaded if it is not there
   * yet.
   *
   * @param name known name, {@code group:artifact:version}, or a folder with {@code classes} and {@code
   *     test-classes} in it, such as Maven's {@code target}; its tests run in the folder around it
   * @param extraClassPath added to what the tests need; the only one of a folder
   * @param extraOptions for the JVM that runs the tests
   */
  public Library get(String name, List<Path> extraClassPath, List<String> extraOptions)
      throws IOException {
    Path folder = Path.of(name).toAbsolutePath().normalize();
    return name.indexOf(':') < 0 && !known.containsKey(name) && Files.isDirectory(folder)
        ? ofFolder(folder, extraClassPath, extraOptions)
        : published(name, extraClassPath, extraOptions);
  }

  private static Library ofFolder(Path folder, List<Path> classPath, List<String> options) {
    Path classes = folder.resolve("classes");
    Path tests = folder.resolve("test-classes");
    if (!Files.isDirectory(classes) || !Files.isDirectory(tests)) {
      throw new IllegalArgumentException("no folders classes and test-classes in " + folder);
    }
    Path project = folder.getParent();
    return new Library(
        project.getFileName().toString(),
        classes,
        tests,
        List.copyOf(classPath),
        project,
        List.copyOf(options),
        Pattern.compile(NOTHING));
  }

  private Library published(String name, List<Path> extraClassPath, List<String> extraOptions)
      throws IOException {
    Coordinates coordinates = Coordinates.parse(known.getProperty(name, name));
    Path folder = directory.resolve(coordinates.name());
    Path classPath = folder.resolve("test-class-path.txt");
    if (!Files.exists(classPath)) { // the last thing that is made
      download(coordinates, folder, classPath);
    }
    List<Path> dependencies = new ArrayList<>();
    for (String entry :
        Files.readString(classPath).trim().split(Pattern.quote(java.io.File.pathSeparator))) {
      if (!entry.isEmpty()) {
        dependencies.add(Path.of(entry));
      }
    }
    dependencies.addAll(extraClassPath);
    Path work = folder.resolve("work");
    Pattern without =
        Pattern.compile(known.getProperty(coordinates.artifact() + ".without", NOTHING));
    return new Library(
        coordinates.name(),
        folder.resolve("classes"),
        work.resolve("src/test/resources"),
        dependencies,
        work,
        List.copyOf(extraOptions),
        without);
  }

  private void download(Coordinates coordinates, Path folder, Path classPath) throws IOException {
    maven.copy(coordinates, folder);
    Zip.unpack(folder.resolve("library.jar"), folder.resolve("classes"));
    Zip.unpack(folder.resolve("tests.jar"), folder.resolve("work/src/test/resources"));
    maven.writeTestClassPath(folder.resolve("pom.xml"), classPath);
  }
}
