package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.FrameField;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import io.sirocco.instrument.internal.plan.SuspensionTable;
import io.sirocco.instrument.internal.read.SiroccoNames;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the frame class of a coroutine:
 *
 * <pre>
 *   final class Owner$sirocco$load$0 extends CoroutineFrame {
 *     Owner self; int i0; String l1;
 *     static Future suspend1(int i0, Future awaited, Owner self, String l1) {
 *       var frame = new Owner$sirocco$load$0();
 *       frame.self = self; frame.i0 = i0; frame.l1 = l1; frame.state = 1;
 *       return frame.park(awaited);
 *     }
 *     protected void resume(Object outcome) { self.lambda$load$sirocco$0(this, outcome); }
 *     protected void clear() { self = null; l1 = null; }
 *     protected String suspensionTable() { return "1\ncom.acme.Owner\nOwner.java\nload\n31\n..."; }
 *   }
 * </pre>
 *
 * <p>For a coroutine whose code has to be small, one method {@code begin(state)} that only makes the
 * frame stands in the place of those that store what is live.
 *
 * <p>The resume method is private in the owner. The call goes through an {@code invokedynamic} that
 * the runtime links once with the owner's own rights: no accessor method has to be added to the
 * owner, which would change its default {@code serialVersionUID}, and the class at the head of its
 * nest need not be rewritten.
 */
final class FrameClassEmitter {
  private final CoroutinePlan plan;
  private final ClassNode frame = new ClassNode();

  private FrameClassEmitter(CoroutinePlan plan) {
    this.plan = plan;
  }

  /** Writes the class for a coroutine that suspends. */
  static ClassNode emit(CoroutinePlan plan) {
    return new FrameClassEmitter(plan).emit();
  }

  private ClassNode emit() {
    ClassNode owner = plan.analysis().owner();
    frame.version = owner.version & 0xFFFF; // a preview class needs no preview frame
    frame.access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    frame.name = plan.frameClass();
    frame.superName = plan.frameSuperclass();
    frame.sourceFile = owner.sourceFile;
    frame.invisibleAnnotations = List.of(new AnnotationNode(SiroccoNames.WOVEN));
    if (!plan.resumeIsStatic()) {
      addField(GeneratedNames.SELF, "L" + owner.name + ";");
    }
    plan.fields().forEach(field -> addField(field.name(), field.descriptor()));
    addConstructor();
    if (plan.isSmall()) {
      addBegin();
    } else {
      plan.points().stream()
          .filter(point -> SuspendCode.fitsIntoCall(plan, point))
          .forEach(this::addSuspendMethod);
    }
    addResume();
    addClear();
    addSuspensionTable();
    return frame;
  }

  private void addField(String name, String descriptor) {
    frame.fields.add(new FieldNode(0, name, descriptor, null, null));
  }

  private void addConstructor() {
    Code code = new Code();
    code.variable(Opcodes.ALOAD, 0)
        .invokeSpecial(frame.superName, "<init>", "()V")
        .op(Opcodes.RETURN);
    addMethod(0, "<init>", "()V", code);
  }

  private void addBegin() {
    Code code = new Code();
    code.type(Opcodes.NEW, frame.name)
        .op(Opcodes.DUP)
        .invokeSpecial(frame.name, "<init>", "()V")
        .op(Opcodes.DUP)
        .variable(Opcodes.ILOAD, 0)
        .putField(GeneratedNames.FRAME, GeneratedNames.STATE, "I")
        .op(Opcodes.ARETURN);
    addMethod(Opcodes.ACC_STATIC, GeneratedNames.BEGIN, "(I)L" + frame.name + ";", code);
  }

  private void addSuspendMethod(PointPlan point) {
    String descriptor = SuspendCode.descriptor(plan, point);
    Type[] parameters = Type.getArgumentTypes(descriptor);
    int[] index = new int[parameters.length];
    int free = 0;
    for (int i = 0; i < parameters.length; i++) {
      index[i] = free;
      free += parameters[i].getSize();
    }
    Code code = new Code();
    code.type(Opcodes.NEW, frame.name)
        .op(Opcodes.DUP)
        .invokeSpecial(frame.name, "<init>", "()V")
        .variable(Opcodes.ASTORE, free);
    int next = 0;
    for (Spill spill : point.operands().values()) {
      store(code, free, index[next++], spill.type(), spill.field());
    }
    int awaited = index[next++];
    if (!plan.resumeIsStatic()) {
      code.variable(Opcodes.ALOAD, free)
          .variable(Opcodes.ALOAD, index[next++])
          .putField(frame.name, GeneratedNames.SELF, "L" + plan.analysis().owner().name + ";");
    }
    for (Spill spill : point.locals().values()) {
      store(code, free, index[next++], spill.type(), spill.field());
    }
    code.variable(Opcodes.ALOAD, free)
        .number(point.point().number())
        .putField(GeneratedNames.FRAME, GeneratedNames.STATE, "I")
        .variable(Opcodes.ALOAD, free)
        .variable(Opcodes.ALOAD, awaited)
        .invokeVirtual(frame.superName, plan.parkMethod(), plan.parkDescriptor())
        .op(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    addMethod(
        Opcodes.ACC_STATIC, GeneratedNames.suspendMethod(point.point().number()), descriptor, code);
  }

  private void store(Code code, int frameIndex, int valueIndex, Object type, FrameField field) {
    code.variable(Opcodes.ALOAD, frameIndex)
        .load(type, valueIndex)
        .putField(frame.name, field.name(), field.descriptor());
  }

  private void addResume() {
    String owner = plan.analysis().owner().name;
    Code code = new Code();
    String receiver = "";
    if (!plan.resumeIsStatic()) {
      receiver = "L" + owner + ";";
      code.variable(Opcodes.ALOAD, 0).getField(frame.name, GeneratedNames.SELF, receiver);
    }
    Handle link = new Handle(
        Opcodes.H_INVOKESTATIC,
        GeneratedNames.LINKER,
        GeneratedNames.LINK,
        GeneratedNames.LINK_DESC,
        false);
    code.variable(Opcodes.ALOAD, 0)
        .variable(Opcodes.ALOAD, 1)
        .add(new InvokeDynamicInsnNode(
            plan.resumeMethod(),
            "(" + receiver + plan.resumeDescriptor().substring(1),
            link,
            Type.getObjectType(owner)))
        .op(Opcodes.RETURN);
    addMethod(Opcodes.ACC_PROTECTED, GeneratedNames.RESUME, GeneratedNames.RESUME_DESC, code);
  }

  private void addClear() {
    Code code = new Code();
    for (FieldNode field : frame.fields) {
      if (field.desc.length() > 1) {
        code.variable(Opcodes.ALOAD, 0)
            .op(Opcodes.ACONST_NULL)
            .putField(frame.name, field.name, field.desc);
      }
    }
    code.op(Opcodes.RETURN);
    addMethod(Opcodes.ACC_PROTECTED, GeneratedNames.CLEAR, GeneratedNames.CLEAR_DESC, code);
  }

  private void addSuspensionTable() {
    Code code = new Code();
    code.text(SuspensionTable.of(plan)).op(Opcodes.ARETURN);
    addMethod(
        Opcodes.ACC_PROTECTED,
        GeneratedNames.SUSPENSION_TABLE,
        GeneratedNames.SUSPENSION_TABLE_DESC,
        code);
  }

  private void addMethod(int access, String name, String descriptor, Code code) {
    MethodNode method = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, null);
    method.instructions = code.insns();
    frame.methods.add(method);
  }
}
