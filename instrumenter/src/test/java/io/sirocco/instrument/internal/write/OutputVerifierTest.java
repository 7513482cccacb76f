package io.sirocco.instrument.internal.write;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Each defect is one that a wrong spill, restore or stack map would make. */
class OutputVerifierTest {
  private static final Object[] NONE = {};

  private final OutputVerifier verifier =
      new OutputVerifier(new ClassHierarchy(ClassSource.jdk()::find));

  @Test
  void classes_of_the_jdk_pass() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
    List<Path> files;
    try (Stream<Path> all = Files.walk(base.resolve("java/util"))) {
      files = all.filter(file -> file.toString().endsWith(".class")).limit(600).toList();
    }

    for (Path file : files) {
      verifier.verify(List.of(Files.readAllBytes(file)));
    }

    assertEquals(600, files.size());
  }

  @Test
  void message_names_the_method_and_shows_its_code() {
    MethodBuilder code = method("()V").op(Opcodes.ICONST_0).op(Opcodes.ARETURN);

    assertEquals("""
        invalid method com/acme/Owner.load, instruction 1: Expected an object reference, but \
        found I
            ICONST_0
            ARETURN
            MAXSTACK = 2
            MAXLOCALS = 3
        """, messageOf(code));
  }

  @Test
  void wrong_type_in_a_call_is_caught() {
    assertInvalid(
        method("(Ljava/lang/Object;)V")
            .variable(Opcodes.ALOAD, 0)
            .call(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I")
            .op(Opcodes.POP)
            .op(Opcodes.RETURN),
        "instruction 1: Method owner: expected Ljava/lang/String;, but found"
            + " Ljava/lang/Object;");
  }

  @Test
  void argument_of_another_class_is_caught_without_loading_either() {
    assertInvalid(
        method("(Ljava/lang/String;)V")
            .variable(Opcodes.ALOAD, 0)
            .call(Opcodes.INVOKEVIRTUAL, MethodBuilder.OWNER, "other", "()V")
            .op(Opcodes.RETURN),
        "instruction 1: Method owner: expected Lcom/acme/Owner;, but found Ljava/lang/String;");
  }

  @Test
  void local_that_was_not_restored_is_caught() {
    assertInvalid(
        method("()V").variable(Opcodes.ILOAD, 1).op(Opcodes.POP).op(Opcodes.RETURN),
        "instruction 0: Expected I, but found .");
  }

  @Test
  void operand_that_is_missing_is_caught() {
    assertInvalid(
        method("()V").op(Opcodes.POP).op(Opcodes.RETURN),
        "instruction 0: Cannot pop operand off an empty stack.");
  }

  @Test
  void code_without_a_stack_map_behind_a_jump_is_caught() {
    assertInvalid(
        method("()V").op(Opcodes.RETURN).op(Opcodes.RETURN),
        "instruction 1: no stack map behind a jump");
  }

  @Test
  void jump_to_a_place_without_a_stack_map_is_caught() {
    assertInvalid(
        method("(I)V")
            .variable(Opcodes.ILOAD, 0)
            .jump(Opcodes.IFEQ, "end")
            .mark("end")
            .op(Opcodes.RETURN),
        "instruction 1: no stack map at the target");
  }

  @Test
  void stack_map_that_claims_a_type_too_narrow_is_caught() {
    assertInvalid(
        method("(Ljava/lang/Object;)V")
            .jump(Opcodes.GOTO, "end")
            .mark("end")
            .frame(new Object[] {"java/lang/String"}, NONE)
            .op(Opcodes.RETURN),
        "instruction 0: local 0 does not fit its stack map: expected Ljava/lang/String;,"
            + " but found Ljava/lang/Object;");
  }

  @Test
  void stack_map_that_claims_an_operand_too_many_is_caught() {
    assertInvalid(
        method("()V")
            .mark("here")
            .frame(NONE, new Object[] {Opcodes.INTEGER})
            .op(Opcodes.POP)
            .op(Opcodes.RETURN),
        "stack ...  does not fit stack map ... I");
  }

  @Test
  void local_that_its_handler_expects_must_fit_after_every_store() {
    assertInvalid(
        method("(I)V")
            .mark("start")
            .op(Opcodes.ACONST_NULL)
            .variable(Opcodes.ASTORE, 0)
            .op(Opcodes.NOP)
            .mark("end")
            .op(Opcodes.RETURN)
            .mark("handler")
            .frame(new Object[] {Opcodes.INTEGER}, new Object[] {"java/lang/Throwable"})
            .op(Opcodes.POP)
            .op(Opcodes.RETURN)
            .range("start", "end", "handler", null),
        "local 0 does not fit its stack map: expected I, but found Lnull;");
  }

  @Test
  void uninitialised_object_that_is_used_is_caught() {
    assertInvalid(
        method("()Ljava/lang/Object;").type(Opcodes.NEW, "java/lang/Object").op(Opcodes.ARETURN),
        "but found uninitialized java/lang/Object");
  }

  @Test
  void uninitialised_object_in_a_stack_map_for_a_real_one_is_caught() {
    assertInvalid(
        method("()V")
            .type(Opcodes.NEW, "java/lang/Object")
            .mark("here")
            .frame(NONE, new Object[] {"java/lang/Object"})
            .op(Opcodes.POP)
            .op(Opcodes.RETURN),
        "operand 0 does not fit its stack map: expected Ljava/lang/Object;, but found"
            + " uninitialized java/lang/Object");
  }

  @Test
  void constructor_of_another_class_is_caught() {
    assertInvalid(
        method("()V")
            .type(Opcodes.NEW, "java/lang/String")
            .call(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V")
            .op(Opcodes.RETURN),
        "constructor of java/lang/Object called on uninitialized java/lang/String");
  }

  @Test
  void code_that_ends_without_a_return_is_caught() {
    assertInvalid(method("()V").op(Opcodes.NOP), "control falls off the end of the code");
  }

  @Test
  void variable_with_a_name_that_no_class_file_may_have_is_caught() {
    MethodBuilder code = method("(I)V").mark("start").op(Opcodes.NOP).op(Opcodes.RETURN);
    code.mark("end").node().localVariables =
        List.of(new LocalVariableNode("a/b", "I", null, code.label("start"), code.label("end"), 0));

    String message = messageOf(code);

    assertTrue(message.startsWith("invalid method com/acme/Owner.load: Invalid name"), message);
  }

  @Test
  void class_that_is_written_with_another_one_is_known_there() {
    Map<String, byte[]> classes = JavaSource.compile("package a; class Made { }");
    Map<String, byte[]> owners = JavaSource.compile(
        "package a; class Owner { Thread run() { return new Made(); } } class Made extends Thread { }");

    IllegalStateException error = assertThrows(
        IllegalStateException.class,
        () -> verifier.verify(List.of(owners.get("a/Owner"), classes.get("a/Made"))));

    assertTrue(error.getMessage().startsWith("invalid method a/Owner.run, "), error.getMessage());
  }

  /** Whatever load, copy or stack map of woven code is taken away. */
  @Test
  void planted_defect_in_woven_code_is_caught() {
    byte[] woven = new Instrumenter(ClassSource.jdk())
        .instrument(JavaSource.compileOne(JavaSource.owner("""
            @Coroutine Future<Long> load(Future<Long> f, long base) {
              long sum = base;
              for (int i = 0; i < 3; i++) { sum += await(f); }
              return Future.of(sum);
            }
            """)))
        .classFile();
    ClassNode owner = JavaSource.parse(woven);
    int planted = 0;
    for (MethodNode method : owner.methods) {
      for (AbstractInsnNode insn : method.instructions.toArray()) {
        if (isNeeded(insn)) {
          AbstractInsnNode next = insn.getNext();
          method.instructions.remove(insn);
          assertThrows(IllegalStateException.class, () -> verifier.verify(List.of(bytes(owner))));
          method.instructions.insertBefore(next, insn);
          planted++;
        }
      }
    }
    verifier.verify(List.of(bytes(owner)));

    assertTrue(planted > 30, planted + " defects");
  }

  private static boolean isNeeded(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return insn instanceof FrameNode
        || opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
        || opcode == Opcodes.DUP;
  }

  private void assertInvalid(MethodBuilder code, String message) {
    String found = messageOf(code).lines().findFirst().orElseThrow();
    assertTrue(found.startsWith("invalid method com/acme/Owner.load, instruction "), found);
    assertTrue(found.endsWith(message), found);
  }

  private String messageOf(MethodBuilder code) {
    MethodNode method = code.node();
    method.maxStack = 2;
    method.maxLocals = 3;
    ClassNode owner = new ClassNode();
    owner.version = Opcodes.V17;
    owner.access = Opcodes.ACC_SUPER;
    owner.name = MethodBuilder.OWNER;
    owner.superName = "java/lang/Object";
    owner.methods.add(method);
    return assertThrows(IllegalStateException.class, () -> verifier.verify(List.of(bytes(owner))))
        .getMessage();
  }

  private static byte[] bytes(ClassNode owner) {
    ClassWriter writer = new ClassWriter(0);
    owner.accept(writer);
    return writer.toByteArray();
  }
}
