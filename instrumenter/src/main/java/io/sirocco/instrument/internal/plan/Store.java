package io.sirocco.instrument.internal.plan;

/**
 * One field of the frame that is set when a coroutine suspends.
 *
 * @param localIndex JVM local index of the value in the original method, or {@link #NOTHING} to clear
 *     the field
 * @param type verifier's type of the value
 * @param field where it goes
 */
public record Store(int localIndex, Object type, FrameField field) {
  /** Instead of a local: null, because what the field holds is dead. */
  public static final int NOTHING = -1;

  static Store of(Spill local) {
    return new Store(local.index(), local.type(), local.field());
  }

  static Store cleared(FrameField field) {
    return new Store(NOTHING, "java/lang/Object", field);
  }
}
