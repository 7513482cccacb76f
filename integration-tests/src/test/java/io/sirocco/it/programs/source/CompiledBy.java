package io.sirocco.it.programs.source;

import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers of made-up programs. Each has its own shapes of jumps, finally, and switch. */
enum CompiledBy {
  JAVAC(25) {
    @Override
    ClassFiles compile(Map<String, String> sources, int release) {
      return new JavaCompilation(ToolProvider.getSystemJavaCompiler(), release).texts(sources);
    }
  },

  /** Compiles three times as fast, and has defects of its own: see {@link #ECJ_GIVES_UP}. */
  ECJ(21) {
    @Override
    ClassFiles compile(Map<String, String> sources, int release) {
      Map<String, String> left = new TreeMap<>(sources);
      while (true) {
        try {
          return onlyWholePrograms(compiledByEcj(left, release));
        } catch (JavaCompilation.Failed e) {
          if (!left.keySet().removeAll(givenUp(e.getMessage()))) {
            throw e;
          }
        }
      }
    }
  };

  /**
   * ECJ cannot compile some switch expressions while there are values on the operand stack, and then
   * compiles none of the programs.
   */
  private static final Pattern ECJ_GIVES_UP =
      Pattern.compile("Internal Error compiling \\S*(made)[/\\\\](\\w+)\\.java");

  private final int newestRelease;

  CompiledBy(int newestRelease) {
    this.newestRelease = newestRelease;
  }

  /** Those that this JDK and the compiler know. */
  List<Integer> releases() {
    return Stream.of(8, 11, 17, 21, 25)
        .filter(release -> release <= Math.min(newestRelease, Runtime.version().feature()))
        .toList();
  }

  /**
   * Compiles programs; those that the compiler cannot compile by its own fault are left out.
   *
   * @param sources by name of the class
   */
  abstract ClassFiles compile(Map<String, String> sources, int release);

  /** From files: ECJ looks for them. Without {@code --release}: it would take ten times as long. */
  private static ClassFiles compiledByEcj(Map<String, String> sources, int release) {
    String level = Integer.toString(release);
    try {
      Path folder = Files.createTempDirectory("made");
      List<Path> files = new ArrayList<>();
      try {
        for (Map.Entry<String, String> source : sources.entrySet()) {
          Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
          Files.createDirectories(file.getParent());
          files.add(Files.writeString(file, source.getValue()));
        }
        return new JavaCompilation(new EclipseCompiler(), 0)
            .files(files, "-source", level, "-target", level);
      } finally {
        for (Path file : files) {
          Files.delete(file);
        }
        Files.delete(folder.resolve("made"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> givenUp(String message) {
    Set<String> names = new TreeSet<>();
    Matcher givenUp = ECJ_GIVES_UP.matcher(message);
    while (givenUp.find()) {
      names.add(givenUp.group(1) + "." + givenUp.group(2));
    }
    return names;
  }

  /** Without the programs of which the JVM refuses a class. */
  private static ClassFiles onlyWholePrograms(ClassFiles compiled) {
    Set<String> refused = new TreeSet<>(compiled.byName().keySet());
    refused.removeAll(compiled.thatLink().byName().keySet());
    Set<String> programs = new TreeSet<>();
    refused.forEach(name -> programs.add(program(name)));
    Map<String, byte[]> accepted = new TreeMap<>(compiled.byName());
    accepted.keySet().removeIf(name -> programs.contains(program(name)));
    return new ClassFiles(accepted);
  }

  private static String program(String className) {
    int end = className.indexOf('$');
    return end < 0 ? className : className.substring(0, end);
  }
}
