package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.DeclaredAnnotations;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;

/**
 * Finds coroutines with annotations that mean the whole call: who stands around a method and acts before
 * and after it sees a coroutine return at its first await.
 */
public final class WholeCallAnnotations {
  private final DeclaredAnnotations annotations;
  private final WholeCallTable table;

  /**
   * Prepares a search.
   *
   * @param more binary names of annotations that the user has named
   */
  public WholeCallAnnotations(DeclaredAnnotations annotations, Set<String> more) {
    this.annotations = annotations;
    this.table = new WholeCallTable(more);
  }

  /** Looks through the coroutines of a class. */
  public void find(ClassNode owner, List<CoroutineMethod> coroutines, Warnings warnings) {
    for (CoroutineMethod coroutine : coroutines) {
      if (CoroutineFinder.isAnnotated(coroutine.method())) { // not the body of a lambda expression
        look(owner, coroutine, warnings);
      }
    }
  }

  private void look(ClassNode owner, CoroutineMethod coroutine, Warnings warnings) {
    Set<String> about = annotations.about(owner, coroutine.method());
    Set<String> wanted = new HashSet<>(about);
    wanted.retainAll(table.names());
    if (wanted.isEmpty()) {
      return;
    }
    about.stream()
        .filter(wanted::contains)
        .forEach(annotation -> table
            .effect(annotation, coroutine.kind(), about)
            .ifPresent(effect -> warnings.add(
                Code.WHOLE_CALL_ANNOTATION,
                coroutine.method(),
                Lines.first(coroutine.method()),
                effect.detail(),
                effect.advice())));
  }
}
