package io.sirocco.conformance;

import java.util.List;

/**
 * Where Sirocco does not do what Tornado did, and why.
 *
 * @param reason a sentence for the report
 * @param trace what the program says instead; null if it has not been ported
 * @param result of the program
 * @param error simple name of the exception that the program ends with, or null
 */
record Difference(String reason, List<String> trace, Object result, String error) {
  boolean isPorted() {
    return trace != null;
  }

  Play play() {
    return new Play(trace, result, error);
  }
}
