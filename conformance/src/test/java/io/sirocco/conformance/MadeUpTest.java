package io.sirocco.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs that nobody wrote do what Tornado did with them; see {@code made_up.py}.
 *
 * <p>One difference is intended: a future on which several time limits have expired logs its late failure once, and
 * Tornado once for each of them. So of such lines with one failure only the first one counts; how many there are is a
 * matter of the tests of the runtime.
 */
class MadeUpTest {
  private static final String LATE_FAILURE =
      "LOG io.sirocco ERROR Exception in Future after timeout";

  /** A program and what Tornado's trace of it was. */
  private record Recorded(String name, List<List<String>> coroutines, List<String> trace) {
    Recorded(String name) {
      this(name, new ArrayList<>(), new ArrayList<>());
    }
  }

  private static List<Recorded> recorded() throws IOException {
    List<Recorded> programs = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(
        MadeUpTest.class.getResourceAsStream("made-up.txt"), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("program ")) {
          programs.add(new Recorded(line));
          continue;
        }
        Recorded program = programs.get(programs.size() - 1);
        if (line.startsWith("coroutine ")) {
          program.coroutines().add(List.of(line.substring("coroutine ".length()).split("; ")));
        } else {
          program.trace().add(JavaNames.in(line.strip()));
        }
      }
    }
    return programs;
  }

  @TestFactory
  Stream<DynamicTest> program_does_what_tornado_did() throws IOException {
    return recorded().stream()
        .map(program -> DynamicTest.dynamicTest(program.name(), () -> check(program)));
  }

  private static void check(Recorded program) throws ReflectiveOperationException {
    List<String> expected = program.trace();
    List<String> actual = MadeUp.run(program.coroutines());

    assertEquals(
        String.join("\n", withLateFailuresOnce(expected)),
        String.join("\n", withLateFailuresOnce(actual)));
  }

  private static List<String> withLateFailuresOnce(List<String> trace) {
    Set<String> seen = new HashSet<>();
    return trace.stream()
        .filter(line -> !line.startsWith(LATE_FAILURE) || seen.add(line))
        .toList();
  }

  @Test
  void programs_do_a_lot() throws IOException {
    long lines =
        recorded().stream().mapToLong(program -> program.trace().size()).sum();

    assertTrue(lines > 5_000, () -> "only " + lines + " lines");
  }
}
