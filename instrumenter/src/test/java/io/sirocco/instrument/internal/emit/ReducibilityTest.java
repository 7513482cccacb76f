package io.sirocco.instrument.internal.emit;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.fixture.Reducibility;
import io.sirocco.instrument.fixture.WovenClasses;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A resumption enters each loop at its header, and nowhere else. */
class ReducibilityTest {

  // ---- the check itself -------------------------------------------------------------------------

  @Test
  void nested_loops_are_reducible() {
    MethodBuilder code = method("(I)V")
        .op(Opcodes.NOP)
        .mark("outer")
        .op(Opcodes.NOP)
        .mark("inner")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "inner")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "outer")
        .op(Opcodes.RETURN);

    assertTrue(Reducibility.isReducible(code.node()));
  }

  @Test
  void jump_into_a_loop_is_not_reducible() {
    MethodBuilder code = method("(I)V")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "inside")
        .mark("header")
        .op(Opcodes.NOP)
        .mark("inside")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "header")
        .op(Opcodes.RETURN);

    assertFalse(Reducibility.isReducible(code.node()));
  }

  @Test
  void handler_that_is_entered_from_two_places_and_retries_is_not_reducible() {
    MethodBuilder code = method("(I)V")
        .mark("before")
        .op(Opcodes.NOP)
        .mark("try")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .jump(Opcodes.GOTO, "try")
        .range("before", "end", "handler", null);

    assertFalse(Reducibility.isReducible(code.node()));
  }

  // ---- woven code -------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (int i = 0; i < n; i++) { await(f); }",
        "while (await(f) > 0) { n--; }",
        "do { n--; } while (await(f) > n);",
        "for (;;) { if (await(f) > n) { break; } }",
        "for (int x : new int[n]) { n += x + await(f); }",
        "int k = n + (n > 1 ? await(f) : 0); while (k-- > 0) { k += k > 3 ? await(f) : await(f); }",
        "for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { await(f); } await(f); }",
        "for (int i = 0; i < n; i++) { await(f); for (int j = 0; j < i; j++) { n--; } }",
        "for (int i = 0; i < n; i++) { while (n > 0) { do { await(f); } while (n-- > 3); } }",
        "outer: for (int i = 0; i < n; i++) { for (;;) { if (await(f) > i) { continue outer; }"
            + " if (await(f) < i) { break outer; } } }",
        "for (int i = 0; i < n; i++) { try { await(f); } catch (RuntimeException e) { n--; } }",
        "for (;;) { try { n = await(f); break; } catch (RuntimeException e) { await(f); } }",
        "for (;;) { try { n = await(f); break; } catch (Exception e) { continue; }"
            + " finally { await(f); } }",
        "try { for (;;) { if (await(f) > n) { break; } } } finally { while (n-- > 0) { await(f); } }",
        "try { await(f); } catch (Exception e) { for (;;) { if (await(f) > 0) { break; } } }",
        "while (n > 0) { try { try { await(f); } finally { n--; } } catch (Error e) { await(f); } }",
        "for (int i = 0; i < n; i++) { switch (i) { case 1: await(f); continue; case 2: await(f);"
            + " default: n += await(f); } }",
        "for (int i = 0; i < n; i++) { synchronized (f) { n--; } await(f); }",
        "for (String s : new String[n]) { use(new StringBuilder(await(f)).append(await(f))); }",
        "for (int i = 0; i < n; i++) { use(i, await(f), new int[] {await(f)}); }",
      })
  void woven_loops_are_reducible(String body) {
    String source = JavaSource.owner("static void use(Object... o) { }\n"
        + "@Coroutine Future<Integer> load(Future<Integer> f, int n) {\n" + body + " return f; }");
    Map<String, byte[]> compiled = JavaSource.compile(source);
    MethodNode original = coroutine(compiled.get("com/acme/Owner"), "load");

    assertTrue(Reducibility.isReducible(original));
    for (WovenClasses woven :
        List.of(WovenClasses.weave(compiled), WovenClasses.weaveSmall(compiled))) {
      byte[] owner = woven.classFiles().get("com/acme/Owner");
      assertTrue(Reducibility.isReducible(coroutine(owner, "load")), "straight copy");
      assertTrue(
          Reducibility.isReducible(coroutine(owner, "lambda$load$sirocco$0")), "resume method");
    }
  }

  private static MethodNode coroutine(byte[] classFile, String name) {
    ClassNode owner = JavaSource.parse(classFile);
    return owner.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
  }

  @Test
  void handler_that_is_the_header_of_its_own_loop_stays_reducible() {
    assertResumesReducibly(method("(Lio/sirocco/Future;)V")
        .mark("try")
        .awaitLocal(0)
        .op(Opcodes.RETURN)
        .mark("handler")
        .variable(Opcodes.ASTORE, 1)
        .awaitLocal(0)
        .mark("end")
        .variable(Opcodes.ALOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("try", "end", "handler", null));
  }

  @Test
  void loop_with_operands_at_its_header_stays_reducible() {
    assertResumesReducibly(method("(Lio/sirocco/Future;I)V")
        .op(Opcodes.LCONST_1)
        .variable(Opcodes.ALOAD, 0)
        .mark("header")
        .op(Opcodes.POP)
        .variable(Opcodes.ALOAD, 0)
        .await()
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFEQ, "header")
        .op(Opcodes.POP)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN));
  }

  @Test
  void loops_that_share_a_header_stay_reducible() {
    assertResumesReducibly(method("(Lio/sirocco/Future;I)V")
        .op(Opcodes.NOP)
        .mark("header")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFEQ, "header")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFNE, "header")
        .op(Opcodes.RETURN));
  }

  @Test
  void method_that_is_a_loop_from_its_first_instruction_stays_reducible() {
    assertResumesReducibly(method("(Lio/sirocco/Future;I)V")
        .mark("header")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFEQ, "header")
        .op(Opcodes.RETURN));
  }

  private static void assertResumesReducibly(MethodBuilder code) {
    Coroutine coroutine = Coroutine.of(code);
    assertTrue(Reducibility.isReducible(coroutine.method()), "original");

    CoroutinePlan plan = CoroutinePlan.of(coroutine.analysis(), 0);

    assertTrue(Reducibility.isReducible(ResumeMethodEmitter.emit(plan)), "resume method");
    assertTrue(Reducibility.isReducible(ResumeMethodEmitter.emit(plan.smaller())), "smaller");
  }
}
