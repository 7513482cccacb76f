package io.sirocco.it.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code docs/tornado.md} names in its second column exists, and is public. */
class TornadoTableTest {
  private static final Pattern QUOTED = Pattern.compile("`@?([^`]+)`");

  /** A class below {@code io.sirocco}, and perhaps one of its members. */
  private static final Pattern NAME =
      Pattern.compile("((?:[a-z]+\\.)?[A-Z]\\w*)(?:\\.([a-z]\\w*))?");

  private static List<String> names() throws IOException {
    return Files.readAllLines(Path.of("../docs/tornado.md")).stream()
        .filter(line -> line.startsWith("| "))
        .flatMap(line -> QUOTED.matcher(line.split(" \\|", -1)[1]).results())
        .map(quoted -> quoted.group(1))
        .distinct()
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> name_is_public_api() throws IOException {
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  @Test
  void table_names_most_of_the_api() throws IOException {
    assertTrue(names().size() > 100, () -> "the table was not read");
  }

  private static void check(String name) throws ClassNotFoundException {
    MatchResult parts = NAME.matcher(name).results().findFirst().orElseThrow();
    assertTrue(parts.group().equals(name), "not a class or a member: " + name);
    Class<?> type = Class.forName("io.sirocco." + parts.group(1));
    assertTrue(Modifier.isPublic(type.getModifiers()), type + " is not public");
    String member = parts.group(2);
    if (member != null) {
      Stream<Member> members =
          Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getFields()));
      assertTrue(
          members.anyMatch(candidate -> candidate.getName().equals(member)),
          "no such member: " + name);
    }
  }
}
