package io.sirocco.it.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** What is left of a failure, for the person who looks into it: class files and their text. */
public final class Remains {
  private static final Path FOLDER = Path.of("target", "sirocco");

  private Remains() {}

  /**
   * Leaves one class.
   *
   * @return where, as a line to be added to a message
   */
  public static String leave(String internalName, byte[] bytes) {
    String fileName = internalName.replace('/', '.');
    Path text = FOLDER.resolve(fileName + ".txt");
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(fileName + ".class"), bytes);
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(text))) {
        new ClassReader(bytes).accept(new TraceClassVisitor(null, new Textifier(), writer), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "\n    see " + text.toAbsolutePath();
  }

  /** Leaves a class with all classes whose names begin with its name: nested ones and frames. */
  public static String leaveFamily(String internalName, ClassFiles classes) {
    StringBuilder where = new StringBuilder();
    classes.byName().forEach((name, bytes) -> {
      if (name.equals(internalName) || name.startsWith(internalName + "$")) {
        where.append(leave(name, bytes));
      }
    });
    return where.toString();
  }

  /** Leaves a text, for example the source of a made-up program. */
  public static String leaveText(String fileName, String text) {
    try {
      Files.createDirectories(FOLDER);
      Path file = Files.writeString(FOLDER.resolve(fileName), text);
      return "\n    see " + file.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
