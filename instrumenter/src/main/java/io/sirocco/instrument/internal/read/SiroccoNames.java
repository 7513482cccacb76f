package io.sirocco.instrument.internal.read;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names of the runtime that mark coroutines in the classes that we read. */
public final class SiroccoNames {
  /** Descriptor of the annotation of coroutine methods. */
  public static final String COROUTINE = "Lio/sirocco/Coroutine;";

  /** Descriptor of the annotation that every woven class and every frame class carries. */
  public static final String WOVEN = "Lio/sirocco/Woven;";

  /** Descriptor of the annotation that silences warnings. */
  public static final String SUPPRESS = "Lio/sirocco/SuppressDiagnostics;";

  /** Internal name of the class that declares {@code await}. */
  public static final String COROUTINES = "io/sirocco/Coroutines";

  /** Name of the methods that are suspension points. */
  public static final String AWAIT = "await";

  /** Name of the method that hands out an element of a generator, and is a suspension point too. */
  public static final String EMIT = "emit";

  /** Internal name of the class of context variables. */
  public static final String CONTEXT_LOCAL = "io/sirocco/ContextLocal";

  /** Name of the method that changes a context variable for the rest of a coroutine. */
  public static final String SET = "set";

  /** Internal name of the class that sets a context variable back. */
  public static final String BINDING = "io/sirocco/ContextLocal$Binding";

  /** Name of the method that sets a context variable back. */
  public static final String CLOSE = "close";

  /** Internal name of the annotation by which coroutines are tests. */
  public static final String LOOP_TEST = "io/sirocco/testing/LoopTest";

  /** Methods of the runtime that do nothing but give a future to wait for, as {@code owner.name}. */
  public static final Set<String> WAITS = Set.of(
      COROUTINES + ".moment",
      COROUTINES + ".multi",
      COROUTINES + ".sleep",
      COROUTINES + ".withTimeout",
      "io/sirocco/IOLoop.ready",
      "io/sirocco/locks/BoundedSemaphore.acquire",
      "io/sirocco/locks/Condition.waitForSignal",
      "io/sirocco/locks/Event.waitUntilSet",
      "io/sirocco/locks/Lock.acquire",
      "io/sirocco/locks/Semaphore.acquire",
      "io/sirocco/queues/Queue.get",
      "io/sirocco/queues/Queue.join",
      "io/sirocco/queues/Queue.put");

  /** Methods of the runtime that start something and give the future of its end, likewise. */
  public static final Set<String> STARTS = Set.of(
      COROUTINES + ".runOnExecutor", "io/sirocco/IOLoop.runInExecutor", "io/sirocco/Scope.run");

  /** Part of every name that Sirocco makes up, of classes and of methods. */
  public static final String RESERVED = "$sirocco$";

  private static final Pattern GENERATED_METHOD =
      Pattern.compile("lambda\\$(.+)\\$sirocco\\$(?:start\\$|site\\$\\d+\\$)?\\d+");

  private SiroccoNames() {}

  /** The coroutine that a method was made for, if its name is one that we make up. */
  public static Optional<String> coroutineOf(String generatedMethod) {
    Matcher matcher = GENERATED_METHOD.matcher(generatedMethod);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a call is an await. */
  public static boolean isAwait(MethodInsnNode call) {
    return call.owner.equals(COROUTINES) && call.name.equals(AWAIT);
  }

  /** Whether a call hands out an element of a generator. */
  public static boolean isEmit(MethodInsnNode call) {
    return call.owner.equals(COROUTINES) && call.name.equals(EMIT);
  }

  /** Whether a call changes the context for what its caller does afterwards. */
  public static boolean changesContext(MethodInsnNode call) {
    return call.owner.equals(CONTEXT_LOCAL) && call.name.equals(SET)
        || call.owner.equals(BINDING) && call.name.equals(CLOSE);
  }
}
