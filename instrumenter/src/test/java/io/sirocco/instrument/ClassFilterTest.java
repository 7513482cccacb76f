package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassFilterTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.*,            com/acme/Fetcher,       true",
    "com.acme.*,            com/acme/deep/Fetcher,  true",
    "com.acme.*,            com/acmes/Fetcher,      false",
    "com.acme.Fetcher,      com/acme/Fetcher,       true",
    "com.acme.Fetcher,      com/acme/Fetcher$Inner, false",
    "com.acme.Fetcher*,     com/acme/Fetcher$Inner, true",
    "*Fetcher,              com/acme/Fetcher,       true",
    "com.acme.F?tcher,      com/acme/Fetcher,       true",
    "com.acme.F?tcher,      com/acme/Ftcher,        false",
    "com/acme/**,           com/acme/deep/Fetcher,  true",
    "com/acme/**/*.class,   com/acme/Fetcher,       true",
    "**/Fetcher.class,      com/acme/Fetcher,       true",
    "**/Fetcher.java,       Fetcher,                true",
    "**/Fetcher,            com/acme/MyFetcher,     false",
    "com.acme.$(Fetcher,    com/acme/$(Fetcher,     true"
  })
  void pattern_decides(String pattern, String internalName, boolean accepted) {
    ClassFilter filter = ClassFilter.of(List.of(pattern), List.of());

    assertEquals(accepted, filter.accepts(internalName));
  }

  @Test
  void without_patterns_every_class_is_accepted() {
    assertTrue(ClassFilter.all().accepts("com/acme/Fetcher"));
  }

  @Test
  void exclude_wins_over_include() {
    ClassFilter filter = ClassFilter.of(List.of("com.acme.*"), List.of("com.acme.legacy.*"));

    assertTrue(filter.accepts("com/acme/Fetcher"));
    assertFalse(filter.accepts("com/acme/legacy/Fetcher"));
  }
}
