package io.sirocco.conformance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What real Tornado did.
 *
 * @param doc what the program shows
 * @param rules ids of the rules that it shows
 * @param tags what kind of program it is; {@code quirk}: behaviour that should not be copied
 * @param oracle version of Tornado
 * @param trace lines
 * @param result JSON value
 * @param error Python's name of the exception that the program ended with, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true) // also says what other versions did
record Recording(
    String doc,
    List<String> rules,
    List<String> tags,
    String oracle,
    List<String> trace,
    Object result,
    String error) {

  /** What a Java program has to do that does the same. */
  Play inJava() {
    return new Play(
        trace.stream().map(JavaNames::in).toList(),
        result,
        error == null ? null : JavaNames.in(error));
  }
}
