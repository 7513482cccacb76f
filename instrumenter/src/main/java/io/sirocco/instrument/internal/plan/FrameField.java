package io.sirocco.instrument.internal.plan;

/**
 * A field of a frame class.
 *
 * @param name such as {@code l0}
 * @param descriptor its exact type; values of another type never share it
 */
public record FrameField(String name, String descriptor) {
  /** Whether it holds a reference, which must be cleared when it is dead. */
  public boolean isReference() {
    return descriptor.length() > 1;
  }
}
