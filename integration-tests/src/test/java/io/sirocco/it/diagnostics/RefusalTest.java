package io.sirocco.it.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.Weaving;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every misuse of await is an error with file and line, and with a word on what to do instead. */
class RefusalTest {
  private static final String HEAD = """
      package demo;
      import static io.sirocco.Coroutines.await;
      import io.sirocco.Coroutine; import io.sirocco.Coroutines; import io.sirocco.Future; import io.sirocco.Promise;
      import java.util.List;
      import java.util.function.Function;
      class Demo {
        static Future<Integer> f;
      """;

  private static final String SYNCHRONIZED_COROUTINE =
      "    A suspension leaves the method, and a method may not leave with a monitor"
          + " held. On one loop no other code runs between two awaits, so the keyword is"
          + " usually not needed. [SYNCHRONIZED_COROUTINE]";

  private static final String AWAIT_OUTSIDE_COROUTINE =
      "    Only a method with @Coroutine can be suspended. Annotate it and let it return"
          + " Future, Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits."
          + " [AWAIT_OUTSIDE_COROUTINE]";

  private static final String AWAIT_IN_CONSTRUCTOR =
      "    A constructor or initialiser hands out its object when it returns and cannot"
          + " be suspended. Await in a static @Coroutine factory method and pass the value"
          + " in. [AWAIT_IN_CONSTRUCTOR]";

  private static final String AWAIT_UNDER_MONITOR =
      "    A suspension leaves the method, and a method may not leave with a monitor"
          + " held. Move the await out of the synchronized block. [AWAIT_UNDER_MONITOR]";

  private static final String AWAIT_METHOD_REFERENCE =
      "    A method reference to await or emit cannot be rewritten. Call it in a coroutine, or"
          + " pass the future on. [AWAIT_METHOD_REFERENCE]";

  private static final String RETURN_TYPE =
      "    When it suspends there is nothing else to hand out: a coroutine returns"
          + " Future, Awaitable, CompletionStage, CompletableFuture, AsyncIterator or void. [RETURN_TYPE]";

  private static final String NATIVE_COROUTINE =
      "    A native method has no bytecode to rewrite. [NATIVE_COROUTINE]";

  private static final String AWAIT_IN_LAMBDA =
      "    A lambda body is a coroutine only if it returns Future, Awaitable,"
          + " CompletionStage, CompletableFuture or AsyncIterator. Return a future, use a loop instead of"
          + " forEach, or collect futures and await multi(futures). [AWAIT_IN_LAMBDA]";

  private static final String TOO_LARGE =
      "    The JVM's limits for one method or class are exceeded. Split the method."
          + " [TOO_LARGE]";

  /** The first line of {@code members} is line 8 of the file. */
  private static List<String> messagesFor(String members) {
    Map<String, String> sources = Map.of("demo.Demo", HEAD + members + "}\n");
    return Weaving.diagnostics(
        new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17).texts(sources));
  }

  private static void assertRefused(String members, String... expected) {
    assertEquals(String.join("\n", expected), String.join("\n", messagesFor(members)));
  }

  @Test
  void await_in_a_method_without_the_annotation() {
    assertRefused(
        """
        int m() {
          int a = 1;
          return a + await(f);
        }
        """,
        "demo/Demo.java:10: error: await outside a coroutine (Demo.m)",
        AWAIT_OUTSIDE_COROUTINE);
  }

  @Test
  void await_in_a_constructor() {
    assertRefused(
        """
        int n;
        Demo() {
          n = await(f);
        }
        """,
        "demo/Demo.java:10: error: await in a constructor or an initialiser (Demo.<init>)",
        AWAIT_IN_CONSTRUCTOR);
  }

  @Test
  void await_in_an_instance_initialiser() {
    assertRefused(
        """
        int n = 1;
        int m = await(f);
        """,
        "demo/Demo.java:9: error: await in a constructor or an initialiser (Demo.<init>)",
        AWAIT_IN_CONSTRUCTOR);
  }

  @Test
  void await_in_a_static_initialiser() {
    assertRefused(
        """
        static int n;
        static {
          n = await(f);
        }
        """,
        "demo/Demo.java:10: error: await in a static initialiser (Demo.<clinit>)",
        AWAIT_IN_CONSTRUCTOR);
  }

  @Test
  void await_in_a_lambda_that_returns_nothing() {
    assertRefused(
        """
        @Coroutine Future<Integer> m(List<Future<Integer>> all) {
          all.forEach(x -> await(x));
          return Future.of(await(f));
        }
        """,
        "demo/Demo.java:9: error: await in a lambda that returns void (Demo.m, in a lambda)",
        AWAIT_IN_LAMBDA);
  }

  @Test
  void await_in_a_lambda_that_returns_a_value() {
    assertRefused(
        """
        Function<Future<Integer>, Object> m() {
          return x ->
              await(x);
        }
        """,
        "demo/Demo.java:10: error: await in a lambda that returns java.lang.Object (Demo.m, in a lambda)",
        AWAIT_IN_LAMBDA);
  }

  @Test
  void method_reference_to_await() {
    assertRefused(
        """
        @Coroutine Future<Object> m(List<Future<Integer>> all) {
          Function<Future<Integer>, Integer> wait = Coroutines::await;
          return Future.of(wait.apply(all.get(0)));
        }
        """,
        "demo/Demo.java:9: error: method reference to await or emit (Demo.m)",
        AWAIT_METHOD_REFERENCE);
  }

  @Test
  void await_under_a_monitor() {
    assertRefused(
        """
        @Coroutine Future<Integer> m(Object lock) {
          int a = await(f);
          synchronized (lock) {
            a += await(f);
          }
          return Future.of(a);
        }
        """,
        "demo/Demo.java:11: error: await while holding the monitor entered at line 10 (Demo.m)",
        AWAIT_UNDER_MONITOR);
  }

  @Test
  void await_under_two_monitors() {
    assertRefused(
        """
        @Coroutine Future<Integer> m(Object lock) {
          synchronized (lock) {
            synchronized (this) {
              await(f);
            }
            await(f);
          }
          return Future.of(await(f));
        }
        """,
        "demo/Demo.java:11: error: await while holding the monitor entered at line 10 (Demo.m)",
        AWAIT_UNDER_MONITOR,
        "demo/Demo.java:13: error: await while holding the monitor entered at line 9 (Demo.m)",
        AWAIT_UNDER_MONITOR);
  }

  @Test
  void synchronized_coroutine() {
    assertRefused(
        """
        @Coroutine synchronized Future<Integer> m() {
          return Future.of(await(f));
        }
        @Coroutine static synchronized Future<Integer> n() {
          return f;
        }
        """,
        "demo/Demo.java:9: error: @Coroutine on a synchronized method (Demo.m)",
        SYNCHRONIZED_COROUTINE,
        "demo/Demo.java:12: error: @Coroutine on a synchronized method (Demo.n)",
        SYNCHRONIZED_COROUTINE);
  }

  @Test
  void native_coroutine() {
    assertRefused(
        "@Coroutine native Future<Integer> m();\n",
        "demo/Demo.java: error: @Coroutine on a native method (Demo.m)",
        NATIVE_COROUTINE);
  }

  @Test
  void coroutine_that_returns_a_value() {
    assertRefused(
        """
        @Coroutine int m() {
          return await(f);
        }
        @Coroutine Object n() {
          return f;
        }
        @Coroutine java.util.concurrent.Future<Integer> o() {
          return null;
        }
        @Coroutine Promise<Integer> p() {
          return null;
        }
        """,
        "demo/Demo.java:9: error: a coroutine cannot return int (Demo.m)",
        RETURN_TYPE,
        "demo/Demo.java:12: error: a coroutine cannot return java.lang.Object (Demo.n)",
        RETURN_TYPE,
        "demo/Demo.java:15: error: a coroutine cannot return java.util.concurrent.Future (Demo.o)",
        RETURN_TYPE,
        "demo/Demo.java:18: error: a coroutine cannot return io.sirocco.Promise (Demo.p)",
        RETURN_TYPE);
  }

  @Test
  void all_mistakes_of_a_class_are_told_at_once() {
    assertRefused(
        """
        int n = await(f);
        @Coroutine Future<Integer> good() {
          return Future.of(await(f));
        }
        @Coroutine int wrong() {
          return 1;
        }
        void outside() {
          await(f);
          await(f);
        }
        """,
        "demo/Demo.java:8: error: await in a constructor or an initialiser (Demo.<init>)",
        AWAIT_IN_CONSTRUCTOR,
        "demo/Demo.java:13: error: a coroutine cannot return int (Demo.wrong)",
        RETURN_TYPE,
        "demo/Demo.java:16: error: await outside a coroutine (Demo.outside)",
        AWAIT_OUTSIDE_COROUTINE,
        "demo/Demo.java:17: error: await outside a coroutine (Demo.outside)",
        AWAIT_OUTSIDE_COROUTINE);
  }

  @Test
  void await_in_a_nested_class_names_it() {
    assertRefused(
        """
        static class Inner {
          void m() {
            new Object() {
              int n() {
                return await(f);
              }
            };
          }
        }
        """,
        "demo/Demo.java:12: error: await outside a coroutine (Demo$Inner$1.n)",
        AWAIT_OUTSIDE_COROUTINE);
  }

  @Test
  void coroutine_of_an_interface_may_be_abstract() {
    assertRefused("interface I { @Coroutine Future<Integer> m(); }\n", "");
  }

  @Test
  void method_that_is_too_large() {
    StringBuilder members = new StringBuilder("@Coroutine Future<Integer> m(int n) {\n");
    for (int i = 0; i < 2000; i++) {
      members.append("n += n * 31 + await(f) + ").append(i).append(";\n");
    }
    List<String> messages = messagesFor(members + "return Future.of(n);\n}\n");

    assertEquals(1, messages.size());
    assertEquals(
        "demo/Demo.java:9: error: woven code of N bytes (limit 65535) (Demo.m)\n" + TOO_LARGE,
        messages.get(0).replaceFirst("\\d+ bytes", "N bytes"));
  }
}
