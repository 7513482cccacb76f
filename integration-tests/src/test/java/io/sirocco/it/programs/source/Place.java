package io.sirocco.it.programs.source;

import java.util.List;
import java.util.Random;

/**
 * Where in a program something is made: what may stand there, and what it can use.
 */
final class Place {
  private final Random random;
  private final int release;
  private final boolean isConcurrent;
  private final MadeCoroutine coroutine;
  private final List<MadeCoroutine> callees;
  private final Names names;
  private final Scope scope;
  private final Budget budget;

  private boolean mayAwait = true;
  private int insideSwitchExpressions;
  private int wideBelow;
  private boolean isInGuard;

  /** Makes names that no other variable of the program has. */
  static final class Names {
    private int next;

    String next(String prefix) {
      return prefix + next++;
    }
  }

  /** How many more composite expressions a coroutine may have. */
  private static final class Budget {
    private int left = 20;
  }

  Place(
      Random random,
      int release,
      boolean isConcurrent,
      MadeCoroutine coroutine,
      List<MadeCoroutine> callees,
      Names names,
      Scope scope) {
    this(random, release, isConcurrent, coroutine, callees, names, scope, new Budget());
  }

  private Place(
      Random random,
      int release,
      boolean isConcurrent,
      MadeCoroutine coroutine,
      List<MadeCoroutine> callees,
      Names names,
      Scope scope,
      Budget budget) {
    this.random = random;
    this.release = release;
    this.isConcurrent = isConcurrent;
    this.coroutine = coroutine;
    this.callees = callees;
    this.names = names;
    this.scope = scope;
    this.budget = budget;
  }

  /** The inside of a lambda that stands here; it may not call its own coroutine again. */
  Place forLambda(Scope.Variable parameter) {
    Scope inner = scope.forLambda();
    if (parameter != null) {
      inner.declare(parameter);
    }
    List<MadeCoroutine> others = callees.stream().filter(c -> c != coroutine).toList();
    Place place = new Place(random, release, isConcurrent, null, others, names, inner, budget);
    place.isInGuard = isInGuard;
    return place;
  }

  Random random() {
    return random;
  }

  int release() {
    return release;
  }

  /** Whether a coroutine may be called without awaiting it at once. */
  boolean isConcurrent() {
    return isConcurrent;
  }

  /** The coroutine whose body this is; null in a lambda. */
  MadeCoroutine coroutine() {
    return coroutine;
  }

  List<MadeCoroutine> callees() {
    return callees;
  }

  Scope scope() {
    return scope;
  }

  String newName(String prefix) {
    return names.next(prefix);
  }

  boolean hasBudget() {
    return budget.left > 0;
  }

  void spend() {
    budget.left--;
  }

  boolean mayAwait() {
    return mayAwait;
  }

  void setMayAwait(boolean mayAwait) {
    this.mayAwait = mayAwait;
  }

  void enterSwitchExpression() {
    insideSwitchExpressions++;
  }

  void leaveSwitchExpression() {
    insideSwitchExpressions--;
  }

  /** Jumps out of a switch expression are not Java. */
  boolean mayLeave() {
    return insideSwitchExpressions == 0;
  }

  /** A long or double now lies on the operand stack. */
  void pushWide() {
    wideBelow++;
  }

  void popWide(int count) {
    wideBelow -= count;
  }

  /** This is the guard of a case, or a part of it. */
  void enterGuard() {
    isInGuard = true;
  }

  /**
   * Whether a record with a compact constructor may stand here. In a lambda body in a guard javac 25
   * says that its components might not have been initialized.
   */
  boolean mayDeclareRecord() {
    return !isInGuard;
  }

  /**
   * Whether {@code try} may stand here. javac 17 to 25 fails with a NullPointerException in {@code
   * Code.newLocal} on a try in a switch expression while a long or double is on the operand stack.
   */
  boolean mayTry() {
    return wideBelow == 0;
  }

  /**
   * Whether {@code synchronized} may stand here. In a switch expression javac 17 writes a wrong stack
   * map for its handler if anything is on the operand stack: the JVM refuses the class.
   */
  boolean mayLock() {
    return mayTry() && insideSwitchExpressions == 0;
  }
}
