package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.WovenClasses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.tools.GroovyClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coroutines in Groovy, whose calls are looked up at run time unless one says otherwise. */
class GroovyTest {
  private static final String SOURCE = """
      package com.acme
      import io.sirocco.Coroutine
      import io.sirocco.Future
      import static io.sirocco.Coroutines.await
      %s class Fetcher {
        @Coroutine Future<Integer> load(Future<Integer> f) {
          def n = await(f)
          return f
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dynamic_await_is_refused(boolean indy) {
    byte[] classFile = compile(SOURCE.formatted(""), indy).get("com/acme/Fetcher");

    InstrumentationResult result = new Instrumenter(ClassSource.jdk()).instrument(classFile);

    assertSame(classFile, result.classFile());
    assertEquals(List.of("""
            com/acme/Fetcher.groovy:7: error: dynamic call of await or emit (Fetcher.load)
                Which method is called is found out at run time, so that nothing can be rewritten. In \
            Groovy annotate the method or its class with @CompileStatic. [DYNAMIC_AWAIT]"""), WovenClasses.messages(result.diagnostics()));
  }

  @Test
  void dynamic_await_in_a_closure_is_refused() {
    Map<String, byte[]> classes = compile("""
        package com.acme
        import static io.sirocco.Coroutines.await
        class Fetcher {
          def all(list) { list.each { await(it) } }
        }
        """, true);
    byte[] closure = classes.get("com/acme/Fetcher$_all_closure1");

    InstrumentationResult result = new Instrumenter(ClassSource.jdk()).instrument(closure);

    assertTrue(result.hasErrors());
  }

  @Test
  void method_of_another_class_that_is_called_await_is_none_of_ours() {
    Map<String, byte[]> classes = compile("""
        package com.acme
        class Fetcher {
          @io.sirocco.Coroutine void load(latch) { latch.await() }
        }
        """, true);

    InstrumentationResult result =
        new Instrumenter(ClassSource.jdk()).instrument(classes.get("com/acme/Fetcher"));

    assertEquals(List.of(), result.diagnostics());
  }

  @Test
  void statically_compiled_coroutine_is_woven() {
    byte[] classFile =
        compile(SOURCE.formatted("@groovy.transform.CompileStatic"), true).get("com/acme/Fetcher");

    InstrumentationResult result = new Instrumenter(ClassSource.jdk()).instrument(classFile);

    assertEquals(1, result.frames().size());
  }

  private static Map<String, byte[]> compile(String source, boolean indy) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, indy);
    CompilationUnit unit = new CompilationUnit(configuration);
    unit.addSource("Fetcher.groovy", source);
    unit.compile(Phases.CLASS_GENERATION);
    Map<String, byte[]> classes = new TreeMap<>();
    for (GroovyClass each : unit.getClasses()) {
      classes.put(each.getName().replace('.', '/'), each.getBytes());
    }
    return classes;
  }
}
