package io.sirocco.it.model;

import io.sirocco.Future;
import java.util.List;

/** One statement of a made-up program. */
interface Op {
  /**
   * Does it, as a coroutine.
   *
   * @return done when it is done; may fail with {@link Planned}, time out, or be cancelled, and in no other way
   */
  Future<Void> run(Task task);

  /** Writes it as Java would. */
  void print(Text text);

  /** The blocks inside it. */
  default List<List<Op>> blocks() {
    return List.of();
  }

  /** The same with other blocks, one for each of {@link #blocks}, or fewer where any number is right. */
  default Op with(List<List<Op>> blocks) {
    return this;
  }

  /** The same with a simpler setting: no limit, or a smaller number. Never the same. */
  default List<Op> simpler() {
    return List.of();
  }

  /** How long it waits, if it is something that waits. */
  default Limit limit() {
    return Limit.NONE;
  }

  /** Whether any number of blocks is right. */
  default boolean hasAnyNumberOfBlocks() {
    return false;
  }

  /** A statement that waits for nothing, so that callbacks can do it, too. */
  interface Action extends Op {
    void act(Task task);

    @Override
    default Future<Void> run(Task task) {
      act(task);
      return Future.of(null);
    }
  }
}
