package io.sirocco.instrument.report;

import java.util.Locale;

/**
 * Something that the user has to know about a class: what is wrong, where, and what to do.
 *
 * @param code which rule it is about; its severity and advice come with it
 * @param className internal name of the class, such as {@code com/acme/Fetcher}
 * @param method name of the method, or the empty string if the whole class is meant
 * @param sourceFile file name from the class file's {@code SourceFile} attribute, or the empty string
 * @param line source line from 1, or 0 if the class file has no line numbers
 * @param detail what is wrong here, in one sentence without a full stop
 */
public record Diagnostic(
    Code code, String className, String method, String sourceFile, int line, String detail) {

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
    String simpleName = className.substring(className.lastIndexOf('/') + 1);
    String member = method.isEmpty() ? simpleName : simpleName + "." + method;
    return String.format(
        "%s: %s: %s (%s)%n    %s [%s]",
        where, severity, detail, member, code.advice(), code.name());
  }

  /** The package folder and the source file, such as {@code com/acme/Fetcher.java}. */
  public String sourceName() {
    String folder = className.substring(0, className.lastIndexOf('/') + 1);
    return sourceFile.isEmpty() ? className + ".class" : folder + sourceFile;
  }
}
