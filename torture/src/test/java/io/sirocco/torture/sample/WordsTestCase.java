package io.sirocco.torture.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests of the very small library. */
class WordsTestCase {
  @Test
  void length_is_that_of_all_words() {
    Words words = new Words();

    assertEquals(8, words.length(Arrays.asList("one", null, "two", "of")));
    assertEquals("null ", words.seen());
  }

  @Test
  void repeated_ends_with_the_number() {
    assertEquals("aaa3", new Words().repeated("a", 3));
  }

  @Test
  void length_of_nothing_is_zero() {
    assertEquals(0, new Words().length(List.of()));
  }

  @Test
  void does_not_pass_at_all() {
    fail();
  }
}
