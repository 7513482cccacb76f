package io.sirocco.torture.rt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the JVM verify classes of its class path without running anything of them. */
public final class LinkJvm {
  private LinkJvm() {}

  /**
   * Links classes.
   *
   * @param args a file with the names of classes, and the file for the results: a line for each class
   *     that does not link, with its name, a tab, and why
   */
  public static void main(String[] args) throws IOException {
    List<String> complaints = new ArrayList<>();
    for (String name : Files.readAllLines(Path.of(args[0]))) {
      try {
        Class.forName(name, false, LinkJvm.class.getClassLoader())
            .getDeclaredConstructors(); // links
      } catch (LinkageError | ClassNotFoundException exception) {
        complaints.add(name + "\t" + exception.toString().replace("\n", "\\n"));
      }
    }
    Files.write(Path.of(args[1]), complaints);
  }
}
