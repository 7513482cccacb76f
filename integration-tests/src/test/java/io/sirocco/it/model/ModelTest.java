package io.sirocco.it.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** Nothing is lost, nothing is left behind, nothing is silent. */
class ModelTest {
  @Property(tries = 5000, seed = "20261201", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void made_up_program_does_what_the_model_says(@ForAll("programs") Program program) {
    assertEquals(Set.of(), program.run(), program::toString);
  }

  @Property(tries = 5000, seed = "20261202", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void made_up_program_does_the_same_without_a_loop(@ForAll("programs") Program program) {
    assertEquals(Set.of(), program.runWithoutLoop(), program::toString);
  }

  @Property(tries = 50, seed = "20261203", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void made_up_program_does_the_same_beside_real_threads(@ForAll("programs") Program program) {
    assertEquals(Set.of(), program.runInRealTime(), program::toString);
  }

  @Property(tries = 100, seed = "20261204", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void made_up_program_leaves_nothing_in_its_queues(@ForAll("programs") Program program) {
    assertEquals(Set.of(), program.runAndCollect(), program::toString);
  }

  @Provide
  Arbitrary<Program> programs() {
    return Arbitraries.fromGenerator(random -> new Found(MadeUp.program(random.nextLong())));
  }

  /** How jqwik makes programs smaller. */
  private record Found(Program value) implements Shrinkable<Program> {
    @Override
    public Stream<Shrinkable<Program>> shrink() {
      return Smaller.of(value).map(Found::new);
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(value.toString().length());
    }
  }
}
