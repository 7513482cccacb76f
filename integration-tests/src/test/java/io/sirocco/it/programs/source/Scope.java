package io.sirocco.it.programs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The variables and labels that a place in a program can use. */
final class Scope {
  /**
   * A variable.
   *
   * @param isFinal never assigned after its declaration: lambdas may use it
   */
  record Variable(String name, String type, boolean isFinal) {}

  private final List<Variable> variables = new ArrayList<>();
  private final List<String> loops = new ArrayList<>();

  /** What a lambda body sees of this scope. */
  Scope forLambda() {
    Scope inner = new Scope();
    variables.stream().filter(Variable::isFinal).forEach(inner::declare);
    return inner;
  }

  void declare(Variable variable) {
    variables.add(variable);
  }

  int mark() {
    return variables.size();
  }

  /** Forgets what was declared after a mark. */
  void forget(int mark) {
    variables.subList(mark, variables.size()).clear();
  }

  void enterLoop(String label) {
    loops.add(label);
  }

  void leaveLoop() {
    loops.remove(loops.size() - 1);
  }

  List<String> loops() {
    return loops;
  }

  /** A variable of this type, or null. */
  Variable any(String type, Random random) {
    return any(variables.stream().filter(v -> v.type().equals(type)).toList(), random);
  }

  /** A variable that may be assigned, or null. */
  Variable anyToAssign(String type, Random random) {
    return any(
        variables.stream().filter(v -> v.type().equals(type) && !v.isFinal()).toList(), random);
  }

  private static Variable any(List<Variable> candidates, Random random) {
    return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
  }
}
