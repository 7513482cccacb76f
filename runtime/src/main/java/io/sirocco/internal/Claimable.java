package io.sirocco.internal;

/**
 * A future that is claimed before it is completed, by whoever is going to complete it. In between it cannot
 * be given up: what it ends with has left its place already, and would be lost.
 */
public interface Claimable {
  /** Returns whether somebody has claimed it; then it is done, or soon. */
  boolean isClaimed();
}
