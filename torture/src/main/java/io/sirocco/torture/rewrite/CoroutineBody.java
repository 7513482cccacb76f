package io.sirocco.torture.rewrite;

import static io.sirocco.torture.rewrite.Names.AWAITABLE;
import static io.sirocco.torture.rewrite.Names.COMPLETABLE;
import static io.sirocco.torture.rewrite.Names.FUTURE;
import static io.sirocco.torture.rewrite.Names.JDK_FUTURE;
import static io.sirocco.torture.rewrite.Names.OBJECT;
import static io.sirocco.torture.rewrite.Names.STAGE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Turns the body of a method into that of a coroutine. */
final class CoroutineBody {
  /** A type that await takes, and the method of Pause that makes one. */
  private record Awaited(String maker, Type type) {}

  private static final List<Awaited> AWAITED = List.of(
      new Awaited("future", FUTURE),
      new Awaited("awaitable", AWAITABLE),
      new Awaited("stage", STAGE),
      new Awaited("completable", COMPLETABLE),
      new Awaited("jdkFuture", JDK_FUTURE),
      new Awaited("unknown", OBJECT));

  private final MethodNode coroutine;
  private final Random random;
  private int site;

  /**
   * Makes a rewriter.
   *
   * @param coroutine has the instructions of the method, and a future as its return type
   * @param firstSite the first number for an await
   */
  CoroutineBody(MethodNode coroutine, Random random, int firstSite) {
    this.coroutine = coroutine;
    this.random = random;
    this.site = firstSite;
  }

  /** Puts an await before each point; the stack map stays as it is, since awaits do not branch. */
  void insertAwaits(Set<AbstractInsnNode> points) {
    InsnList code = coroutine.instructions;
    Map<AbstractInsnNode, LabelNode> labels = labelsOfNew();
    for (AbstractInsnNode instruction : code.toArray()) {
      if (points.contains(instruction)) {
        code.insertBefore(instruction, await());
      }
      LabelNode label = labels.get(instruction);
      if (label != null) {
        code.insertBefore(instruction, label);
      }
    }
  }

  private InsnList await() {
    Awaited awaited = AWAITED.get(random.nextInt(AWAITED.size()));
    InsnList code = new InsnList();
    code.add(Code.push(site));
    code.add(Code.callStatic(Names.PAUSE, awaited.maker(), "(I)" + awaited.type()));
    code.add(Code.callStatic(Names.COROUTINES, "await", "(" + awaited.type() + ")" + OBJECT));
    code.add(Code.push(site));
    code.add(Code.callStatic(Names.PAUSE, "check", "(" + OBJECT + "I)V"));
    site++;
    return code;
  }

  /**
   * A stack map names an object without constructor call by a label at its NEW. Gives such a NEW a
   * label of its own, which stays there when an await is put between the NEW and the label before it.
   */
  private Map<AbstractInsnNode, LabelNode> labelsOfNew() {
    Map<AbstractInsnNode, LabelNode> labels = new HashMap<>();
    for (AbstractInsnNode instruction : coroutine.instructions) {
      if (instruction instanceof FrameNode frame) {
        frame.local = relabelled(frame.local, labels);
        frame.stack = relabelled(frame.stack, labels);
      }
    }
    return labels;
  }

  private static List<Object> relabelled(
      List<Object> types, Map<AbstractInsnNode, LabelNode> labels) {
    if (types == null) {
      return null;
    }
    List<Object> relabelled = new ArrayList<>(types);
    relabelled.replaceAll(type -> type instanceof LabelNode label
        ? labels.computeIfAbsent(Code.next(label), instruction -> new LabelNode())
        : type);
    return relabelled;
  }

  /** Returns futures instead of {@code type}, pending ones too. */
  void returnFutures(Type type) {
    boolean isCompletable = Type.getReturnType(coroutine.desc).equals(COMPLETABLE);
    for (AbstractInsnNode instruction : coroutine.instructions.toArray()) {
      int opcode = instruction.getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        InsnList code = Code.box(type);
        code.add(Code.push(site++));
        code.add(
            isCompletable
                ? Code.callStatic(
                    Names.PAUSE, "completableResult", "(" + OBJECT + "I)" + COMPLETABLE)
                : Code.callStatic(Names.PAUSE, "result", "(" + OBJECT + "I)" + FUTURE));
        coroutine.instructions.insertBefore(instruction, code);
        coroutine.instructions.set(instruction, new InsnNode(Opcodes.ARETURN));
      }
    }
  }

  /** The first number that was not used. */
  int nextSite() {
    return site;
  }
}
