package io.sirocco.instrument.internal.plan;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** Which instructions stay one though the body is copied. */
class SharedCallSitesTest {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

  private static MethodBuilder site(MethodBuilder code, String factory, String descriptor) {
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, factory, "link", "()V", false);
    return code.add(new InvokeDynamicInsnNode("get", descriptor, bootstrap)).op(Opcodes.POP);
  }

  private static Collection<String> names(MethodBuilder code) {
    return CoroutinePlan.of(Coroutine.of(code.op(Opcodes.RETURN)).analysis(), 7)
        .callSites()
        .values();
  }

  @Test
  void lambda_that_captures_nothing_stays_one() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").awaitLocal(0);
    site(code, LAMBDAS, "()Ljava/util/function/Supplier;");
    site(code, LAMBDAS, "()Ljava/util/function/Supplier;");

    String coroutine = code.node().name;
    assertEquals(
        List.of(
            "lambda$" + coroutine + "$sirocco$site$7$0",
            "lambda$" + coroutine + "$sirocco$site$7$1"),
        List.copyOf(names(code)));
  }

  @Test
  void lambda_that_captures_something_is_a_new_object_each_time_and_may_be_copied() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").awaitLocal(0).variable(Opcodes.ALOAD, 0);
    site(code, LAMBDAS, "(Lio/sirocco/Future;)Ljava/util/function/Supplier;");

    assertEquals(List.of(), List.copyOf(names(code)));
  }

  @Test
  void text_is_put_together_anywhere() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").awaitLocal(0).variable(Opcodes.ALOAD, 0);
    site(code, "java/lang/invoke/StringConcatFactory", "(Lio/sirocco/Future;)Ljava/lang/String;");

    assertEquals(List.of(), List.copyOf(names(code)));
  }

  @Test
  void what_a_bootstrap_method_of_somebody_else_links_may_have_a_state_and_stays_one() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").awaitLocal(0).variable(Opcodes.ALOAD, 0);
    site(code, "com/acme/Bootstrap", "(Lio/sirocco/Future;)Ljava/lang/Object;");

    assertEquals(1, names(code).size());
  }

  @Test
  void what_runs_before_the_first_await_only_is_not_copied() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V");
    site(code, LAMBDAS, "()Ljava/util/function/Supplier;").awaitLocal(0);

    assertEquals(List.of(), List.copyOf(names(code)));
  }
}
