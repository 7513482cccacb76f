package io.sirocco.it.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.OtherLanguages;
import io.sirocco.it.harness.Verification;
import io.sirocco.it.harness.Weaving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Coroutines in class files of kotlinc and scalac mean the same woven as unwoven. */
class OtherLanguagesTest {

  @TestFactory
  Stream<DynamicNode> target_in_kotlin() throws IOException {
    return targets(OtherLanguages.kotlin(Path.of("src/test/kotlin")));
  }

  @TestFactory
  Stream<DynamicNode> target_in_scala() throws IOException {
    return targets(OtherLanguages.scala(Path.of("src/test/scala")));
  }

  private static Stream<DynamicNode> targets(ClassFiles compiled) {
    Interpretations interpretations = Interpretations.of(compiled);
    Stream<DynamicNode> wholes = Stream.of(
        dynamicTest(
            "no class is refused", () -> assertEquals(List.of(), Weaving.diagnostics(compiled))),
        dynamicTest(
            "all classes pass both verifiers", () -> Verification.verify(interpretations.woven())));
    Stream<DynamicNode> cases = Case.in(compiled).stream()
        .filter(OtherLanguagesTest::isStatic)
        .map(each -> dynamicTest(each.methodName(), () -> {
          interpretations.compare(each);
          interpretations.compareFailures(each, 20);
          interpretations.compareCancellations(each, 20);
        }));
    return Stream.concat(wholes, cases);
  }

  /** Methods of an object are there twice: as such, and as static methods that call them. */
  private static boolean isStatic(Case each) {
    return !each.className().endsWith("$Companion") && !each.className().endsWith("$");
  }
}
