package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeakTableTest {
  private final WeakTable<Object, Integer> table = new WeakTable<>();

  private Map<Object, Integer> contents() {
    Map<Object, Integer> contents = new HashMap<>();
    table.forEach(contents::put);
    return contents;
  }

  @Test
  void thing_has_its_last_value_until_it_is_removed() {
    String one = "one";
    table.put(one, 1);
    table.put("two", 2);
    table.put(one, 3);
    assertEquals(Map.of("one", 3, "two", 2), contents());

    table.remove(one);

    assertEquals(Map.of("two", 2), contents());
  }

  @Test
  void things_are_compared_by_identity() {
    String first = new String("same");
    String second = new String("same");

    table.put(first, 1);
    table.put(second, 2);
    table.remove(new String("same"));

    assertEquals(2, table.size());
    assertNotNull(first + second);
  }

  @Test
  void thing_that_nobody_else_has_is_forgotten() {
    Object thing = new Object();
    WeakReference<Object> trace = new WeakReference<>(thing);
    table.put(thing, 1);

    thing = null;
    while (trace.get() != null || table.size() > 0) {
      System.gc();
    }

    assertEquals(Map.of(), contents());
  }
}
