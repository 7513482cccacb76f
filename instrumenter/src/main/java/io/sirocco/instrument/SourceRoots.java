package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Finds the source files that diagnostics are about, so that editors can open them. */
public final class SourceRoots {
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
   *     else its package and name; of a class file without the name of its source its own path
   */
  public String format(Finding finding) {
    return finding.diagnostic().format(pathOf(finding));
  }

  private String pathOf(Finding finding) {
    Diagnostic diagnostic = finding.diagnostic();
    if (diagnostic.sourceFile().isEmpty()) {
      return finding.classFile();
    }
    return roots.stream()
        .map(root -> root.resolve(diagnostic.sourceName()))
        .filter(Files::isRegularFile)
        .map(Path::toString)
        .findFirst()
        .orElse(diagnostic.sourceName());
  }
}
