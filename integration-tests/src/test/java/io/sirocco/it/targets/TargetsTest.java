package io.sirocco.it.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every target, compiled for every release that knows its syntax, means the same woven as unwoven. */
class TargetsTest {

  private static final int RUNNING = Runtime.version().feature();
  private static final int NEWEST_FOR_ECJ = 23;

  /** How many ways to run each case. */
  private enum Effort {
    BRIEF {
      @Override
      void compare(Interpretations interpretations, Case each) {
        interpretations.compareBriefly(each);
      }
    },
    FULL {
      @Override
      void compare(Interpretations interpretations, Case each) {
        interpretations.compare(each);
        interpretations.compareWithThreads(each);
        interpretations.compareFailures(each, 5);
      }
    },
    WITH_CANCELLATIONS {
      @Override
      void compare(Interpretations interpretations, Case each) {
        FULL.compare(interpretations, each);
        interpretations.compareCancellations(each, 20);
      }
    };

    abstract void compare(Interpretations interpretations, Case each);
  }

  @TestFactory
  Stream<DynamicNode> target_compiled_by_javac() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    return IntStream.of(8, 11, 17, 21, 25)
        .filter(release -> release <= RUNNING)
        .mapToObj(release -> compiledBy(javac, release, effort(release)));
  }

  private static Effort effort(int release) {
    if (release == RUNNING) {
      return Effort.WITH_CANCELLATIONS;
    }
    return release == 8 ? Effort.FULL : Effort.BRIEF;
  }

  /** Other shapes of finally, switch and try-with-resources than javac's. */
  @TestFactory
  Stream<DynamicNode> target_compiled_by_ecj() {
    return IntStream.of(8, 17)
        .filter(release -> RUNNING <= NEWEST_FOR_ECJ)
        .mapToObj(release -> compiledBy(new EclipseCompiler(), release, Effort.BRIEF));
  }

  /** Neither lines nor names of variables. */
  @TestFactory
  Stream<DynamicNode> target_without_debug_information() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    return Stream.of(compiledBy(javac, 17, Effort.BRIEF, "-g:none", "-parameters"));
  }

  /** What the instrumenter does where the code would exceed the limit of the JVM. */
  @TestFactory
  Stream<DynamicNode> target_with_small_code() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    ClassFiles compiled = compile(javac, 17);
    Interpretations small = Interpretations.of(compiled).small(compiled);
    return Stream.concat(
        Stream.of(dynamicTest("verify", () -> Verification.verify(small.woven()))),
        Case.in(compiled).stream()
            .map(each -> dynamicTest(name(each), () -> Effort.FULL.compare(small, each))));
  }

  private static DynamicNode compiledBy(
      JavaCompiler compiler, int release, Effort effort, String... options) {
    ClassFiles compiled = compile(compiler, release, options);
    Interpretations interpretations = Interpretations.of(compiled);

    Stream<DynamicNode> wholes = Stream.of(
        dynamicTest(
            "no class is refused", () -> assertEquals(List.of(), Weaving.diagnostics(compiled))),
        dynamicTest(
            "all classes pass both verifiers", () -> Verification.verify(interpretations.woven())));
    Stream<DynamicNode> cases = Case.in(compiled).stream()
        .map(each -> dynamicTest(name(each), () -> effort.compare(interpretations, each)));
    return DynamicContainer.dynamicContainer(
        "for release " + release, Stream.concat(wholes, cases));
  }

  private static ClassFiles compile(JavaCompiler compiler, int release, String... options) {
    List<Path> sources = new ArrayList<>();
    SourceLevel.upTo(release).forEach(level -> sources.addAll(level.sources()));
    return new JavaCompilation(compiler, release).files(sources, options).thatLink();
  }

  private static String name(Case each) {
    String simpleName = each.className().substring(each.className().lastIndexOf('.') + 1);
    return simpleName + ": " + each.methodName();
  }
}
