package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.ClassFilter;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.DirectoryInstrumenter;
import io.sirocco.instrument.WeavingReport;
import io.sirocco.instrument.report.Diagnostic.Code;
import io.sirocco.instrument.report.Diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page about diagnostics has all of them, and its programs get what it says. */
class DiagnosticsPageTest {
  private static final Pattern HEADING = Pattern.compile("^(#{1,2}) (.+)$", Pattern.MULTILINE);
  private static final Pattern CODE_NAME = Pattern.compile("[A-Z_]+");
  private static final Pattern JAVA =
      Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** No short Java program gets these. */
  private static final Set<String> WITHOUT_PROGRAMS = Set.of(
      "TOO_LARGE", "DYNAMIC_AWAIT", "UNINITIALISED_OBJECT", "CLASS_VERSION", "MALFORMED_CLASS");

  @TempDir
  Path folder;

  @Test
  void every_code_has_its_section_below_its_severity() throws IOException {
    String page = page();

    for (Severity severity : Severity.values()) {
      String chapter = severity == Severity.ERROR ? "Errors" : "Warnings";
      Set<String> expected = Arrays.stream(Code.values())
          .filter(code -> code.severity() == severity)
          .map(Code::name)
          .collect(Collectors.toCollection(TreeSet::new));
      String text = page.substring(page.indexOf("\n# " + chapter + "\n"));
      int end = text.indexOf("\n# ", 3);

      assertEquals(
          expected,
          new TreeSet<>(sections(end < 0 ? text : text.substring(0, end)).keySet()));
    }
  }

  @TestFactory
  Stream<DynamicTest> wrong_program_gets_just_this_code_and_right_programs_none()
      throws IOException {
    return sections(page()).entrySet().stream()
        .filter(section -> !WITHOUT_PROGRAMS.contains(section.getKey()))
        .map(section -> DynamicTest.dynamicTest(
            section.getKey(), () -> check(section.getKey(), programs(section.getValue()))));
  }

  @Test
  void program_with_a_silenced_warning_gets_none() throws IOException {
    String page = page();
    String head = page.substring(0, page.indexOf("\n# Errors\n"));

    assertEquals(List.of(), codesOf("silenced", programs(head).get(0)));
  }

  private void check(String code, List<String> programs) throws IOException {
    assertTrue(programs.size() >= 2, () -> "a wrong program and a right one: " + programs.size());
    assertEquals(Set.of(code), new TreeSet<>(codesOf(code + 0, programs.get(0))), programs.get(0));
    for (int i = 1; i < programs.size(); i++) {
      assertEquals(List.of(), codesOf(code + i, programs.get(i)), programs.get(i));
    }
  }

  private List<String> codesOf(String name, String program) throws IOException {
    Path classes = Files.createDirectory(folder.resolve(name));
    new Programs(classes).compile(program);
    ClassSource types = ClassSource.loader(getClass().getClassLoader());
    WeavingReport report = new DirectoryInstrumenter(types, ClassFilter.all())
        .weave(classes, classes)
        .report();
    return report.findings().stream()
        .map(finding -> finding.diagnostic().code().name())
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/diagnostics.md"));
  }

  /** The sections that are named like codes, by name. */
  private static Map<String, String> sections(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    List<int[]> bounds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    HEADING.matcher(text).results().forEach(heading -> {
      bounds.add(new int[] {heading.start(), heading.end()});
      names.add(heading.group(2));
    });
    for (int i = 0; i < names.size(); i++) {
      int end = i + 1 < names.size() ? bounds.get(i + 1)[0] : text.length();
      if (CODE_NAME.matcher(names.get(i)).matches()) {
        sections.put(names.get(i), text.substring(bounds.get(i)[1], end));
      }
    }
    return sections;
  }

  private static List<String> programs(String section) {
    return JAVA.matcher(section).results().map(program -> program.group(1)).toList();
  }
}
