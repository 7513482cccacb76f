package io.sirocco.instrument.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.internal.read.ClassAnnotations;
import io.sirocco.instrument.internal.read.Suppressions;
import io.sirocco.instrument.report.Diagnostic;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

/** The classes here call their annotations {@code Test}, {@code LoopTest} and so on, as users do. */
class UnawaitedTestsTest {
  private static final String LOOP_TEST = """
      package io.sirocco.testing;
      import java.lang.annotation.Retention;
      import java.lang.annotation.RetentionPolicy;
      @Retention(RetentionPolicy.RUNTIME) public @interface LoopTest { }
      """;
  private static final String IMPORTS = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import io.sirocco.testing.LoopTest;
      import java.lang.annotation.Retention;
      import java.lang.annotation.RetentionPolicy;
      import org.junit.jupiter.api.AfterEach;
      import org.junit.jupiter.api.BeforeEach;
      import org.junit.jupiter.api.Nested;
      import org.junit.jupiter.api.RepeatedTest;
      import org.junit.jupiter.api.Test;
      import static io.sirocco.Coroutines.await;
      """;

  @Test
  void test_that_is_a_coroutine_without_a_loop_is_found() {
    assertFound("loads", """
        class Owner {
          @Test @Coroutine void loads() { await(Future.of(1)); }
        }
        """);
  }

  @Test
  void repeated_tests_and_methods_before_and_after_each_are_found() {
    assertFound("first last often", """
        class Owner {
          @BeforeEach @Coroutine void first() { await(Future.of(1)); }
          @AfterEach @Coroutine void last() { await(Future.of(1)); }
          @RepeatedTest(3) @Coroutine void often() { await(Future.of(1)); }
        }
        """);
  }

  @Test
  void test_with_an_annotation_of_the_users_own_is_found() {
    assertFound("loads", """
        class Owner {
          @Test @Retention(RetentionPolicy.RUNTIME) @interface Fast { }
          @Fast @Coroutine void loads() { await(Future.of(1)); }
        }
        """);
  }

  @Test
  void test_that_a_loop_runs_is_fine_wherever_it_is_said() {
    assertFound("", """
        @LoopTest class Owner {
          @Test @Coroutine void inTheClass() { await(Future.of(1)); }
        }
        """);
    assertFound("", """
        class Owner {
          @LoopTest @Test @Coroutine void atTheMethod() { await(Future.of(1)); }
        }
        """);
    assertFound("", """
        class Owner extends Base {
          @Test @Coroutine void inTheSuperclass() { await(Future.of(1)); }
        }
        @LoopTest abstract class Base { }
        """);
    assertFound("", """
        @Looped class Owner {
          @Test @Coroutine void byAnotherAnnotation() { await(Future.of(1)); }
        }
        @LoopTest @Retention(RetentionPolicy.RUNTIME) @interface Looped { }
        """);
  }

  @Test
  void nested_class_belongs_to_the_loop_of_the_class_around() {
    Map<String, byte[]> classes = compile("""
        @LoopTest class Owner {
          @Nested class Inner {
            @Test @Coroutine void loads() { await(Future.of(1)); }
          }
        }
        """);

    assertEquals("", foundIn(classes, "com/acme/Owner$Inner"));
  }

  @Test
  void coroutine_that_is_no_test_or_awaits_nothing_is_fine() {
    assertFound("", """
        class Owner {
          @Coroutine void start() { await(Future.of(1)); }
          @Test @Coroutine void awaitsNothing() { start(); }
          @Test void isNone() { start(); }
        }
        """);
  }

  private static void assertFound(String expected, String classes) {
    assertEquals(expected, foundIn(compile(classes), "com/acme/Owner"));
  }

  private static Map<String, byte[]> compile(String classes) {
    return JavaSource.compile(LOOP_TEST, IMPORTS + classes);
  }

  /** The names of the methods that are found. */
  private static String foundIn(Map<String, byte[]> classes, String owner) {
    ClassSource source = classes::get;
    ClassSource all = source.or(ClassSource.loader(UnawaitedTestsTest.class.getClassLoader()));
    ClassNode node = JavaSource.parse(classes.get(owner));
    Warnings warnings = new Warnings(node, new Suppressions(all::find));
    UnawaitedTests.find(node, new ClassAnnotations(all::find), warnings);
    return String.join(
        " ", warnings.inOrderOfLines().stream().map(Diagnostic::method).toList());
  }
}
