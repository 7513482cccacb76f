package io.sirocco.benchmarks.report;

import java.util.Locale;

/** Figures as they stand in tables: three digits or so. */
final class Numbers {
  private Numbers() {}

  static String time(double nanos) {
    return digits(nanos, "%,.0f");
  }

  static String ratio(double ratio) {
    return digits(ratio, "%,.0f");
  }

  /** Less than a tenth of a byte is the share of what a whole run allocates once. */
  static String bytes(double bytes) {
    if (Double.isNaN(bytes)) {
      return "";
    }
    return bytes < 0.1 ? "0" : String.format(Locale.ROOT, "%,.1f", bytes);
  }

  private static String digits(double value, String large) {
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : large;
    return String.format(Locale.ROOT, format, value);
  }
}
