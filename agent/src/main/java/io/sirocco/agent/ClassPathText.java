package io.sirocco.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/** Reads a class path as {@code java} takes it, with {@code DIR/*} for all jars of a directory. */
final class ClassPathText {
  private static final String ALL_JARS = "*";

  private ClassPathText() {}

  /**
   * The entries of a class path, in their order; the jars of one directory in the order of names.
   *
   * @param text with the separator of the platform; may be empty
   * @param warnings gets a message for each entry that does not exist or is no jar: without types
   *     from there classes are woven all the same, only checked less strictly
   */
  static List<Path> parse(String text, Consumer<String> warnings) {
    List<Path> entries = new ArrayList<>();
    for (String entry : text.split(File.pathSeparator)) {
      if (entry.equals(ALL_JARS)
          || entry.endsWith("/" + ALL_JARS)
          || entry.endsWith(File.separator + ALL_JARS)) {
        entries.addAll(jarsOf(Path.of(entry.substring(0, entry.length() - 1)), warnings));
      } else if (!entry.isEmpty()) {
        entries.add(Path.of(entry));
      }
    }
    entries.forEach(entry -> check(entry, warnings));
    return entries;
  }

  private static List<Path> jarsOf(Path directory, Consumer<String> warnings) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{jar,JAR}")) {
      files.forEach(jars::add);
    } catch (IOException exception) {
      warnings.accept(directory + ": warning: no such directory");
    }
    jars.sort(null);
    return jars;
  }

  private static void check(Path entry, Consumer<String> warnings) {
    if (!Files.exists(entry)) {
      warnings.accept(entry + ": warning: no such file or directory");
    } else if (!Files.isDirectory(entry)) {
      checkJar(entry, warnings);
    }
  }

  private static void checkJar(Path entry, Consumer<String> warnings) {
    try {
      new ZipFile(entry.toFile()).close();
    } catch (IOException exception) {
      warnings.accept(entry + ": warning: cannot be read as a jar: " + exception.getMessage());
    }
  }
}
