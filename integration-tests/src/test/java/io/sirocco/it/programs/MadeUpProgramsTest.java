package io.sirocco.it.programs;

import io.sirocco.it.programs.bytecode.BytecodeSample;
import io.sirocco.it.programs.source.Batch;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Programs that nobody wrote mean the same woven as unwoven. */
class MadeUpProgramsTest {

  @Property(tries = 20, seed = "20261122", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void java_means_the_same_woven_as_unwoven(@ForAll("batches") Sample batch) {
    batch.check();
  }

  @Property(tries = 1500, seed = "20261122", afterFailure = AfterFailureMode.PREVIOUS_SEED)
  void bytecode_means_the_same_woven_as_unwoven(@ForAll("bytecode") Sample bytecode) {
    bytecode.check();
  }

  @Provide
  Arbitrary<Sample> batches() {
    return Samples.madeBy(Batch::madeUp);
  }

  @Provide
  Arbitrary<Sample> bytecode() {
    return Samples.madeBy(BytecodeSample::madeUp);
  }
}
