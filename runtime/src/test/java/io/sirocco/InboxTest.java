package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();
  private final List<Object> received = new ArrayList<>();

  private void add(Object... arguments) {
    for (Object argument : arguments) {
      inbox.add(Callbacks.LOGGER, argument);
    }
  }

  @Test
  void entry_that_could_not_be_received_and_those_behind_it_come_again() {
    add(1, 2, 3);
    assertThrows(
        OutOfMemoryError.class,
        () -> inbox.drainTo((waiter, argument) -> {
          if (argument.equals(2)) {
            throw new OutOfMemoryError("the queue cannot grow");
          }
          received.add(argument);
        }));
    assertFalse(inbox.isEmpty());
    add(4);

    inbox.drainTo((waiter, argument) -> received.add(argument));

    assertEquals(List.of(1, 2, 3, 4), received);
    assertTrue(inbox.isEmpty());
  }
}
