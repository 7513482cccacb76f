package io.sirocco;

/** {@link System#nanoTime}, counted from the first use so that times can be compared as numbers. */
final class SystemTimeSource implements TimeSource {
  private final long originNanos = System.nanoTime();

  @Override
  public long nanoTime() {
    return System.nanoTime() - originNanos;
  }
}
