package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.fail;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * All generated code for one method per feature, as text that a person reads and keeps.
 *
 * <p>If one differs the new text is written below {@code target/snapshots}. Compare; if it is right,
 * copy it to {@code src/test/snapshots}.
 */
class SnapshotTest {
  private static final Path EXPECTED = Path.of("src", "test", "snapshots");
  private static final Path ACTUAL = Path.of("target", "snapshots");

  @Test
  void value_below_the_awaited_future() throws IOException {
    assertSnapshot("operands", """
        @Coroutine Future<Long> load(Future<Long> f, long base) {
          return Future.of(base + await(f));
        }
        """);
  }

  @Test
  void loop_with_a_sum() throws IOException {
    assertSnapshot("loop", """
        @Coroutine static Future<Integer> load(Future<Integer> f, int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) {
            sum += await(f);
          }
          return Future.of(sum);
        }
        """);
  }

  @Test
  void nested_loops_with_a_labelled_continue() throws IOException {
    assertSnapshot("nested-loops", """
        @Coroutine static Future<Integer> load(Future<Integer> f) {
          outer:
          while (await(f) > 0) {
            do {
              if (await(f) > 1) {
                continue outer;
              }
            } while (await(f) > 2);
          }
          return f;
        }
        """);
  }

  @Test
  void try_catch_and_finally() throws IOException {
    assertSnapshot("try-finally", """
        @Coroutine Future<String> load(Future<String> f, StringBuilder log) {
          try {
            return Future.of(await(f));
          } catch (RuntimeException e) {
            log.append(e);
            return f;
          } finally {
            log.append(await(f));
          }
        }
        """);
  }

  @Test
  void constructor_call_around_an_await() throws IOException {
    assertSnapshot("construction", """
        @Coroutine static Future<String> load(Future<String> f) {
          return Future.of(new String(await(f)));
        }
        """);
  }

  @Test
  void lazy_coroutine() throws IOException {
    assertSnapshot("lazy", """
        @Coroutine Awaitable<String> load(Awaitable<String> a, int times) {
          return Future.of(await(a).repeat(times));
        }
        """);
  }

  @Test
  void detached_coroutine_that_awaits_a_completable_future() throws IOException {
    assertSnapshot("detached", """
        @Coroutine void load(CompletableFuture<String> f, StringBuilder log) {
          log.append(await(f));
        }
        """);
  }

  @Test
  void reference_that_is_dead_at_the_second_await() throws IOException {
    assertSnapshot("dead-reference", """
        @Coroutine static CompletableFuture<String> load(Future<String> f, String first, int kept) {
          await(f);
          first.trim();
          await(f);
          return CompletableFuture.completedFuture("" + kept);
        }
        """);
  }

  @Test
  void coroutine_that_sets_a_context_variable() throws IOException {
    assertSnapshot("own-context", """
        @Coroutine Future<String> load(ContextLocal<String> user, long id) {
          user.set("" + id);
          return Future.of(user.get());
        }
        """);
  }

  @Test
  void receiver_and_locals_that_are_needed_later() throws IOException {
    assertSnapshot("receiver", """
        @Coroutine Future<String> load(Future<Long> f, int n, String s) {
          long sum = n + await(f);
          return Future.of(s + n + sum + await(f) + hashCode());
        }
        """);
  }

  @Test
  void generator() throws IOException {
    assertSnapshot("generator", """
        @Coroutine static AsyncIterator<Integer> load(Future<Integer> f, int n) {
          for (int i = 0; i < n; i++) {
            Coroutines.emit(i + await(f));
          }
          return AsyncIterator.empty();
        }
        """);
  }

  @Test
  void small_code() throws IOException {
    String method = """
        @Coroutine Future<Integer> load(Future<Integer> f, long a, String s) {
          int n = await(f);
          while (n < await(f)) {
            n += await(f);
            s += n;
            await(f);
          }
          return Future.of(n + s.length() + (int) a + await(f) + hashCode());
        }
        """;
    WovenClasses woven = WovenClasses.weaveSmall(JavaSource.compile(JavaSource.owner(method)));

    assertText("small", text(method, woven));
  }

  private static void assertSnapshot(String name, String method) throws IOException {
    assertText(name, text(method, WovenClasses.owner(method)));
  }

  private static void assertText(String name, String actual) throws IOException {
    Path expected = EXPECTED.resolve(name + ".txt");
    if (Files.exists(expected) && Files.readString(expected).equals(actual)) {
      return;
    }
    Path written = ACTUAL.resolve(name + ".txt");
    Files.createDirectories(ACTUAL);
    Files.writeString(written, actual);
    fail("generated code has changed: compare " + expected + " with " + written);
  }

  private static String text(String method, WovenClasses woven) {
    StringBuilder text = new StringBuilder(method);
    woven.classFiles().forEach((name, classFile) -> append(text, JavaSource.parse(classFile)));
    return text.toString();
  }

  private static void append(StringBuilder text, ClassNode type) {
    boolean isFrame = type.name.contains("$sirocco$");
    text.append("\n==== ").append(type.name);
    text.append(isFrame ? " extends " + type.superName + "\n" : "\n");
    for (FieldNode field : type.fields) {
      text.append("  ").append(field.desc).append(' ').append(field.name).append('\n');
    }
    for (MethodNode method : type.methods) {
      if (isFrame || !method.name.equals("<init>")) {
        text.append("\n---- ").append(method.name).append(method.desc).append('\n');
        text.append(code(method));
      }
    }
  }

  private static String code(MethodNode method) {
    Textifier textifier = new Textifier(); // numbers the labels of this method from 0
    MethodNode bare = new MethodNode(method.access, method.name, method.desc, null, null);
    bare.instructions = method.instructions;
    bare.tryCatchBlocks = method.tryCatchBlocks;
    bare.localVariables = method.localVariables;
    bare.maxStack = method.maxStack;
    bare.maxLocals = method.maxLocals;
    bare.accept(new TraceMethodVisitor(textifier));
    StringWriter text = new StringWriter();
    textifier.print(new PrintWriter(text, true));
    return text.toString();
  }
}
