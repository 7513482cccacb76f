package io.sirocco.instrument;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Future;
import io.sirocco.instrument.fixture.Later;
import io.sirocco.instrument.fixture.Later.Schedule;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.fixture.WovenClasses;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Valid bytecode that javac does not write, but other compilers, optimisers and shrinkers might. */
class OddBytecodeTest {
  private static final String FUTURE = "io/sirocco/Future";
  private static final String LATER = "io/sirocco/instrument/fixture/Later";
  private static final String OBJECT = "java/lang/Object";
  private static final String BUILDER = "java/lang/StringBuilder";

  @Test
  void retry_in_a_handler_that_protects_itself() throws Exception {
    MethodBuilder code = coroutine();
    failing(code.mark("try"), "a").await().op(Opcodes.POP);
    value(code, "not reached").mark("handler").variable(Opcodes.ASTORE, 0);
    code.increment(1)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.ICONST_3)
        .jump(Opcodes.IF_ICMPGE, "end");
    failing(code, "b").await().op(Opcodes.POP).mark("end").variable(Opcodes.ALOAD, 0);
    step(code, "done").range("try", "end", "handler", null);

    assertRuns("done = null", code);
  }

  @Test
  void operands_that_wait_at_the_header_of_a_loop() throws Exception {
    MethodBuilder code = coroutine();
    code.op(Opcodes.LCONST_1).add(new LdcInsnNode("kept")).mark("header");
    value(code, "x").await().op(Opcodes.POP).increment(1);
    code.variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_3).jump(Opcodes.IF_ICMPLT, "header");
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.op(Opcodes.POP).op(Opcodes.L2I).op(Opcodes.POP);
    step(code, "done");

    assertRuns("kept done = null", code);
  }

  @Test
  void local_with_another_type_at_the_header_than_at_the_await() throws Exception {
    MethodBuilder code = coroutine();
    code.add(new LdcInsnNode("before")).variable(Opcodes.ASTORE, 2).mark("header");
    code.variable(Opcodes.ALOAD, 2)
        .call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;")
        .op(Opcodes.POP)
        .op(Opcodes.ICONST_5)
        .variable(Opcodes.ISTORE, 2);
    value(code, "x").await().op(Opcodes.POP).variable(Opcodes.ILOAD, 2).op(Opcodes.POP);
    code.add(new LdcInsnNode("again")).variable(Opcodes.ASTORE, 2).increment(1);
    code.variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_3).jump(Opcodes.IF_ICMPLT, "header");
    step(code, "done");

    assertRuns("before again again done = null", code);
  }

  @Test
  void cycle_with_two_entries() throws Exception {
    MethodBuilder code = coroutine();
    code.variable(Opcodes.ILOAD, 1).jump(Opcodes.IFEQ, "right").mark("left");
    value(code, "l").await().op(Opcodes.POP).mark("right");
    value(code, "r").await().op(Opcodes.POP).increment(1);
    code.variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_3).jump(Opcodes.IF_ICMPLT, "left");
    step(code, "done");

    assertRuns("done = null", code);
  }

  @Test
  void uninitialised_object_in_a_local_and_deep_below_other_operands() throws Exception {
    MethodBuilder code = coroutine();
    code.type(Opcodes.NEW, BUILDER)
        .op(Opcodes.DUP)
        .variable(Opcodes.ASTORE, 2) // uninitialised
        .add(new LdcInsnNode("between"))
        .op(Opcodes.SWAP)
        .op(Opcodes.LCONST_1)
        .op(Opcodes.DUP2_X1)
        .op(Opcodes.POP2) // "between", 1L, uninitialised
        .op(Opcodes.DUP);
    value(code, "x").await().type(Opcodes.CHECKCAST, "java/lang/String");
    code.call(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V");
    code.variable(Opcodes.ALOAD, 2).jump(Opcodes.IF_ACMPNE, "different");
    code.op(Opcodes.POP2);
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.variable(Opcodes.ALOAD, 2);
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.op(Opcodes.POP2).op(Opcodes.ACONST_NULL).op(Opcodes.ARETURN).mark("different");
    step(code, "different");

    assertRuns(
        "between x throws java.lang.NullPointerException: a coroutine returned null instead of a"
            + " future: write return Future.of(null)",
        code);
  }

  @Test
  void object_that_is_allocated_anew_in_each_iteration_and_dropped_in_one() throws Exception {
    MethodBuilder code = coroutine();
    code.op(Opcodes.NOP).mark("header").type(Opcodes.NEW, BUILDER).op(Opcodes.DUP);
    value(code, "x").await().type(Opcodes.CHECKCAST, "java/lang/String").increment(1);
    code.variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_2).jump(Opcodes.IF_ICMPEQ, "drop");
    code.call(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V");
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.op(Opcodes.POP).jump(Opcodes.GOTO, "next").mark("drop").op(Opcodes.POP).op(Opcodes.POP2);
    code.mark("next").variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_3);
    step(code.jump(Opcodes.IF_ICMPLT, "header"), "done");

    assertRuns("x x done = null", code);
  }

  @Test
  void receiver_that_is_overwritten_before_and_between_awaits() throws Exception {
    MethodBuilder code = method("()L" + FUTURE + ";"); // made an instance method below
    value(code, "a").await().variable(Opcodes.ASTORE, 0);
    value(code, "b").await().op(Opcodes.POP).variable(Opcodes.ALOAD, 0);
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.op(Opcodes.POP).op(Opcodes.DCONST_1).variable(Opcodes.DSTORE, 0);
    value(code, "c").await().op(Opcodes.POP).variable(Opcodes.DLOAD, 0);
    code.op(Opcodes.D2I).op(Opcodes.POP);
    step(code, "done").node().access = 0;

    assertRuns("a done = null", code);
  }

  @Test
  void await_that_is_itself_the_target_of_jumps() throws Exception {
    MethodBuilder code = coroutine();
    value(code.mark("again"), "x").variable(Opcodes.ILOAD, 1).jump(Opcodes.IFEQ, "await");
    value(code.op(Opcodes.POP), "y").mark("await").await();
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.op(Opcodes.POP).increment(1).variable(Opcodes.ILOAD, 1).op(Opcodes.ICONST_2);
    step(code.jump(Opcodes.IF_ICMPLT, "again"), "done");

    assertRuns("x y done = null", code);
  }

  @Test
  void awaits_without_anything_between_them() throws Exception {
    MethodBuilder code = coroutine();
    value(code, "x").op(Opcodes.DUP).op(Opcodes.DUP).await().op(Opcodes.POP).await();
    code.op(Opcodes.POP).await();
    code.call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;");
    step(code.op(Opcodes.POP), "done");

    assertRuns("x done = null", code);
  }

  @Test
  void receiver_that_a_stack_map_does_not_know() throws Exception {
    MethodBuilder code = method("()L" + FUTURE + ";").jump(Opcodes.GOTO, "here").mark("here");
    code.frame(new Object[0], new Object[0]);
    value(code, "x").await().op(Opcodes.POP);
    step(code, "done").node().access = 0;

    assertRunsAsWritten("done = null", code, 1, 1);
  }

  @Test
  void dead_code_with_more_locals_and_operands_than_the_code_that_runs() throws Exception {
    MethodBuilder code = coroutine();
    value(code, "x").await().op(Opcodes.POP);
    step(code, "done");
    code.mark("dead")
        .frame(
            new Object[] {FUTURE, Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, Opcodes.DOUBLE},
            new Object[] {Opcodes.LONG, Opcodes.LONG, Opcodes.LONG});
    value(code, "dead").await().op(Opcodes.POP);
    code.op(Opcodes.POP2)
        .op(Opcodes.POP2)
        .op(Opcodes.POP2)
        .jump(Opcodes.GOTO, "dead2")
        .mark("dead2");
    code.frame(new Object[0], new Object[0]).op(Opcodes.ACONST_NULL).op(Opcodes.ARETURN);

    assertRunsAsWritten("done = null", code, 7, 6);
  }

  @Test
  void dead_code_in_another_method_keeps_its_size() throws Exception {
    MethodBuilder other = method("()V").op(Opcodes.RETURN).mark("dead");
    other.frame(new Object[] {Opcodes.TOP, Opcodes.LONG}, new Object[] {Opcodes.LONG});
    other.op(Opcodes.POP2).op(Opcodes.RETURN);
    MethodNode size = other.node();
    size.name = "other";
    size.maxStack = 2;
    size.maxLocals = 3;
    MethodBuilder code = coroutine();
    value(code, "x").await().op(Opcodes.POP);
    step(code, "done");
    ClassNode owner = code.inClass();
    owner.methods.add(size);

    assertRuns("done = null", owner);
  }

  @Test
  void variables_that_overlap_and_differ_only_before_the_await() throws Exception {
    MethodBuilder code = coroutine().mark("first").op(Opcodes.NOP).mark("second");
    value(code, "x")
        .await()
        .op(Opcodes.POP)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .mark("end");
    step(code, "done");
    LabelNode end = code.label("end");
    code.node().localVariables = List.of(
        new LocalVariableNode("n", "I", null, code.label("first"), end, 1),
        new LocalVariableNode("n", "I", null, code.label("second"), end, 1));

    assertRuns("done = null", code);
  }

  @Test
  void signatures_that_say_nothing_and_flags_that_mean_nothing() throws Exception {
    MethodBuilder code = coroutine().mark("start");
    value(code, "x").await().op(Opcodes.POP).mark("end");
    step(code, "done").node().localVariables = List.of(new LocalVariableNode(
        "f", "L" + FUTURE + ";", "none", code.label("start"), code.label("end"), 0));
    ClassNode owner = code.inClass();
    owner.signature = "none";
    owner.access |= Opcodes.ACC_STATIC;
    owner.methods.get(0).signature = "";
    owner.methods.get(0).access |= 0x4000;
    owner.fields.add(new FieldNode(Opcodes.ACC_ABSTRACT, "field", "I", "none", null));

    assertRuns("done = null", owner);
  }

  // ---- how --------------------------------------------------------------------------------------

  /** {@code Future load(Future, int)}; local 0 is of no use, local 1 is a number that begins as 0. */
  private static MethodBuilder coroutine() {
    return method("(L" + FUTURE + ";I)L" + FUTURE + ";");
  }

  private static MethodBuilder value(MethodBuilder code, String value) {
    return code.add(new LdcInsnNode(value))
        .call(Opcodes.INVOKESTATIC, LATER, "later", "(Ljava/lang/Object;)L" + FUTURE + ";");
  }

  private static MethodBuilder failing(MethodBuilder code, String message) {
    return code.add(new LdcInsnNode(message))
        .call(Opcodes.INVOKESTATIC, LATER, "failing", "(Ljava/lang/String;)L" + FUTURE + ";");
  }

  /** {@code step(name); return Future.of(null); }. */
  private static MethodBuilder step(MethodBuilder code, String name) {
    return code.add(new LdcInsnNode(name))
        .call(Opcodes.INVOKESTATIC, LATER, "step", "(Ljava/lang/Object;)Ljava/lang/Object;")
        .op(Opcodes.POP)
        .op(Opcodes.ACONST_NULL)
        .call(Opcodes.INVOKESTATIC, FUTURE, "of", "(Ljava/lang/Object;)L" + FUTURE + ";")
        .op(Opcodes.ARETURN);
  }

  private static void assertRuns(String expected, MethodBuilder code) throws Exception {
    assertRuns(expected, code.inClass());
  }

  /** For code that has its own stack maps. */
  private static void assertRunsAsWritten(
      String expected, MethodBuilder code, int maxStack, int maxLocals) throws Exception {
    MethodNode method = code.node();
    method.maxStack = maxStack;
    method.maxLocals = maxLocals;
    ClassNode owner = new ClassNode();
    owner.visit(Opcodes.V17, Opcodes.ACC_SUPER, MethodBuilder.OWNER, null, OBJECT, null);
    owner.methods.add(method);
    assertRuns(expected, owner);
  }

  private static void assertRuns(String expected, ClassNode owner) throws Exception {
    owner.access |= Opcodes.ACC_PUBLIC;
    MethodNode load = owner.methods.get(0);
    load.access |= Opcodes.ACC_PUBLIC;
    load.visibleAnnotations = List.of(new AnnotationNode("Lio/sirocco/Coroutine;"));
    owner.methods.add(constructor());
    ClassWriter writer = new ClassWriter(0);
    owner.accept(writer);
    WovenClasses woven = WovenClasses.weave(Map.of(owner.name, writer.toByteArray()));
    woven.loadAll();
    Class<?> type = woven.loadClass("com.acme.Owner");
    Supplier<Future<?>> program = () -> start(type);
    for (Schedule schedule : Schedule.values()) {
      assertEquals(expected, Later.run(schedule, program), schedule.toString());
    }
  }

  private static MethodNode constructor() {
    MethodNode constructor = new MethodNode(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(1, 1);
    return constructor;
  }

  private static Future<?> start(Class<?> owner) {
    try {
      Method load = Stream.of(owner.getMethods())
          .filter(m -> m.getName().equals("load"))
          .findFirst()
          .orElseThrow();
      boolean isStatic = Modifier.isStatic(load.getModifiers());
      return isStatic
          ? (Future<?>) load.invoke(null, null, 0)
          : (Future<?>) load.invoke(owner.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
