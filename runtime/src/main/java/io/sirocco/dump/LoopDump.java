package io.sirocco.dump;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One loop.
 *
 * @param name for people; the loops of a process are numbered
 * @param state {@code asleep}, {@code busy}, {@code stopped} or {@code closed}
 * @param callbacks run so far
 * @param queued callbacks that were ready to run
 * @param timers that were not due
 * @param nextTimer when the first of them is due; negative if it is late
 * @param lag how late timers run, see {@link io.sirocco.IOLoop#lag}
 * @param coroutines suspended ones that are known
 * @param stack of its thread if it is busy, the innermost call first; cut if it is long
 * @param waits what it waits for; most coroutines first
 */
public record LoopDump(
    String name,
    String state,
    long callbacks,
    int queued,
    int timers,
    Optional<Duration> nextTimer,
    Duration lag,
    long coroutines,
    List<String> stack,
    List<Wait> waits) {
  /** Copies the lists. */
  public LoopDump {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(nextTimer, "nextTimer");
    Objects.requireNonNull(lag, "lag");
    stack = List.copyOf(stack);
    waits = List.copyOf(waits);
  }
}
