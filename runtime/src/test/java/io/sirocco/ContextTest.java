package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ContextTest {
  private final ContextLocal<String> a = new ContextLocal<>();
  private final ContextLocal<String> b = new ContextLocal<>();
  private final ContextLocal<String> c = new ContextLocal<>();
  private final Context abc = Context.EMPTY.with(a, "a").with(b, "b").with(c, "c");

  @Test
  void change_leaves_the_original_as_it_is() {
    Context changed = abc.with(b, "B");

    assertEquals("aBc", "" + changed.get(a) + changed.get(b) + changed.get(c));
    assertEquals("b", abc.get(b));
  }

  @Test
  void value_in_the_middle_can_be_taken_out() {
    Context without = abc.without(b);

    assertEquals("ac", "" + without.get(a) + without.get(c));
    assertFalse(without.has(b));
    assertSame(without, without.without(b));
  }

  @Test
  void context_that_loses_its_last_value_is_the_empty_one() {
    assertSame(Context.EMPTY, abc.without(a).without(c).without(b));
  }
}
