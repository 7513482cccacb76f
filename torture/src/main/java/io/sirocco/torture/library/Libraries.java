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

  /** Finds a library, downloading it if it is not there yet. */
  public Library get(String name) throws IOException {
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
    Path work = folder.resolve("work");
    Pattern without =
        Pattern.compile(known.getProperty(coordinates.artifact() + ".without", NOTHING));
    return new Library(
        coordinates.name(),
        folder.resolve("classes"),
        work.resolve("src/test/resources"),
        dependencies,
        work,
        without);
  }

  private void download(Coordinates coordinates, Path folder, Path classPath) throws IOException {
    maven.copy(coordinates, folder);
    Zip.unpack(folder.resolve("library.jar"), folder.resolve("classes"));
    Zip.unpack(folder.resolve("tests.jar"), folder.resolve("work/src/test/resources"));
    maven.writeTestClassPath(folder.resolve("pom.xml"), classPath);
  }
}
