package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.docs.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each program of the guide prints what stands below it. */
class GuideTest {
  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> program_prints_what_the_guide_says() throws IOException {
    List<Block> blocks = Markdown.of("docs/guide.md").blocks();
    assertEquals(0, blocks.size() % 2, "a program, its output, a program, its output, ...");
    return IntStream.range(0, blocks.size() / 2)
        .mapToObj(i -> test(blocks.get(2 * i).text(), blocks.get(2 * i + 1).text()));
  }

  private DynamicTest test(String program, String output) {
    String name = Programs.nameOf(program);
    return DynamicTest.dynamicTest(name, () -> {
      Programs programs = new Programs(Files.createDirectory(folder.resolve(name)));
      programs.weave(List.of(program));

      assertEquals(output, outputOf(programs, program, name));
    });
  }

  private static String outputOf(Programs programs, String program, String name) throws Exception {
    if (program.contains("@Test")) {
      return programs.outputOfTests(name);
    }
    return program.contains("System.exit")
        ? programs.outputOfOwnJvm(name)
        : programs.outputOf(name);
  }
}
