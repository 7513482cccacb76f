package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an await, by the static type of what is awaited. */
class AwaitedTypesTest {
  private final Map<String, byte[]> classes = new HashMap<>();
  private final Map<String, String> resources = new HashMap<>();
  private List<String> awaitable = List.of();

  @Test
  void awaited_text_is_an_error() {
    assertEquals(
        """
        com/acme/Source.java:8: error: java.lang.String cannot be awaited (Owner.load)
            It is a value already; leave the await out. Only futures, completion stages, lazy coroutines, \
        lists and maps of them, and types with a conversion can be awaited. If the program registers one \
        for this type of the JDK, name the type in the parameter awaitable. [NOT_AWAITABLE]""", messages("@Coroutine Future<Object> load() { return Future.of(await(\"text\")); }"));
  }

  @Test
  void type_that_is_never_a_future_is_an_error() {
    assertCodes(
        "NOT_AWAITABLE",
        "Integer",
        "Optional<String>",
        "Set<Future<?>>",
        "TreeSet<Future<?>>",
        "Future<?>[]",
        "int[]",
        "java.util.stream.Stream<Future<?>>",
        "java.util.UUID",
        "Thread",
        "Process",
        "StringBuilder",
        "IllegalStateException",
        "java.time.Duration",
        "io.sirocco.locks.Event",
        "Scope",
        "io.sirocco.queues.PriorityQueue<String>",
        "CountDownLatch",
        "java.time.DayOfWeek");
  }

  @Test
  void type_that_is_or_may_be_awaitable_is_fine() {
    assertCodes(
        "",
        "Object",
        "T",
        "B",
        "Collection<Future<?>>",
        "Iterable<Future<?>>",
        "Comparable<String>",
        "List<String>",
        "Map<String, String>",
        "ArrayList<Object>",
        "CompletableFuture<String>",
        "Stage",
        "Promise<String>",
        "Awaitable<String>",
        "Runnable",
        "Deque<Future<?>>");
  }

  @Test
  void type_that_somebody_may_have_registered_is_a_warning() {
    assertCodes(
        "NO_CONVERSION", "Plain", "Final", "Point", "Color", "MySet", "Supplier<Future<?>>");
  }

  @Test
  void warning_says_what_a_conversion_needs() {
    assertEquals("""
        com/acme/Source.java:9: warning: no conversion of com.acme.Owner$Task to a future is known \
        here (Owner.load)
            Without a conversion the await throws. Put a Conversion service on the class path, or call \
        Coroutines.registerConversion at the start and name the type in the parameter awaitable. \
        [NO_CONVERSION]""", messages("""
            static class Task { }
            @Coroutine Future<Object> load(Task task) { return Future.of(await(task)); }
            """));
  }

  @Test
  void warning_knows_types_of_libraries() {
    source("package reactor.core.publisher; public abstract class Mono<T> { }");

    assertEquals("""
        com/acme/Source.java:8: warning: no conversion of reactor.core.publisher.Mono to a future is \
        known here, such as an adapter for Reactor brings (Owner.load)
            Say await(mono.toFuture()). Without a conversion the await throws. Put a Conversion service on \
        the class path, or call Coroutines.registerConversion at the start and name the type in the \
        parameter awaitable. [NO_CONVERSION]""", messages("""
            @Coroutine Future<Object> load(reactor.core.publisher.Mono<String> mono) {
              return Future.of(await(mono)); }
            """.replace("{\n", "{")));
  }

  @ParameterizedTest
  @CsvSource({
    "reactor.core.publisher, abstract class, Flux, Reactor",
    "io.reactivex.rxjava3.core, abstract class, Single, RxJava",
    "io.smallrye.mutiny, interface, Uni, Mutiny",
    "io.vertx.core, interface, Future, Vert.x",
    "org.reactivestreams, interface, Publisher, Reactive Streams"
  })
  void future_of_a_library_is_a_warning_that_names_its_adapter(
      String place, String kind, String name, String library) {
    source("package " + place + "; public " + kind + " " + name + "<T> { }");

    String messages = messages(coroutine(place + "." + name + "<String>"));

    assertEquals(
        true, messages.contains(", such as an adapter for " + library + " brings "), messages);
  }

  @Test
  void plain_future_blocks_a_thread() {
    assertEquals(
        """
        com/acme/Source.java:8: warning: a thread blocks for each wait for \
        java.util.concurrent.FutureTask (Owner.load)
            Have the function run by runOnExecutor(executor, function), or by \
        CompletableFuture.supplyAsync: both tell when it is done. A plain Future of the JDK tells nobody \
        when it is done; cancelling does not end the wait. [THREAD_PER_WAIT]""",
        messages(
            "@Coroutine Future<Object> load(FutureTask<String> f) { return Future.of(await(f)); }"));
  }

  @Test
  void kinds_of_plain_futures_block_threads() {
    assertCodes(
        "THREAD_PER_WAIT", "java.util.concurrent.Future<?>", "ForkJoinTask<?>", "Listenable");
  }

  @Test
  void plain_future_of_a_library_names_its_adapter() {
    source("package io.netty.util.concurrent; public interface Future<V> extends"
        + " java.util.concurrent.Future<V> { }");

    assertEquals("""
        com/acme/Source.java:8: warning: a thread blocks for each wait for io.netty.util.concurrent.Future, \
        as long as no conversion, such as an adapter for Netty brings, is there (Owner.load)
            Let future.addListener(…) complete a Promise, and await that. A plain Future of the JDK tells \
        nobody when it is done; cancelling does not end the wait. [THREAD_PER_WAIT]""", messages(coroutine("io.netty.util.concurrent.Future<String>")));
  }

  @Test
  void limits_and_conversions_take_anything_too() {
    assertEquals("NOT_AWAITABLE NOT_AWAITABLE NOT_AWAITABLE", codes("""
        @Coroutine Future<Object> load(java.time.Duration d, Set<Future<?>> set) {
          await(Coroutines.convertYielded("text"));
          await(Coroutines.withTimeout(d, set));
          return Future.of(await(Coroutines.withTimeout(Deadline.after(d), Optional.empty())));
        }
        """));
  }

  @Test
  void lambda_that_awaits_is_looked_at() {
    assertEquals("NOT_AWAITABLE", codes("""
        Supplier<Future<Object>> s = () -> Future.of(await(Optional.empty()));
        """));
  }

  @Test
  void null_is_a_moment_and_no_mistake() {
    assertEquals("", codes("@Coroutine void load() { await((Object) null); }"));
  }

  @Test
  void type_that_the_user_names_is_fine_with_its_subtypes() {
    awaitable = List.of("java.util.Optional", "com.acme.Owner$Plain", "java.lang.String[]");

    assertEquals("", codesFor("Optional<String>"));
    assertEquals("", codesFor("Plain"));
    assertEquals("", codesFor("Sub"));
    assertEquals("", codesFor("String[]"));
    assertEquals("NOT_AWAITABLE", codesFor("Integer[]"));
    assertEquals("NO_CONVERSION", codesFor("Final"));
  }

  @Test
  void service_on_the_class_path_teaches_its_type() {
    service(
        "class PlainConversion extends Base { }\nclass Base implements Conversion<Owner.Plain> {"
            + "public Class<Owner.Plain> type() { return Owner.Plain.class; }"
            + "public Future<?> toFuture(Owner.Plain p) { return null; } }");
    resources.put(
        "META-INF/services/io.sirocco.Conversion", "# ours\n com.acme.PlainConversion # all\n");

    assertEquals("", codesFor("Plain"));
    assertEquals("", codesFor("Sub"));
    assertEquals("NO_CONVERSION", codesFor("Final"));
  }

  @Test
  void service_with_a_type_that_cannot_be_known_silences_all() {
    service("class AnyConversion implements Conversion<Object> {"
        + "public Class<Object> type() { return load(\"x\"); }"
        + "static Class<Object> load(String name) { return Object.class; }"
        + "public Future<?> toFuture(Object o) { return null; } }");
    resources.put("META-INF/services/io.sirocco.Conversion", "com.acme.AnyConversion");

    assertEquals("", codesFor("Plain"));
    assertEquals("", codesFor("Optional<String>"));
  }

  @Test
  void type_with_an_ancestor_that_is_not_on_the_class_path_may_be_a_future() {
    source("package lost; public interface Parent { }");
    source("package lost; public class Child implements Parent { }", "lost/Parent");

    assertEquals("", codes(coroutine("lost.Child")));
  }

  // ---- compiled in memory ---------------------------------------------------------------------

  private static String coroutine(String type) {
    return "@Coroutine <T, B extends Runnable> Future<Object> load(" + type
        + " x) { return Future.of(await((Object) x)); }\n" + """
        static class Plain { }
        static class Sub extends Plain { }
        static final class Final { }
        record Point(int x) { }
        enum Color { RED }
        static abstract class MySet extends AbstractSet<String> { }
        static abstract class Stage implements CompletionStage<String> { }
        interface Listenable extends java.util.concurrent.Future<String> { }
        """;
  }

  private String codesFor(String type) {
    return codes(coroutine(type));
  }

  /** The same for a coroutine per type, all in one class. */
  private void assertCodes(String expected, String... types) {
    StringBuilder members = new StringBuilder(coroutine("Object"));
    for (int i = 0; i < types.length; i++) {
      String coroutine = coroutine(types[i]).lines().findFirst().orElseThrow();
      members.append(coroutine.replace(" load(", " load" + i + "("));
    }
    Map<String, String> codes = findings(members.toString())
        .collect(Collectors.toMap(Diagnostic::method, found -> found.code().name()));
    for (int i = 0; i < types.length; i++) {
      assertEquals(expected, codes.getOrDefault("load" + i, ""), types[i]);
    }
  }

  private String codes(String members) {
    return findings(members)
        .map(diagnostic -> diagnostic.code().name())
        .collect(Collectors.joining(" "));
  }

  private String messages(String members) {
    return findings(members)
        .map(diagnostic -> diagnostic.format(diagnostic.sourceName()))
        .collect(Collectors.joining("\n"));
  }

  private final List<String> sources = new ArrayList<>();
  private String missing = "";

  private void source(String text) {
    sources.add(text);
  }

  private void source(String text, String missingType) {
    sources.add(text);
    missing = missingType;
  }

  private void service(String text) {
    sources.add("package com.acme; import io.sirocco.*; " + text);
  }

  private Stream<Diagnostic> findings(String members) {
    List<String> all = new ArrayList<>(sources);
    all.add(JavaSource.owner(members));
    classes.putAll(JavaSource.compile(all.toArray(String[]::new)));
    classes.remove(missing);
    CheckOptions options = CheckOptions.of(List.of(), awaitable, List.of(), List.of());
    ClassSource types = source().or(ClassSource.loader(getClass().getClassLoader()));
    byte[] owner = classes.get("com/acme/Owner");
    return Stream.concat(
        new Instrumenter(types, options).instrument(owner).diagnostics().stream(),
        new UseCheck(types, options).check(owner).stream());
  }

  private ClassSource source() {
    return new ClassSource() {
      @Override
      public byte[] find(String internalName) {
        return classes.get(internalName);
      }

      @Override
      public List<byte[]> resources(String path) {
        String text = resources.get(path);
        return text == null ? List.of() : List.of(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
