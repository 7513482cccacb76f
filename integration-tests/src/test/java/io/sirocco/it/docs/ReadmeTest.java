package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.InstrumentationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what is true. */
class ReadmeTest {
  @TempDir
  Path folder;

  @Test
  void java_of_the_readme_compiles_and_can_be_woven() throws IOException {
    List<String> classes = Markdown.of("README.md").blocks("java");

    List<InstrumentationResult> results = new Programs(folder).weave(classes);

    assertEquals(4, classes.size());
    assertEquals(
        List.of(), results.stream().flatMap(r -> r.diagnostics().stream()).toList());
    assertEquals(8, results.stream().mapToInt(InstrumentationResult::coroutines).sum());
  }

  @Test
  void program_of_the_readme_prints_the_answer() throws Exception {
    Programs programs = new Programs(folder);
    programs.weave(Markdown.of("README.md").blocks("java"));

    assertEquals("42\n", programs.outputOf("Patterns"));
  }

  @Test
  void test_of_the_readme_passes() throws Exception {
    Programs programs = new Programs(folder);
    programs.weave(Markdown.of("README.md").blocks("java"));

    assertEquals("1 tests passed\n", programs.outputOfTests("HourTest"));
  }

  @Test
  void ci_runs_the_test_command_of_the_readme() throws IOException {
    String testCommand = Markdown.of("README.md").blocks("sh").get(1).strip();

    List<String> ci = Files.readAllLines(Path.of("../.ci/run"));

    assertTrue(ci.stream().anyMatch(line -> line.strip().endsWith(testCommand)), ci::toString);
  }
}
