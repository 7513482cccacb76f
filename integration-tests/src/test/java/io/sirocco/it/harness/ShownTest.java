package io.sirocco.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.support.Shown;
import org.junit.jupiter.api.Test;

/** What traces show of values. */
class ShownTest {
  @Test
  void objects_look_the_same_whatever_their_identity_hash_code_is() {
    assertEquals("made.Bytecode@", Shown.of("made.Bytecode@" + Integer.toHexString(0x7f)));
    assertEquals("made.Bytecode@", Shown.of("made.Bytecode@" + Integer.toHexString(0x7f123456)));
  }
}
