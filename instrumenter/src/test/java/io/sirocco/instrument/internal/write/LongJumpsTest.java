package io.sirocco.instrument.internal.write;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

class LongJumpsTest {
  private static final Object[] NONE = {};

  @Test
  void near_jumps_stay_as_they_are() {
    MethodNode load = loop(30_000).node();
    AbstractInsnNode[] before = load.instructions.toArray();

    LongJumps.widen(MethodBuilder.OWNER, load);

    assertArrayEquals(before, load.instructions.toArray());
  }

  /** Around the distance of 32768 every single one counts. */
  @ParameterizedTest
  @ValueSource(ints = {32_740, 32_750, 32_755, 32_760, 32_765, 32_770, 40_000})
  void far_jumps_in_both_directions_run(int distance) throws Exception {
    assertEquals(3, run(loop(distance)));
  }

  /** Counts to 3 by jumps over so many bytes forwards (a test) and backwards (a test and a goto). */
  private static MethodBuilder loop(int distance) {
    Object[] locals = {Opcodes.INTEGER};
    MethodBuilder code = method("(I)I").mark("top").frame(locals, NONE).variable(Opcodes.ILOAD, 0);
    code.jump(Opcodes.IFLT, "end").variable(Opcodes.ILOAD, 0).op(Opcodes.ICONST_3);
    code.jump(Opcodes.IF_ICMPGE, "end");
    for (int i = 0; i < distance; i++) {
      code.op(Opcodes.NOP);
    }
    code.increment(0).variable(Opcodes.ILOAD, 0).op(Opcodes.ICONST_2);
    code.jump(Opcodes.IF_ICMPLT, "top").jump(Opcodes.GOTO, "top").mark("end").frame(locals, NONE);
    return code.variable(Opcodes.ILOAD, 0).op(Opcodes.IRETURN);
  }

  @Test
  void what_is_on_the_stack_and_in_locals_stays_there() throws Exception {
    MethodBuilder code = method("(I)I")
        .op(Opcodes.LCONST_1)
        .variable(Opcodes.LSTORE, 1)
        .op(Opcodes.DCONST_0)
        .mark("site");
    Object site = code.node().instructions.getLast();
    code.type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.DUP)
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFNE, "far")
        .call(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V")
        .op(Opcodes.POP)
        .op(Opcodes.D2I)
        .variable(Opcodes.LLOAD, 1)
        .op(Opcodes.L2I)
        .op(Opcodes.IADD);
    for (int i = 0; i < 33_000; i++) {
      code.op(Opcodes.NOP);
    }
    code.op(Opcodes.IRETURN);
    Object[] locals = {Opcodes.INTEGER, Opcodes.LONG};
    code.mark("far")
        .frame(locals, new Object[] {Opcodes.DOUBLE, site, site})
        .op(Opcodes.POP2)
        .op(Opcodes.D2I)
        .op(Opcodes.IRETURN);

    assertEquals(1, run(code));
  }

  private static int run(MethodBuilder code) throws Exception {
    ClassNode owner = new ClassNode();
    owner.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        MethodBuilder.OWNER,
        null,
        "java/lang/Object",
        null);
    owner.methods.add(code.node());
    code.node().access |= Opcodes.ACC_PUBLIC;
    byte[] classFile = ClassFileWriter.writeNew(owner);
    new OutputVerifier(new ClassHierarchy(ClassSource.jdk()::find)).verify(List.of(classFile));
    Class<?> type = new Loader().define(classFile);
    Method load = Stream.of(type.getMethods())
        .filter(method -> method.getName().equals("load"))
        .findFirst()
        .orElseThrow();
    return (int) load.invoke(null, 0);
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] classFile) {
      return defineClass(null, classFile, 0, classFile.length);
    }
  }
}
