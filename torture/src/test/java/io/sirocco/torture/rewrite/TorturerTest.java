package io.sirocco.torture.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.torture.sample.Words;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Where awaits are put, and where not. */
class TorturerTest {
  private final List<Torturer.Summary> summaries = new ArrayList<>();

  @Test
  void same_seed_gives_the_same_bytes() throws IOException {
    assertArrayEquals(torture(words(), 7, ""), torture(words(), 7, ""));
  }

  @Test
  void constructors_are_left_alone() throws IOException {
    ClassNode words = node(torture(words(), 1, ""));

    assertEquals(0, awaits(method(words, "<init>")).size());
    assertEquals(1, summaries.get(0).skipped().get("constructor or static initialiser"));
  }

  @Test
  void monitors_are_not_held_at_awaits() throws IOException {
    MethodNode seen = method(node(torture(words(), 1, "")), "seen$co");

    List<AbstractInsnNode> awaits = awaits(seen);
    int enter = first(seen, Opcodes.MONITORENTER);
    int exit = first(seen, Opcodes.MONITOREXIT);
    assertFalse(awaits.isEmpty());
    assertTrue(awaits.stream()
        .mapToInt(seen.instructions::indexOf)
        .noneMatch(await -> enter < await && await < exit));
  }

  @Test
  void no_await_is_put_behind_a_new() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      MethodNode repeated = method(node(torture(words(), seed, "")), "repeated$co");
      for (AbstractInsnNode instruction : repeated.instructions) {
        if (instruction.getOpcode() == Opcodes.NEW) {
          assertEquals(Opcodes.DUP, Code.next(instruction.getNext()).getOpcode());
        }
      }
    }
  }

  @Test
  void awaits_are_put_at_places_of_every_kind() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      torture(words(), seed, "");
    }

    for (PointKind kind : PointKind.values()) {
      assertTrue(summaries.stream().anyMatch(s -> s.kinds().containsKey(kind)), kind::toString);
    }
  }

  @Test
  void one_chosen_method_has_the_same_awaits_as_among_all() throws IOException {
    ClassNode all = node(torture(words(), 3, ""));
    ClassNode one = node(torture(words(), 3, "seen"));

    assertEquals(numbers(method(all, "seen$co")), numbers(method(one, "seen$co")));
    assertTrue(one.methods.stream().noneMatch(m -> m.name.equals("length$co")));
  }

  @Test
  void class_without_methods_stays_the_same_array() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
    byte[] empty = writer.toByteArray();

    assertSame(empty, torture(empty, 1, ""));
  }

  @Test
  void class_files_without_stack_maps_become_those_of_java_8() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
    var method = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);

    assertEquals(Opcodes.V1_8, node(torture(writer.toByteArray(), 1, "")).version);
  }

  private byte[] torture(byte[] classFile, long seed, String chosen) {
    Plan plan = new Plan(seed, 1000, id -> id.contains(chosen));
    Torturer torturer = new Torturer(plan, TorturerTest.class.getClassLoader());
    byte[] tortured = torturer.torture(classFile);
    summaries.add(torturer.summary());
    return tortured;
  }

  private static byte[] words() throws IOException {
    try (InputStream in = Words.class.getResourceAsStream("Words.class")) {
      return in.readAllBytes();
    }
  }

  private static ClassNode node(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    return node;
  }

  private static MethodNode method(ClassNode owner, String name) {
    return owner.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
  }

  private static int first(MethodNode method, int opcode) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == opcode) {
        return method.instructions.indexOf(instruction);
      }
    }
    throw new AssertionError("no instruction " + opcode);
  }

  private static List<AbstractInsnNode> awaits(MethodNode method) {
    List<AbstractInsnNode> awaits = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call && call.name.equals("await")) {
        awaits.add(instruction);
      }
    }
    return awaits;
  }

  /** The numbers of its awaits. */
  private static List<Integer> numbers(MethodNode method) {
    return awaits(method).stream()
        .map(await -> Code.previous(await).getPrevious())
        .map(push -> push instanceof IntInsnNode number ? number.operand : -1)
        .toList();
  }
}
