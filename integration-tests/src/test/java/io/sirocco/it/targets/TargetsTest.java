package io.sirocco.it.targets;


import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.SourceLevel;
import io.sirocco.it.harness.Verification;
import io.sirocco.it.harness.Weaving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every target, compiled for every release that knows its syntax, means the same woven as unwoven. */
class TargetsTest {

  @TestFactory
  Stream<DynamicNode> target_compiled_by_javac() {
    return IntStream.of(8, 11, 17, 21, 25)
        .filter(release -> release <= Runtime.version().feature())
        .mapToObj(TargetsTest::compiledFor);
  }

  private static DynamicNode compiledFor(int release) {
    List<Path> sources = new ArrayList<>();
    SourceLevel.upTo(release).forEach(level -> sources.addAll(level.sources()));
    ClassFiles compiled =
        new JavaCompilation(ToolProvider.getSystemJavaCompiler(), release).files(sources);
    Interpretations interpretations = Interpretations.of(compiled);

    Stream<DynamicNode> verified =
        Stream.of(
            DynamicTest.dynamicTest(
                "no class is refused",
                () -> assertEquals(List.of(), Weaving.diagnostics(compiled))),
            DynamicTest.dynamicTest(
                "all classes pass both verifiers",
                () -> Verification.verify(interpretations.woven())));
    Stream<DynamicNode> cases =
        Case.in(compiled).stream()
            .map(each -> DynamicTest.dynamicTest(name(each), () -> compare(interpretations, each)));
    return DynamicContainer.dynamicContainer(
        "for release " + release, Stream.concat(verified, cases));
  }

  private static void compare(Interpretations interpretations, Case each) {
    interpretations.compare(each);
    interpretations.compareWithThreads(each);
  }

  private static String name(Case each) {
    String simpleName = each.className().substring(each.className().lastIndexOf('.') + 1);
    return simpleName + ": " + each.methodName();
  }
}
