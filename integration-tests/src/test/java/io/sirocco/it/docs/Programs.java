package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutines;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Programs of the documentation, in a folder: compiled, woven, run. */
record Programs(Path folder) {
  private static final Pattern CLASS =
      Pattern.compile("^(?:abstract )?class (\\w+)", Pattern.MULTILINE);

  /** Name of the class of a program without a package. */
  static String nameOf(String source) {
    Matcher name = CLASS.matcher(source);
    assertTrue(name.find(), source);
    return name.group(1);
  }

  /** Compiles the classes and replaces each class file by what the instrumenter makes of it. */
  List<InstrumentationResult> weave(List<String> sources) throws IOException {
    for (String source : sources) {
      compile(source);
    }
    Instrumenter instrumenter = new Instrumenter(ClassSource.loader(getClass().getClassLoader()));
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> classFiles =
          files.filter(file -> file.toString().endsWith(".class")).toList();
      return classFiles.stream().map(file -> weave(instrumenter, file)).toList();
    }
  }

  /** Compiles a class. */
  void compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve(nameOf(source) + ".java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();

    int exitCode = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            messages,
            messages,
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());

    assertEquals(0, exitCode, () -> messages.toString(StandardCharsets.UTF_8));
  }

  private static String runtime() {
    return Path.of(
            Coroutines.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private InstrumentationResult weave(Instrumenter instrumenter, Path file) {
    try {
      InstrumentationResult result = instrumenter.instrument(Files.readAllBytes(file));
      Files.write(file, result.classFile());
      for (var frame : result.frames().entrySet()) {
        Files.write(folder.resolve(frame.getKey() + ".class"), frame.getValue());
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a woven program that ends its JVM, in one of its own, and gives what it prints. */
  String outputOfOwnJvm(String className) throws Exception {
    String classPath = folder + File.pathSeparator + runtime();
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            className)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8)
          .replace(System.lineSeparator(), "\n");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs a woven class of tests and says how many have passed. */
  String outputOfTests(String className) throws Exception {
    URL[] classPath = {folder.toUri().toURL()};
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    try (URLClassLoader loader = new URLClassLoader(classPath, getClass().getClassLoader())) {
      LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
          .selectors(DiscoverySelectors.selectClass(loader.loadClass(className)))
          .build();
      LauncherFactory.create().execute(tests, listener);
    }
    listener
        .getSummary()
        .getFailures()
        .forEach(failure -> failure.getException().printStackTrace());
    return listener.getSummary().getTestsSucceededCount() + " tests passed\n";
  }

  /** Runs a woven program and gives what it prints, with line feeds. */
  String outputOf(String className) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    URL[] classPath = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classPath, getClass().getClassLoader())) {
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      Method main = loader.loadClass(className).getMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
