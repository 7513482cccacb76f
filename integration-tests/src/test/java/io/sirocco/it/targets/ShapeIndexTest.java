package io.sirocco.it.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.SourceLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The index of shapes says which cases show which shape of the catalogue. */
class ShapeIndexTest {
  private static final Path INDEX = Path.of("src/test/resources/shapes.txt");
  private static final Path ACTUAL = Path.of("target/sirocco/shapes.txt");
  private static final Pattern CASE = Pattern.compile(
      "@Shape\\(\\{?([\\d, ]*)}?\\)(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*public [^(]*?(\\w+)\\(");

  @Test
  void index_is_up_to_date() throws IOException {
    Map<Integer, TreeSet<String>> cases = new TreeMap<>();
    for (SourceLevel level : SourceLevel.values()) {
      for (Path source : level.sources()) {
        addCases(source, cases);
      }
    }
    String index = cases.entrySet().stream()
        .map(shape -> shape.getKey() + ": " + String.join(", ", shape.getValue()) + "\n")
        .collect(Collectors.joining());
    Files.createDirectories(ACTUAL.getParent());
    Files.writeString(ACTUAL, index);

    assertEquals(Files.readString(INDEX), index, "copy " + ACTUAL + " to " + INDEX);
  }

  private static void addCases(Path source, Map<Integer, TreeSet<String>> cases)
      throws IOException {
    String className = source.getFileName().toString().replace(".java", "");
    Matcher matcher = CASE.matcher(Files.readString(source));
    while (matcher.find()) {
      for (String shape : matcher.group(1).split(", *")) {
        if (shape.isEmpty()) {
          continue; // in no catalogue
        }
        cases
            .computeIfAbsent(Integer.valueOf(shape), number -> new TreeSet<>())
            .add(className + "." + matcher.group(2));
      }
    }
  }
}
