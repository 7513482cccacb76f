package io.sirocco.instrument.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that the user has to know about a class: what is wrong, where, and what to do.
 *
 * @param code which rule it is about; its severity and advice come with it
 * @param className internal name of the class, such as {@code com/acme/Fetcher}
 * @param method name of the method, or the empty string if the whole class is meant; for the body of a
 *     lambda expression what it stands in, such as {@code load, in a lambda}
 * @param sourceFile file name from the class file's {@code SourceFile} attribute, or the empty string
 * @param line source line from 1, or 0 if the class file has no line numbers
 * @param detail what is wrong here, in one sentence without a full stop
 * @param advice what to do, in whole sentences; mostly that of the code
 */
public record Diagnostic(
    Code code,
    String className,
    String method,
    String sourceFile,
    int line,
    String detail,
    String advice) {

  /** A diagnostic with the advice of its code. */
  public Diagnostic(
      Code code, String className, String method, String sourceFile, int line, String detail) {
    this(code, className, method, sourceFile, line, detail, code.advice());
  }

  /** Whether a diagnostic stops the build. */
  public enum Severity {
    /** The class is not woven; the build fails. */
    ERROR,
    /** The class is woven; the user should look. */
    WARNING
  }

  /** What can be wrong, and the advice that goes with it. */
  public enum Code {
    AWAIT_OUTSIDE_COROUTINE(
        Severity.ERROR,
        "Only a method with @Coroutine can be suspended. Annotate it and let it return Future,"
            + " Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits."),
    AWAIT_IN_LAMBDA(
        Severity.ERROR,
        "A lambda body is a coroutine only if it returns Future, Awaitable, CompletionStage,"
            + " CompletableFuture or AsyncIterator. Return a future, use a loop instead of forEach, or"
            + " collect futures and await multi(futures)."),
    AWAIT_IN_CONSTRUCTOR(
        Severity.ERROR,
        "A constructor or initialiser hands out its object when it returns and cannot be suspended."
            + " Await in a static @Coroutine factory method and pass the value in."),
    EMIT_OUTSIDE_GENERATOR(
        Severity.ERROR,
        "Only a generator has elements to hand out: a coroutine that returns AsyncIterator."),
    AWAIT_METHOD_REFERENCE(
        Severity.ERROR,
        "A method reference to await or emit cannot be rewritten. Call it in a coroutine, or pass the"
            + " future on."),
    DYNAMIC_AWAIT(
        Severity.ERROR,
        "Which method is called is found out at run time, so that nothing can be rewritten. In Groovy"
            + " annotate the method or its class with @CompileStatic."),
    AWAIT_UNDER_MONITOR(
        Severity.ERROR,
        "A suspension leaves the method, and a method may not leave with a monitor held. Move the"
            + " await out of the synchronized block."),
    UNINITIALISED_OBJECT(
        Severity.ERROR,
        "While a constructor's arguments are awaited its object cannot be kept, so nothing may look"
            + " at it before the constructor is called. No Java compiler does; find the tool that"
            + " did."),
    NOT_AWAITABLE(
        Severity.ERROR,
        "Only futures, completion stages, lazy coroutines, lists and maps of them, and types with a"
            + " conversion can be awaited. If the program registers one for this type of the JDK, name"
            + " the type in the parameter awaitable."),
    SYNCHRONIZED_COROUTINE(
        Severity.ERROR,
        "A suspension leaves the method, and a method may not leave with a monitor held. On one loop"
            + " no other code runs between two awaits, so the keyword is usually not needed."),
    NATIVE_COROUTINE(Severity.ERROR, "A native method has no bytecode to rewrite."),
    RETURN_TYPE(
        Severity.ERROR,
        "When it suspends there is nothing else to hand out: a coroutine returns Future, Awaitable,"
            + " CompletionStage, CompletableFuture, AsyncIterator or void."),
    TOO_LARGE(
        Severity.ERROR, "The JVM's limits for one method or class are exceeded. Split the method."),
    CLASS_VERSION(Severity.ERROR, "Compile the class for Java 8 or later, or use a newer Sirocco."),
    MALFORMED_CLASS(
        Severity.ERROR, "The class file cannot be read, or is not valid. Build it again."),
    NAME_CLASH(Severity.ERROR, "Names with $sirocco$ are made by Sirocco. Rename the member."),
    DROPPED_FUTURE(
        Severity.WARNING,
        "Nobody will see it fail, and a lazy coroutine will not even run. Await the future, return it"
            + " or keep it; for work in the background say detach() or use spawnCallback."),
    NO_CONVERSION(
        Severity.WARNING,
        "Without a conversion the await throws. Put a Conversion service on the class path, or call"
            + " Coroutines.registerConversion at the start and name the type in the parameter"
            + " awaitable."),
    WHOLE_CALL_ANNOTATION(
        Severity.WARNING,
        "Put the annotation on a plain method that does all of its work before it returns, and let the"
            + " coroutine await runOnExecutor(null, () -> …) of that; or do by hand, around the awaits,"
            + " what it stands for."),
    BLOCKING_CALL(
        Severity.WARNING,
        "While it blocks, nothing else runs on the loop; what it waits for may be among it."),
    THREAD_PER_WAIT(
        Severity.WARNING,
        "A plain Future of the JDK tells nobody when it is done; cancelling does not end the wait."),
    UNAWAITED_TEST(
        Severity.WARNING,
        "It is green once it is suspended, whatever comes afterwards. Annotate the class with"
            + " @LoopTest of sirocco-testing, or run a coroutine with loop.runSync.");

    private final Severity severity;
    private final String advice;

    Code(Severity severity, String advice) {
      this.severity = severity;
      this.advice = advice;
    }

    /** Whether it stops the build. */
    public Severity severity() {
      return severity;
    }

    /** What to do, in whole sentences. */
    public String advice() {
      return advice;
    }

    /** The warning of a name; nothing if there is no such code, or if it is an error. */
    public static Optional<Code> warning(String name) {
      return warnings().stream().filter(code -> code.name().equals(name)).findFirst();
    }

    /** The codes that are warnings. */
    public static List<Code> warnings() {
      return Arrays.stream(values())
          .filter(code -> code.severity == Severity.WARNING)
          .toList();
    }
  }

  /** Whether this stops the build. */
  public boolean isError() {
    return code.severity() == Severity.ERROR;
  }

  /**
   * The diagnostic in the form that compilers use, so that editors and build servers link it.
   *
   * @param path what to name the source by: a path if the caller knows one, else {@link
   *     #sourceName()}
   * @return {@code path:line: error: detail (Class.method)}, an indented line of advice, and the code
   */
  public String format(String path) {
    String where = line > 0 ? path + ":" + line : path;
    String severity = code.severity().name().toLowerCase(Locale.ROOT);
    return String.format(
        "%s: %s: %s (%s)%n    %s [%s]", where, severity, detail, member(), advice, code.name());
  }

  private String member() {
    String simpleName = className.substring(className.lastIndexOf('/') + 1);
    if (method.startsWith("<clinit>, ")) {
      return "static initialiser of " + simpleName + method.substring("<clinit>".length());
    }
    if (method.startsWith("<init>, ")) {
      return "constructor or initialiser of " + simpleName + method.substring("<init>".length());
    }
    return method.isEmpty() ? simpleName : simpleName + "." + method;
  }

  /** The same about the class of another name. */
  public Diagnostic in(String otherClass) {
    return new Diagnostic(code, otherClass, method, sourceFile, line, detail, advice);
  }

  /** The package folder and the source file, such as {@code com/acme/Fetcher.java}. */
  public String sourceName() {
    String folder = className.substring(0, className.lastIndexOf('/') + 1);
    return sourceFile.isEmpty() ? className + ".class" : folder + sourceFile;
  }
}
