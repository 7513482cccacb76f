package io.sirocco.it.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Java sources of tests, written to and compiled in a directory of their own. */
final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|@interface) (\\w+)");

  private Sources() {}

  /** Writes a source where its package wants it, and returns its path. */
  static Path write(Path root, String source) {
    String folder = first(PACKAGE, source).replace('.', '/');
    Path file = source.startsWith("module ")
        ? root.resolve("module-info.java")
        : root.resolve(folder).resolve(first(TYPE, source) + ".java");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, source);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Compiles sources against the runtime. */
  static Path compile(Path classes, String... sources) {
    return compile(classes, List.of("-cp", Child.classPath(classes)), sources);
  }

  static Path compile(Path classes, List<String> options, String... sources) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-g", "-proc:none", "--release", "17", "-d", classes.toString()));
    for (String source : sources) {
      arguments.add(
          write(classes.resolveSibling(classes.getFileName() + "-src"), source).toString());
    }
    int code = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalArgumentException("does not compile");
    }
    return classes;
  }
}
