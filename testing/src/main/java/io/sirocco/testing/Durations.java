package io.sirocco.testing;

import java.math.BigDecimal;

/** How messages write times. */
final class Durations {
  private Durations() {}

  /** Nanoseconds as seconds or milliseconds, without loss. */
  static String text(long nanos) {
    boolean seconds = nanos >= 1_000_000_000;
    BigDecimal number = BigDecimal.valueOf(nanos, seconds ? 9 : 6);
    String text = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return text + (seconds ? " s" : " ms");
  }
}
