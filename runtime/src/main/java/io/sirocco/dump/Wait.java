package io.sirocco.dump;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is waited for, and one chain of those who wait.
 *
 * @param target kind of what is waited for, such as {@code sleep}, {@code Promise} or {@code executor job, running}
 * @param chain who waits: first the coroutine that waits for the target, then who waits for that one, and so
 *     on, each with its line; also combinators, such as {@code multi}. Empty if no coroutine does
 * @param count how many equal chains there are
 * @param oldest how long the first of them has waited; known only of tracked coroutines
 * @param due when the first of them goes on, if it waits for a timer
 */
public record Wait(
    String target,
    List<String> chain,
    long count,
    Optional<Duration> oldest,
    Optional<Duration> due) {
  /** Copies the list. */
  public Wait {
    Objects.requireNonNull(target, "target");
    chain = List.copyOf(chain);
    Objects.requireNonNull(oldest, "oldest");
    Objects.requireNonNull(due, "due");
  }
}
