package io.sirocco.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sirocco.instrument.Instrumenter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BuildTest {

  @Property(tries = 10)
  void class_without_coroutines_is_returned_as_is(@ForAll byte[] classFile) {
    assertArrayEquals(classFile.clone(), new Instrumenter().instrument(classFile));
  }
}
