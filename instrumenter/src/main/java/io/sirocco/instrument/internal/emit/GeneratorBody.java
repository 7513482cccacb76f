package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.ReturnKind;
import io.sirocco.instrument.internal.read.SiroccoNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the body of a generator in terms of await, before it is analysed like any coroutine:
 *
 * <pre>
 *   Object generator = startedGenerator();     // a new local, behind all others
 *   ...
 *   emit(value);       becomes       await(emit(value, generator));
 * </pre>
 */
public final class GeneratorBody {
  private final MethodNode method;
  private final int generator; // local index

  private GeneratorBody(MethodNode method) {
    this.method = method;
    this.generator = method.maxLocals;
  }

  /**
   * Rewrites the method of a generator in place; leaves other coroutines alone.
   *
   * @return the coroutine with its new awaits
   */
  public static CoroutineMethod expand(CoroutineMethod coroutine) {
    return coroutine.kind() == ReturnKind.GENERATOR
        ? new GeneratorBody(coroutine.method()).expand(coroutine.awaits())
        : coroutine;
  }

  private CoroutineMethod expand(List<MethodInsnNode> suspensions) {
    method.maxLocals++;
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof FrameNode frame) {
        method.instructions.set(frame, withGenerator(frame));
      }
    }
    List<MethodInsnNode> awaits = new ArrayList<>();
    for (MethodInsnNode call : suspensions) {
      awaits.add(SiroccoNames.isEmit(call) ? await(call) : call);
    }
    method.instructions.insert(new Code()
        .invokeStatic(
            GeneratedNames.FRAME,
            GeneratedNames.STARTED_GENERATOR,
            GeneratedNames.STARTED_GENERATOR_DESC)
        .variable(Opcodes.ASTORE, generator)
        .insns());
    return new CoroutineMethod(method, ReturnKind.GENERATOR, List.copyOf(awaits));
  }

  private FrameNode withGenerator(FrameNode frame) {
    StackMap types = StackMap.of(frame);
    List<Object> locals = new ArrayList<>(types.locals());
    while (locals.size() < generator) {
      locals.add(Opcodes.TOP);
    }
    locals.add("java/lang/Object");
    return (FrameNode)
        new Code().frame(new StackMap(locals, types.stack())).insns().getFirst();
  }

  private MethodInsnNode await(MethodInsnNode emit) {
    Code code = new Code()
        .variable(Opcodes.ALOAD, generator)
        .invokeStatic(GeneratedNames.FRAME, GeneratedNames.EMIT, GeneratedNames.EMIT_DESC);
    MethodInsnNode await = new MethodInsnNode(
        Opcodes.INVOKESTATIC,
        SiroccoNames.COROUTINES,
        SiroccoNames.AWAIT,
        "(Lio/sirocco/Future;)Ljava/lang/Object;",
        false);
    code.add(await).op(Opcodes.POP);
    method.instructions.insertBefore(emit, code.insns());
    method.instructions.remove(emit);
    return await;
  }
}
