package io.sirocco.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.agent.AgentOptions.OnError;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class AgentOptionsTest {
  private static final String KNOWN = """

      known options:
        include=PATTERN:...    weave only classes that match, such as com.acme.*
        exclude=PATTERN:...    do not weave classes that match
        awaitable=TYPE:...     types for which the program registers a conversion
        verbose=true|false     print a line for every woven class (default: false)
        onerror=fail|warn      fail: a class with errors cannot be used; warn: it runs as compiled \
      (default: fail)""";

  @ParameterizedTest
  @NullAndEmptySource
  void without_options_the_defaults_hold(String text) {
    AgentOptions options = AgentOptions.parse(text);

    assertTrue(options.filter().accepts("com/acme/Fetcher"));
    assertFalse(options.verbose());
    assertEquals(OnError.FAIL, options.onError());
  }

  @Test
  void options_have_commas_between_them_and_colons_in_lists() {
    AgentOptions options = AgentOptions.parse(
        "include=com.acme.*:org.x.*,exclude=com.acme.legacy.*,verbose=true,onerror=warn,"
            + "awaitable=java.util.Optional:com.acme.Task");

    assertTrue(options.filter().accepts("com/acme/Fetcher"));
    assertTrue(options.filter().accepts("org/x/Fetcher"));
    assertFalse(options.filter().accepts("net/Fetcher"));
    assertFalse(options.filter().accepts("com/acme/legacy/Fetcher"));
    assertTrue(options.verbose());
    assertEquals(Set.of("java.util.Optional", "com.acme.Task"), options.checks().awaitable());
    assertEquals(OnError.WARN, options.onError());
  }

  @ParameterizedTest
  @CsvSource({
    "includes=com.acme.*, unknown option: includes=com.acme.*",
    "verbose,             not of the form name=value: verbose",
    "include=,            not of the form name=value: include=",
    "verbose=yes,         not true or false: verbose=yes",
    "onerror=exit,        not fail or warn: onerror=exit"
  })
  void wrong_option_is_an_error_that_lists_the_options(String text, String what) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse(text));

    assertEquals("sirocco-agent: error: " + what + KNOWN, error.getMessage());
  }
}
