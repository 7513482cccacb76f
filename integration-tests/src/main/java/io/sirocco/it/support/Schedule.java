package io.sirocco.it.support;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Decides when the futures of a {@link Script} are done. An instance serves one run: a random one
 * remembers how far it got.
 */
public interface Schedule {
  /**
   * Whether a future is done when the target gets it.
   *
   * @param number how many futures the script made before
   */
  boolean isReady(int number);

  /**
   * Which of the pending futures completes next.
   *
   * @param pending how many there are, at least one
   * @return index from 0, the oldest, to {@code pending - 1}
   */
  int next(int pending);

  /**
   * Whether a future fails that would have had a value.
   *
   * @param number how many futures the script made before
   */
  default boolean fails(int number) {
    return false;
  }

  /**
   * Whether a future is cancelled that would have had a value or failed.
   *
   * @param number how many futures the script made before
   */
  default boolean cancels(int number) {
    return false;
  }

  /** As another schedule, but one future is cancelled. */
  static Schedule cancelling(int cancelled, Schedule other) {
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return other.isReady(number);
      }

      @Override
      public int next(int pending) {
        return other.next(pending);
      }

      @Override
      public boolean cancels(int number) {
        return number == cancelled;
      }
    };
  }

  /** As another schedule, but one future fails. */
  static Schedule failing(int failing, Schedule other) {
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return other.isReady(number);
      }

      @Override
      public int next(int pending) {
        return other.next(pending);
      }

      @Override
      public boolean fails(int number) {
        return number == failing;
      }
    };
  }

  /** Every future is done at once: nothing ever suspends. */
  static Schedule allReady() {
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return true;
      }

      @Override
      public int next(int pending) {
        throw new AssertionError("nothing is pending");
      }
    };
  }

  /** Every future is pending first; the oldest completes first. */
  static Schedule allPending() {
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return false;
      }

      @Override
      public int next(int pending) {
        return 0;
      }
    };
  }

  /** About half of the futures are done at once, the others complete in random order. */
  static Schedule mixed(long seed) {
    Random order = new Random(seed);
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return new SplittableRandom(seed * 31 + number).nextBoolean();
      }

      @Override
      public int next(int pending) {
        return order.nextInt(pending);
      }
    };
  }

  /** Every future is pending first; they complete in random order. */
  static Schedule shuffled(long seed) {
    Random order = new Random(seed);
    return new Schedule() {
      @Override
      public boolean isReady(int number) {
        return false;
      }

      @Override
      public int next(int pending) {
        return order.nextInt(pending);
      }
    };
  }
}
