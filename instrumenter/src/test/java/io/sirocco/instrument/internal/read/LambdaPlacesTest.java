package io.sirocco.instrument.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import org.junit.jupiter.api.Test;

/** Awaits stand in lambdas that return nothing, so that there is a message about each. */
class LambdaPlacesTest {
  @Test
  void lambda_is_told_by_its_method() {
    assertPlace("(Owner.load, in a lambda)", "void load() { run(() -> await(f)); }");
    assertPlace("(Owner.load, in a lambda)", "static void load() { run(() -> await(f)); }");
  }

  @Test
  void lambda_in_a_lambda_is_told_by_the_method() {
    assertPlace("(Owner.load, in a lambda)", "void load() { run(() -> run(() -> await(f))); }");
  }

  @Test
  void initial_value_is_told_by_its_field() {
    assertPlace("(Owner.task, in a lambda)", "static Runnable task = () -> await(f);");
    assertPlace("(Owner.task, in a lambda)", "Runnable task = () -> await(f);");
  }

  @Test
  void lambda_in_an_initialiser_is_told_by_its_kind() {
    assertPlace("(static initialiser of Owner, in a lambda)", "static { run(() -> await(f)); }");
    assertPlace("(constructor or initialiser of Owner, in a lambda)", "{ run(() -> await(f)); }");
    assertPlace(
        "(constructor or initialiser of Owner, in a lambda)", "Owner() { run(() -> await(f)); }");
  }

  @Test
  void lambda_in_dead_code_is_told_by_the_name_of_its_body() {
    assertPlace("(Owner.load, in a lambda)", "void load() { if (false) { run(() -> await(f)); } }");
  }

  @Test
  void method_that_a_user_has_named_as_a_lambda_keeps_its_name() {
    assertPlace("(Owner.lambda$load$0)", "void lambda$load$0() { await(f); }");
  }

  private static void assertPlace(String expected, String member) {
    byte[] owner = JavaSource.compileOne(
        JavaSource.owner("static Future<String> f; static void run(Runnable task) { }\n" + member));
    Diagnostic found =
        CoroutineFinder.find(JavaSource.parse(owner)).diagnostics().get(0);

    String firstLine = found.format("Owner.java").lines().findFirst().orElseThrow();
    assertEquals(expected, firstLine.substring(firstLine.lastIndexOf('(')));
    assertEquals(9, found.line());
  }
}
