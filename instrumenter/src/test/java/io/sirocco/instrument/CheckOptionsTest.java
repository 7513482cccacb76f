package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckOptionsTest {
  @Test
  void names_may_have_blanks_around_them() {
    CheckOptions options = CheckOptions.of(
        List.of(" DROPPED_FUTURE"),
        List.of("com.acme.Task "),
        List.of("com.acme.Audited"),
        List.of(" com.acme.Db.*"));

    assertEquals(
        new CheckOptions(
            Set.of(Code.DROPPED_FUTURE),
            Set.of("com.acme.Task"),
            Set.of("com.acme.Audited"),
            Set.of("com.acme.Db.*")),
        options);
  }

  @Test
  void errors_and_unknown_codes_cannot_be_suppressed() {
    for (String code : List.of("AWAIT_UNDER_MONITOR", "DROPED_FUTURE")) {
      Exception refusal = assertThrows(
          IllegalArgumentException.class,
          () -> CheckOptions.of(List.of(code), List.of(), List.of(), List.of()));

      String known = String.join(", ", Code.warnings().stream().map(Code::name).toList());
      assertEquals(
          "not the code of a warning: " + code + "; these can be suppressed: " + known,
          refusal.getMessage());
    }
  }

  @Test
  void blocking_call_needs_its_class() {
    Exception refusal = assertThrows(
        IllegalArgumentException.class,
        () -> CheckOptions.of(List.of(), List.of(), List.of(), List.of("query")));

    assertEquals(
        "not a method with its class, such as com.acme.Db.query or com.acme.Db.*: query",
        refusal.getMessage());
  }
}
