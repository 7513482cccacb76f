package io.sirocco.it.apply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.SourceLevel;
import io.sirocco.it.harness.Weaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** All targets come out the same to the byte, whoever weaves them. */
class TargetsSameBytesIT {
  private static final Path MODULE_CLASSES = Path.of("target", "classes");

  /** Loads every class below its first argument, without running any of their code. */
  private static final String LOAD_ALL = """
      package dump;
      import java.nio.file.Files;
      import java.nio.file.Path;
      public class LoadAll {
        public static void main(String[] args) throws Exception {
          Path root = Path.of(args[0]);
          for (Path file : (Iterable<Path>) Files.walk(root).filter(Files::isRegularFile)::iterator) {
            String name = root.relativize(file).toString().replaceAll("[/\\\\\\\\]", ".");
            Class.forName(name.substring(0, name.length() - 6), false, LoadAll.class.getClassLoader());
          }
        }
      }
      """;

  @TempDir
  private static Path temp;

  private static Path unwoven;
  private static ClassFiles expected;

  @BeforeAll
  static void compileAndWeave() throws IOException {
    List<Path> sources = new ArrayList<>();
    SourceLevel.upTo(17).forEach(level -> sources.addAll(level.sources()));
    ClassFiles compiled =
        new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17).files(sources);
    unwoven = temp.resolve("unwoven");
    compiled.writeBelow(unwoven);
    expected = Weaving.weave(compiled);
  }

  @Test
  void by_the_command_line() throws IOException {
    Path output = temp.resolve("output");

    Child run = Child.java(
        "-jar",
        Child.AGENT_JAR,
        "-cp",
        Child.classPath(MODULE_CLASSES.toAbsolutePath()),
        "-o",
        output.toString(),
        unwoven.toString());

    assertEquals(0, run.exitCode(), run.err());
    assertSame(ClassFiles.below(output));
  }

  @Test
  void by_the_agent() throws IOException {
    Path dump = temp.resolve("dump");
    Path tools =
        Sources.compile(temp.resolve("tools"), DumpAgent.source("io/sirocco/it/java"), LOAD_ALL);
    Path dumper = Jars.agent(temp.resolve("dumper.jar"), tools, "dump.Dump");

    Child run = Child.java(
        "-javaagent:" + Child.AGENT_JAR,
        "-javaagent:" + dumper + "=" + dump,
        "-cp",
        Child.classPath(unwoven, tools, MODULE_CLASSES.toAbsolutePath()),
        "dump.LoadAll",
        unwoven.toString());

    assertEquals(new Child(0, "", ""), run);
    assertSame(ClassFiles.below(dump));
  }

  /** This module was compiled by the JDK that runs Maven: only its javac writes the same classes. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void by_the_plugin_in_the_build_of_this_module() throws IOException {
    Path targets = temp.resolve("targets");
    try (Stream<Path> files = Files.walk(MODULE_CLASSES.resolve("io/sirocco/it"))) {
      for (Path file : files.filter(TargetsSameBytesIT::isOfATarget).toList()) {
        Path copy = targets.resolve(MODULE_CLASSES.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }

    assertSame(ClassFiles.below(targets));
  }

  private static boolean isOfATarget(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("support");
  }

  private static void assertSame(ClassFiles actual) {
    assertEquals(
        new TreeSet<>(expected.byName().keySet()), new TreeSet<>(actual.byName().keySet()));
    expected
        .byName()
        .forEach((name, bytes) -> assertArrayEquals(bytes, actual.byName().get(name), name));
  }
}
