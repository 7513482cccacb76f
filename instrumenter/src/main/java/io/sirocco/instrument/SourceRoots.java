package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the source files that diagnostics are about, so that editors can open them. */
public final class SourceRoots {
  private static final List<String> LANGUAGES = List.of(".java", ".kt", ".scala", ".groovy");

  private final List<Path> roots;

  /**
   * Makes a finder.
   *
   * @param roots folders with sources, such as {@code src/main/java}; they need not exist
   */
  public SourceRoots(Collection<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * The message in the compiler's form.
   *
   * @return {@code path:line: error: …}; the path is that of the source file if it is below a root,
   *     else its package and name; of a class file without the name of its source that of its
   *     outermost class, if there is such a file, else its own path
   */
  public String format(Finding finding) {
    return finding.diagnostic().format(pathOf(finding));
  }

  private String pathOf(Finding finding) {
    Diagnostic diagnostic = finding.diagnostic();
    if (diagnostic.sourceFile().isEmpty()) { // compiled without debug information
      return LANGUAGES.stream()
          .flatMap(language -> find(outermost(diagnostic.className()) + language).stream())
          .findFirst()
          .orElse(finding.classFile());
    }
    return find(diagnostic.sourceName()).orElse(diagnostic.sourceName());
  }

  /** By its name in the class file, in which {@code $} can also be a letter of the user's. */
  private static String outermost(String className) {
    int nested = className.indexOf('$', className.lastIndexOf('/') + 2);
    return nested < 0 ? className : className.substring(0, nested);
  }

  private Optional<String> find(String sourceName) {
    try {
      return roots.stream()
          .map(root -> root.resolve(sourceName))
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .findFirst();
    } catch (InvalidPathException notHere) { // the file system has no such letters
      return Optional.empty();
    }
  }
}
