package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AsyncIteratorTest {

  @Test
  void empty_iterator_has_no_elements() {
    AsyncIterator<String> empty = AsyncIterator.empty();

    assertFalse(empty.advance().result());
    assertThrows(NoSuchElementException.class, empty::current);
    assertNull(empty.close().result());
  }

  @Test
  void present_elements_come_in_order_and_may_be_null() {
    AsyncIterator<String> iterator = AsyncIterator.of(Arrays.asList("a", null));

    assertThrows(NoSuchElementException.class, iterator::current);
    assertTrue(iterator.advance().result());
    assertEquals("a", iterator.current());
    assertTrue(iterator.advance().result());
    assertNull(iterator.current());
    assertFalse(iterator.advance().result());
    assertThrows(NoSuchElementException.class, iterator::current);
    assertFalse(iterator.advance().result());
  }

  @Test
  void closed_iterator_has_no_more_elements() {
    AsyncIterator<String> iterator = AsyncIterator.of(List.of("a", "b"));
    iterator.advance();

    assertTrue(iterator.close().isDone());

    assertThrows(NoSuchElementException.class, iterator::current);
    assertFalse(iterator.advance().result());
  }

  @Test
  void failure_of_a_present_element_ends_the_iterator() {
    IllegalStateException boom = new IllegalStateException("next");
    Iterator<String> failing = new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public String next() {
        throw boom;
      }
    };
    AsyncIterator<String> iterator = AsyncIterator.of(() -> failing);

    assertSame(boom, iterator.advance().exception());
    assertFalse(iterator.advance().result());
  }
}
