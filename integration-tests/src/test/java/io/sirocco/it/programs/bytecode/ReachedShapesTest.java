package io.sirocco.it.programs.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.util.Printer;

/** Made-up bytecode has every instruction in it, and the shapes that no Java compiler writes. */
class ReachedShapesTest implements Opcodes {
  private static final int PROGRAMS = 400;

  private static final List<ClassNode> CLASSES = classes();

  private enum Shape {
    UNINITIALISED_OBJECT_ON_THE_STACK_AT_AN_AWAIT,
    TWO_UNINITIALISED_OBJECTS_AT_AN_AWAIT,
    UNINITIALISED_OBJECT_IN_A_LOCAL_AT_AN_AWAIT,
    NULL_ON_THE_STACK_AT_AN_AWAIT,
    LONG_ON_THE_STACK_AT_AN_AWAIT,
    FIVE_OPERANDS_AT_AN_AWAIT,
    JUMP_UP_WITH_OPERANDS,
    JUMP_UP_WITH_AN_UNINITIALISED_OBJECT,
    HANDLER_OF_TWO_RANGES,
    HANDLER_THAT_COVERS_ITSELF,
    RANGES_THAT_OVERLAP,
    MONITOR,
    LOCAL_OF_TWO_TYPES,
    LOCAL_ABOVE_255,
    RECEIVER_OVERWRITTEN,
    DEAD_CODE,
    VOID_COROUTINE,
    EMIT_WITH_OPERANDS,
    STARTED_COROUTINE_IN_A_LOCAL_AT_AN_AWAIT,
    STARTED_COROUTINE_ON_THE_STACK_AT_AN_AWAIT,
    STARTED_COROUTINE_DROPPED
  }

  @Test
  void every_instruction_is_made() {
    Set<String> missing = new TreeSet<>();
    IntStream.rangeClosed(NOP, IFNONNULL)
        .mapToObj(opcode -> Printer.OPCODES[opcode])
        .filter(name -> !name.isEmpty())
        .forEach(missing::add);
    missing.removeIf(name -> name.matches(".*_[0-3]") && !name.contains("CONST")); // ASM's choice
    missing.removeAll(Set.of("LDC_W", "LDC2_W", "WIDE"));
    missing.removeAll(Set.of("JSR", "RET")); // not in class files of Java 7 or later
    missing.removeAll(Set.of("IRETURN", "LRETURN", "FRETURN", "DRETURN")); // no futures
    for (ClassNode each : CLASSES) {
      for (MethodNode method : each.methods) {
        method.instructions.forEach(insn -> {
          if (insn.getOpcode() >= 0) {
            missing.remove(Printer.OPCODES[insn.getOpcode()]);
          }
        });
      }
    }

    assertEquals(Set.of(), missing);
  }

  @Test
  void every_shape_is_made() {
    Set<Shape> missing = EnumSet.allOf(Shape.class);
    for (ClassNode each : CLASSES) {
      for (MethodNode method : each.methods) {
        missing.removeAll(shapesAlong(each.name, method));
        missing.removeAll(shapesOfTable(method));
        missing.removeAll(shapesOfLocals(method));
      }
    }

    assertEquals(Set.of(), missing);
  }

  @Test
  void coroutines_are_made_and_called_wherever_methods_can_be() {
    Set<Home> made = EnumSet.noneOf(Home.class);
    Set<Home> called = EnumSet.noneOf(Home.class);
    for (ClassNode each : CLASSES) {
      for (MethodNode method : each.methods) {
        homesOf(each.name, method).forEach(made::add);
        called.addAll(homesCalled(method));
      }
    }

    assertEquals(EnumSet.allOf(Home.class), made);
    assertEquals(EnumSet.allOf(Home.class), called);
  }

  private static Stream<Home> homesOf(String owner, MethodNode method) {
    return Stream.of(Home.values())
        .filter(home -> home.owner().equals(owner)
            && home.access() == method.access
            && method.name.contains("co"));
  }

  private static Set<Home> homesCalled(MethodNode method) {
    Set<Home> found = EnumSet.noneOf(Home.class);
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && call.name.startsWith("co")) {
        Stream.of(Home.values())
            .filter(home -> !home.isLambda()
                && home.owner().equals(call.owner)
                && home.call() == call.getOpcode())
            .forEach(found::add);
      } else if (insn instanceof InvokeDynamicInsnNode lambda
          && lambda.bsmArgs.length == 3
          && lambda.bsmArgs[1] instanceof Handle body) {
        Stream.of(Home.values())
            .filter(home -> home.isLambda()
                && home.owner().equals(body.getOwner())
                && home.isStatic() == (body.getTag() == H_INVOKESTATIC))
            .forEach(found::add);
      }
    }
    return found;
  }

  @Test
  void class_files_of_all_versions_are_made() {
    Set<Integer> versions = new TreeSet<>();
    CLASSES.forEach(each -> versions.add(each.version));

    int newest = Math.min(V25, 44 + Runtime.version().feature());
    assertEquals(new TreeSet<>(IntStream.rangeClosed(V1_8, newest).boxed().toList()), versions);
  }

  private static List<ClassNode> classes() {
    return IntStream.range(0, PROGRAMS)
        .mapToObj(seed -> BytecodeSample.madeUp(new Random(seed)).made().classes())
        .flatMap(classes -> classes.byName().values().stream())
        .map(ReachedShapesTest::read)
        .toList();
  }

  private static ClassNode read(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  private static Set<Shape> shapesAlong(String owner, MethodNode method) {
    Set<Shape> found = EnumSet.noneOf(Shape.class);
    Set<AbstractInsnNode> above = new HashSet<>();
    AnalyzerAdapter types =
        new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
    for (AbstractInsnNode insn : method.instructions) {
      if (types.stack != null) {
        if (insn instanceof MethodInsnNode call && call.name.equals("await")) {
          found.addAll(shapesAtAwait(types));
        } else if (insn instanceof MethodInsnNode call
            && call.name.equals("emit")
            && types.stack.size() > 1) {
          found.add(Shape.EMIT_WITH_OPERANDS);
        } else if (insn.getOpcode() == POP && isCallOfCoroutine(insn.getPrevious())) {
          found.add(Shape.STARTED_COROUTINE_DROPPED);
        } else if (insn instanceof JumpInsnNode jump && above.contains(jump.label)) {
          if (types.stack.size() > 1) { // one is the condition
            found.add(Shape.JUMP_UP_WITH_OPERANDS);
          }
          if (uninitialised(types.stack) + uninitialised(types.locals) > 0) {
            found.add(Shape.JUMP_UP_WITH_AN_UNINITIALISED_OBJECT);
          }
        } else if (insn.getOpcode() == MONITORENTER) {
          found.add(Shape.MONITOR);
        }
      }
      above.add(insn);
      insn.accept(types);
    }
    if (isCoroutine(method) && method.desc.endsWith("V")) {
      found.add(Shape.VOID_COROUTINE);
    }
    if (hasDeadCode(method)) {
      found.add(Shape.DEAD_CODE);
    }
    return found;
  }

  private static boolean isCoroutine(MethodNode method) {
    return method.name.matches("(lambda.)?co.*");
  }

  private static boolean isCallOfCoroutine(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call && call.name.startsWith("co");
  }

  private static Set<Shape> shapesAtAwait(AnalyzerAdapter types) {
    Set<Shape> found = EnumSet.noneOf(Shape.class);
    List<Object> below = types.stack.subList(0, types.stack.size() - 1);
    if (uninitialised(below) > 0) {
      found.add(Shape.UNINITIALISED_OBJECT_ON_THE_STACK_AT_AN_AWAIT);
    }
    if (uninitialised(below) > 1) {
      found.add(Shape.TWO_UNINITIALISED_OBJECTS_AT_AN_AWAIT);
    }
    if (uninitialised(types.locals) > 0) {
      found.add(Shape.UNINITIALISED_OBJECT_IN_A_LOCAL_AT_AN_AWAIT);
    }
    if (below.stream().anyMatch(Types::isFuture)) {
      found.add(Shape.STARTED_COROUTINE_ON_THE_STACK_AT_AN_AWAIT);
    }
    if (types.locals.stream().anyMatch(Types::isFuture)) {
      found.add(Shape.STARTED_COROUTINE_IN_A_LOCAL_AT_AN_AWAIT);
    }
    if (below.contains(NULL)) {
      found.add(Shape.NULL_ON_THE_STACK_AT_AN_AWAIT);
    }
    if (below.contains(LONG)) {
      found.add(Shape.LONG_ON_THE_STACK_AT_AN_AWAIT);
    }
    if (below.size() >= 5) {
      found.add(Shape.FIVE_OPERANDS_AT_AN_AWAIT);
    }
    return found;
  }

  /** How many different objects, not how many copies. */
  private static int uninitialised(Collection<Object> types) {
    return (int) types.stream().filter(Label.class::isInstance).distinct().count();
  }

  private static boolean hasDeadCode(MethodNode method) {
    InsnList insns = method.instructions;
    Set<AbstractInsnNode> targets = new HashSet<>();
    for (AbstractInsnNode insn : insns) {
      if (insn instanceof JumpInsnNode jump) {
        targets.add(jump.label);
      } else if (insn.getOpcode() == TABLESWITCH || insn.getOpcode() == LOOKUPSWITCH) {
        return false; // simple is enough: others will have it
      }
    }
    method.tryCatchBlocks.forEach(row -> targets.add(row.handler));
    boolean isReached = true;
    for (AbstractInsnNode insn : insns) {
      isReached |= targets.contains(insn);
      if (!isReached && insn.getOpcode() >= 0) {
        return true;
      }
      int opcode = insn.getOpcode();
      isReached &= opcode != GOTO && opcode != ATHROW && opcode != ARETURN;
    }
    return false;
  }

  private static Set<Shape> shapesOfTable(MethodNode method) {
    Set<Shape> found = EnumSet.noneOf(Shape.class);
    InsnList insns = method.instructions;
    for (TryCatchBlockNode a : method.tryCatchBlocks) {
      int start = insns.indexOf(a.start);
      int end = insns.indexOf(a.end);
      int handler = insns.indexOf(a.handler);
      if (start <= handler && handler < end) {
        found.add(Shape.HANDLER_THAT_COVERS_ITSELF);
      }
      for (TryCatchBlockNode b : method.tryCatchBlocks) {
        int otherStart = insns.indexOf(b.start);
        if (start < otherStart && otherStart < end && end < insns.indexOf(b.end)) {
          found.add(Shape.RANGES_THAT_OVERLAP);
        }
        if (a != b && a.handler == b.handler) {
          found.add(Shape.HANDLER_OF_TWO_RANGES);
        }
      }
    }
    return found;
  }

  private static Set<Shape> shapesOfLocals(MethodNode method) {
    Set<Shape> found = EnumSet.noneOf(Shape.class);
    Map<Integer, Integer> stores = new HashMap<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof VarInsnNode access && access.getOpcode() >= ISTORE) {
        Integer before = stores.put(access.var, access.getOpcode());
        if (before != null && before != access.getOpcode()) {
          found.add(Shape.LOCAL_OF_TWO_TYPES);
        }
        if (access.var > 255) {
          found.add(Shape.LOCAL_ABOVE_255);
        }
        if (access.var == 0 && (method.access & ACC_STATIC) == 0) {
          found.add(Shape.RECEIVER_OVERWRITTEN);
        }
      }
    }
    return found;
  }
}
