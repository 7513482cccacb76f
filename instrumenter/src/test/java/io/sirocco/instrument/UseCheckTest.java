package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseCheckTest {
  private final ClassSource loader = ClassSource.loader(UseCheckTest.class.getClassLoader());

  @Test
  void warnings_of_all_kinds_come_in_the_order_of_their_lines() {
    byte[] owner = JavaSource.compileOne(JavaSource.owner("""
        Runnable first = () -> load();
        @org.junit.jupiter.api.Test @Coroutine void second() { await(load()); }
        void third() { load(); }
        @Coroutine static Future<String> load() { return null; }
        """));

    List<Diagnostic> found = new UseCheck(
            ((ClassSource) name -> name.equals("com/acme/Owner") ? owner : null).or(loader),
            CheckOptions.DEFAULT)
        .check(owner);

    assertEquals(
        List.of("DROPPED_FUTURE", "UNAWAITED_TEST", "DROPPED_FUTURE"),
        found.stream().map(d -> d.code().name()).toList());
    assertEquals(
        List.of(false, false, false), found.stream().map(Diagnostic::isError).toList());
  }

  @Test
  void class_file_that_cannot_be_read_has_no_warnings() {
    assertEquals(List.of(), new UseCheck(loader, CheckOptions.DEFAULT).check(new byte[] {1, 2, 3}));
  }

  @Test
  void classes_that_know_nothing_of_the_runtime_are_of_no_concern() {
    assertFalse(UseCheck.concerns(JavaSource.compileOne("class A { String s; }")));
    assertTrue(UseCheck.concerns(JavaSource.compileOne("class A { io.sirocco.Future<?> f; }")));
  }
}
