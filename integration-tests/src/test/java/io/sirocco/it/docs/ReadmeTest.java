package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutines;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what is true. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  @TempDir
  Path folder;

  @Test
  void java_of_the_readme_compiles_and_can_be_woven() throws IOException {
    List<String> classes = blocks("java");

    List<InstrumentationResult> results = wovenClasses(classes);

    assertEquals(3, classes.size());
    assertEquals(
        List.of(), results.stream().flatMap(r -> r.diagnostics().stream()).toList());
    assertEquals(6, results.stream().mapToInt(InstrumentationResult::coroutines).sum());
  }

  @Test
  void program_of_the_readme_prints_the_answer() throws Exception {
    wovenClasses(blocks("java"));

    assertEquals("42" + System.lineSeparator(), outputOf("Patterns"));
  }

  @Test
  void ci_runs_the_test_command_of_the_readme() throws IOException {
    String testCommand = blocks("sh").get(1).strip();

    List<String> ci = Files.readAllLines(ROOT.resolve(".ci/run"));

    assertTrue(ci.stream().anyMatch(line -> line.strip().endsWith(testCommand)), ci::toString);
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher block = Pattern.compile(
            "^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(ROOT.resolve("README.md")));
    return block
        .results()
        .map(MatchResult::group)
        .map(ReadmeTest::withoutFences)
        .toList();
  }

  private static String withoutFences(String block) {
    return block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```"));
  }

  /** Compiles the classes and replaces each class file by what the instrumenter makes of it. */
  private List<InstrumentationResult> wovenClasses(List<String> sources) throws IOException {
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

  private void compile(String source) throws IOException {
    Matcher name = Pattern.compile("^class (\\w+)", Pattern.MULTILINE).matcher(source);
    assertTrue(name.find(), source);
    Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    String runtime = Path.of(
            Coroutines.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();

    int exitCode = ToolProvider.getSystemJavaCompiler()
        .run(null, messages, messages, "-cp", runtime, "-d", folder.toString(), file.toString());

    assertEquals(0, exitCode, () -> messages.toString(StandardCharsets.UTF_8));
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

  private String outputOf(String className) throws Exception {
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
    return output.toString(StandardCharsets.UTF_8);
  }
}
