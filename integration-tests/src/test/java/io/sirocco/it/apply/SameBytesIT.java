package io.sirocco.it.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a class is woven, the result is the same to the byte. */
class SameBytesIT {
  private static final String TWO_COROUTINES = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      import java.util.ArrayList;
      import java.util.LinkedList;
      import java.util.List;
      public class Both {
        @Coroutine static Future<List<Integer>> list(Future<Integer> awaited, boolean linked) {
          List<Integer> list = linked ? new LinkedList<>() : new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            list.add(i + Coroutines.await(awaited));
          }
          return Future.of(list);
        }
        @Coroutine static Future<Both> both(Future<Integer> awaited) {
          Both both = new Both(Coroutines.await(list(awaited, true)), Coroutines.await(awaited));
          return Future.of(both);
        }
        Both(List<Integer> list, int number) {}
        public static void main(String[] args) {
          System.out.println(both(Future.of(1)).isDone());
        }
      }
      """;

  @TempDir
  private Path temp;

  private Path classes;
  private Map<String, String> expected;

  @BeforeEach
  void weaveDirectory() throws IOException {
    classes = Sources.compile(temp.resolve("classes"), TWO_COROUTINES);
    Path output = temp.resolve("output");
    cli("-cp", Child.runtime(), "-o", output.toString(), classes.toString());
    expected = contents(output);
    assertEquals(
        List.of(
            "com/acme/Both$sirocco$both$1.class",
            "com/acme/Both$sirocco$list$0.class",
            "com/acme/Both.class"),
        List.copyOf(expected.keySet()));
  }

  @Test
  void jar_has_the_same_classes_as_the_directory() throws IOException {
    Path jar = Jars.agent(temp.resolve("app.jar"), classes, "none");

    cli("-cp", Child.runtime(), jar.toString());

    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Map<String, String> contents = contents(entries.getPath("/"));
      contents.remove("META-INF/MANIFEST.MF");
      assertEquals(expected, contents);
    }
  }

  @Test
  void agent_gives_the_jvm_the_same_classes() throws IOException {
    Path dump = temp.resolve("dump");
    Path dumper = Jars.agent(
        temp.resolve("dumper.jar"),
        Sources.compile(temp.resolve("d"), DumpAgent.source("com/acme/")),
        "dump.Dump");

    Child run = Child.java(
        "-javaagent:" + Child.AGENT_JAR,
        "-javaagent:" + dumper + "=" + dump,
        "-cp",
        Child.classPath(classes),
        "com.acme.Both");

    assertEquals(new Child(0, "true\n", ""), run);
    assertEquals(expected, contents(dump));
  }

  @Test
  @Tag("maven")
  void plugin_writes_the_same_classes() throws IOException {
    MavenProject project = MavenProject.weaving(temp.resolve("project"));
    Path target = project.path("target/classes/com/acme");
    Files.createDirectories(target);
    Files.copy(classes.resolve("com/acme/Both.class"), target.resolve("Both.class"));

    MavenProject.Build build =
        project.build("io.sirocco:sirocco-maven-plugin:" + MavenProject.VERSION + ":instrument");

    assertTrue(build.succeeded(), build.log());
    assertEquals(expected, contents(project.path("target/classes")));
  }

  private static void cli(String... arguments) {
    String[] command = Stream.concat(Stream.of("-jar", Child.AGENT_JAR), Stream.of(arguments))
        .toArray(String[]::new);
    Child run = Child.java(command);
    assertEquals(0, run.exitCode(), run.err());
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        contents.put(root.relativize(file).toString(), bytes);
      }
    }
    return contents;
  }
}
