package io.sirocco.it.programs;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.Verification;
import io.sirocco.it.harness.Weaving;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Programs that nobody wrote mean the same woven as unwoven. */
class MadeUpProgramsTest {

  @Property(tries = 10, seed = "20261122", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void program_means_the_same_woven_as_unwoven(@ForAll("batches") Batch batch) {
    check(batch);
  }

  /** As many as the setting {@code jqwik.tries.default} says, and others each time. */
  @Property
  @Tag("many-programs")
  void many_programs_mean_the_same_woven_as_unwoven(@ForAll("batches") Batch batch) {
    check(batch);
  }

  @Provide
  Arbitrary<Batch> batches() {
    int newest = Runtime.version().feature();
    return Batch.batches(Stream.of(8, 11, 17, 21, 25).filter(r -> r <= newest).toList());
  }

  private static void check(Batch batch) {
    ClassFiles compiled;
    try {
      compiled = compile(batch);
    } catch (JavaCompilation.Failed e) {
      if (batch.programs().stream().allMatch(Program::isMadeSmaller)) {
        return; // what was taken out was needed
      }
      throw e;
    }
    Verification.verify(compiled); // javac has defects, too
    List<String> refused = Weaving.diagnostics(compiled);
    if (!refused.isEmpty()) {
      throw new AssertionError(String.join("\n", refused));
    }
    Interpretations interpretations = Interpretations.of(compiled);
    Verification.verify(interpretations.woven());
    Map<String, Program> programs =
        batch.programs().stream().collect(Collectors.toMap(Program::className, p -> p));
    for (Case each : Case.in(compiled)) {
      if (programs.get(each.className()).isConcurrent()) {
        interpretations.compareEachWay(each);
      } else {
        interpretations.compare(each);
      }
    }
  }

  private static ClassFiles compile(Batch batch) {
    Map<String, String> sources = new TreeMap<>();
    batch.programs().forEach(program -> sources.put(program.className(), program.toString()));
    return new JavaCompilation(ToolProvider.getSystemJavaCompiler(), batch.release())
        .texts(sources);
  }
}
