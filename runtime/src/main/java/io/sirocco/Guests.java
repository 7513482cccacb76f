package io.sirocco;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guests of all hosts, each found again by its host. Here, and not at the hosts: a class loader that
 * holds this library can be let go of while they live on. Guests of hosts that have ended leave when another
 * comes.
 */
final class Guests {
  private static final Map<LoopHost, IOLoop> GUESTS = new ConcurrentHashMap<>();

  private Guests() {}

  /** The open guest of a host, new or not. */
  static IOLoop of(LoopHost host, TimeSource clock) {
    Objects.requireNonNull(host, "host");
    IOLoop guest = GUESTS.get(host);
    if (guest == null) {
      removeTerminated();
      guest = GUESTS.computeIfAbsent(host, newcomer -> new IOLoop(clock, newcomer));
      ((HostTurns) guest.driver).settleIn();
    }
    if (guest.clock != clock) {
      throw new IllegalStateException("the host has a guest with another clock: " + guest);
    }
    return guest;
  }

  static void remove(LoopHost host, LoopEngine guest) {
    GUESTS.remove(host, guest);
  }

  private static void removeTerminated() {
    for (IOLoop guest : GUESTS.values()) {
      HostTurns turns = (HostTurns) guest.driver;
      if (turns.host.isTerminated()) {
        turns.terminated();
      }
    }
  }
}
