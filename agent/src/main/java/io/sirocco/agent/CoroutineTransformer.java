package io.sirocco.agent;

import io.sirocco.instrument.CheckOptions;
import io.sirocco.instrument.ClassFileName;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.Finding;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.RefusedClass;
import io.sirocco.instrument.SourceRoots;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Weaves each class with coroutines when the JVM is about to define it.
 *
 * <p>The frame classes do not exist as files. They are defined in the loader of their owner while the
 * owner is transformed: before anybody can run it, and without loading any class of the user. The
 * transformer has no state; any number of threads and of loaders with classes of the same name may
 * use it at once.
 */
final class CoroutineTransformer implements ClassFileTransformer {
  private final AgentOptions options;
  private final ClassDefiner definer;
  private final PrintStream err;
  private final LoaderWeaver weaver;

  /** Weaves one class; a test puts something else in its place. */
  @FunctionalInterface
  interface LoaderWeaver {
    InstrumentationResult weave(ClassLoader loader, byte[] classFile);
  }

  /** The real one. No lambda expression, since the JVM is just starting. */
  private static final class InstrumentingWeaver implements LoaderWeaver {
    private final CheckOptions checks;

    InstrumentingWeaver(CheckOptions checks) {
      this.checks = checks;
    }

    @Override
    public InstrumentationResult weave(ClassLoader loader, byte[] classFile) {
      return new Instrumenter(ClassSource.loader(loader), checks).instrument(classFile);
    }
  }

  CoroutineTransformer(AgentOptions options, ClassDefiner definer, PrintStream err) {
    this(options, definer, err, new InstrumentingWeaver(options.checks()));
  }

  CoroutineTransformer(
      AgentOptions options, ClassDefiner definer, PrintStream err, LoaderWeaver weaver) {
    this.options = options;
    this.definer = definer;
    this.err = err;
    this.weaver = weaver;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    // Nothing before this may load a class of the agent, which would come by here itself.
    if (loader == null || isOfTheJdkOrOurs(internalName)) {
      return null;
    }
    if (!Instrumenter.mayContainCoroutines(classFile)) {
      return null;
    }
    // The JVM need not know the name yet: ClassLoader.defineClass(null, ...).
    String name =
        internalName != null ? internalName : ClassFileName.of(classFile).orElse("");
    return options.filter().accepts(name)
        ? weaveOrRefuse(loader, name, redefined, domain, classFile)
        : null;
  }

  private static boolean isOfTheJdkOrOurs(String name) {
    return name != null
        && (name.startsWith("java/")
            || name.startsWith("jdk/")
            || name.startsWith("sun/")
            || name.startsWith("io/sirocco/agent/")
            || name.startsWith("io/sirocco/instrument/"));
  }

  private byte[] weaveOrRefuse(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    try {
      return weave(loader, internalName, redefined, domain, classFile);
    } catch (Throwable exception) { // the JVM would swallow it
      exception.printStackTrace(err);
      return refused(internalName, classFile, exception.toString());
    }
  }

  private byte[] weave(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    InstrumentationResult result = weaver.weave(loader, classFile);
    String messages = print(internalName, result);
    if (redefined != null) {
      return result.isWoven() ? refuseRedefinition(internalName) : null;
    }
    if (result.hasErrors()) {
      return refused(internalName, classFile, messages);
    }
    if (!result.isWoven()) {
      return null;
    }
    try {
      result.frames().forEach((name, frame) -> define(loader, name, frame, domain));
    } catch (NoClassDefFoundError error) {
      return refused(internalName, classFile, printInvisible(error, loader, internalName));
    }
    if (options.verbose()) {
      err.println(
          "sirocco-agent: wove " + dotted(internalName) + ", coroutines: " + result.coroutines());
    }
    return result.classFile();
  }

  private void define(ClassLoader loader, String name, byte[] frame, ProtectionDomain domain) {
    try {
      definer.define(loader, dotted(name), frame, domain);
    } catch (LinkageError error) {
      // A second thread, or a second attempt of the loader, has the same class with the same bytes.
      if (!isDuplicate(error)) {
        throw error;
      }
    }
  }

  private static boolean isDuplicate(LinkageError error) {
    return error.getClass() == LinkageError.class
        && String.valueOf(error.getMessage()).contains("duplicate class definition");
  }

  // ---- what cannot be woven ---------------------------------------------------------------------

  private String print(String internalName, InstrumentationResult result) {
    SourceRoots sources = new SourceRoots(List.of()); // an agent does not know any
    String text = result.diagnostics().stream()
        .map(diagnostic -> Finding.in(internalName + ".class", internalName, diagnostic))
        .map(sources::format)
        .collect(Collectors.joining(System.lineSeparator()));
    if (!text.isEmpty()) {
      err.println(text);
    }
    return text;
  }

  private byte[] refused(String internalName, byte[] classFile, String reason) {
    if (options.onError() == AgentOptions.OnError.WARN) {
      return null;
    }
    try {
      return RefusedClass.of(
          classFile, dotted(internalName) + " was not woven by Sirocco:\n" + reason);
    } catch (RuntimeException unreadable) {
      return null; // then the JVM cannot read it either, or it is newer than Sirocco: await throws
    }
  }

  private byte[] refuseRedefinition(String internalName) {
    err.println("sirocco-agent: "
        + dotted(internalName)
        + ": warning: a class with coroutines cannot be replaced while the program runs;"
        + " restart it");
    return null;
  }

  /** The frame class extends a class of the runtime, which the loader must be able to find. */
  private String printInvisible(NoClassDefFoundError error, ClassLoader loader, String name) {
    String text = dotted(name)
        + ": error: its class loader "
        + loader
        + " does not find "
        + error.getMessage()
        + "; put sirocco-runtime on the same class path";
    err.println("sirocco-agent: " + text);
    return text;
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
