package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.Instructions;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/**
 * What each instruction does to the verifier's types: ASM's rules, on our hierarchy instead of loaded
 * classes, and with objects that are not initialised yet.
 */
final class VerifierTypes extends SimpleVerifier {
  /** What a {@code NEW} made and no constructor has initialised; good for nothing else than that. */
  static final class Uninitialized extends BasicValue {
    private final AbstractInsnNode allocation;

    private Uninitialized(TypeInsnNode allocation) {
      super(Type.getObjectType(allocation.desc));
      this.allocation = allocation;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Uninitialized value && value.allocation == allocation;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(allocation);
    }

    @Override
    public String toString() {
      return "uninitialized " + getType().getInternalName();
    }
  }

  private static final String OBJECT = "java/lang/Object";

  private final ClassHierarchy hierarchy;
  private final String owner;

  VerifierTypes(ClassHierarchy hierarchy, ClassNode node) {
    super(
        Opcodes.ASM9,
        Type.getObjectType(node.name),
        node.superName == null ? null : Type.getObjectType(node.superName),
        node.interfaces.stream().map(Type::getObjectType).toList(),
        (node.access & Opcodes.ACC_INTERFACE) != 0);
    this.hierarchy = hierarchy;
    this.owner = node.name;
  }

  /** The value for a type as a stack map of the class file writes it. */
  BasicValue declared(Object type) {
    if (type instanceof LabelNode label) {
      AbstractInsnNode node = label;
      while (node.getOpcode() < 0) {
        node = node.getNext();
      }
      return new Uninitialized((TypeInsnNode) node);
    }
    if (type instanceof String name) {
      return newValue(Type.getObjectType(name));
    }
    return switch ((Integer) type) {
      case 1 -> BasicValue.INT_VALUE; // Opcodes.INTEGER
      case 2 -> BasicValue.FLOAT_VALUE; // Opcodes.FLOAT
      case 3 -> BasicValue.DOUBLE_VALUE; // Opcodes.DOUBLE
      case 4 -> BasicValue.LONG_VALUE; // Opcodes.LONG
      case 5 -> newValue(NULL_TYPE); // Opcodes.NULL
      case 6 -> newValue(Type.getObjectType(owner)); // Opcodes.UNINITIALIZED_THIS
      default -> BasicValue.UNINITIALIZED_VALUE; // Opcodes.TOP
    };
  }

  /** Whether a stack map may call this value so. */
  boolean fits(BasicValue value, BasicValue declared) {
    boolean isEqual = declared.equals(value) && value.equals(declared); // only one may look closer
    if (declared.equals(BasicValue.UNINITIALIZED_VALUE) || isEqual) {
      return true;
    }
    return declared.isReference()
        && !(declared instanceof Uninitialized)
        && !declared.equals(newValue(NULL_TYPE))
        && isSubTypeOf(value, declared);
  }

  @Override
  protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
    if (value instanceof Uninitialized) {
      return false;
    }
    if (!expected.isReference()) {
      return super.isSubTypeOf(value, expected);
    }
    // ASM would load the class to see whether it is an interface.
    return value.isReference()
        && (value.getType().equals(NULL_TYPE)
            || isAssignableFrom(expected.getType(), value.getType()));
  }

  @Override
  public BasicValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
    return insn.getOpcode() == Opcodes.NEW
        ? new Uninitialized((TypeInsnNode) insn)
        : super.newOperation(insn);
  }

  @Override
  public BasicValue naryOperation(AbstractInsnNode insn, List<? extends BasicValue> values)
      throws AnalyzerException {
    if (Instructions.isConstructorCall(insn) && values.get(0) instanceof Uninitialized receiver) {
      String type = ((MethodInsnNode) insn).owner;
      if (!type.equals(receiver.getType().getInternalName())) {
        throw new AnalyzerException(insn, "constructor of " + type + " called on " + receiver);
      }
      List<BasicValue> initialized = new ArrayList<>(values);
      initialized.set(0, newValue(receiver.getType()));
      return super.naryOperation(insn, initialized);
    }
    return super.naryOperation(insn, values);
  }

  @Override
  protected boolean isInterface(Type type) {
    return type.getSort() == Type.OBJECT && hierarchy.isInterface(type.getInternalName());
  }

  @Override
  protected Type getSuperClass(Type type) {
    if (type.getSort() == Type.ARRAY) {
      return Type.getObjectType(OBJECT);
    }
    String superName = hierarchy.superName(type.getInternalName());
    return superName == null ? null : Type.getObjectType(superName);
  }

  @Override
  protected boolean isAssignableFrom(Type target, Type value) {
    if (target.equals(value) || target.getInternalName().equals(OBJECT)) {
      return true;
    }
    if (value.getSort() == Type.ARRAY) {
      return target.getSort() == Type.ARRAY
          ? isArrayAssignable(target, value)
          : isInterface(target) || !hierarchy.isKnown(target.getInternalName());
    }
    if (target.getSort() == Type.ARRAY) {
      return false;
    }
    return isInterface(target) // the JVM treats interfaces as Object, JVMS 4.10.1.2
        || hierarchy.isAssignable(value.getInternalName(), target.getInternalName());
  }

  private boolean isArrayAssignable(Type target, Type value) {
    Type targetElement = Type.getType(target.getDescriptor().substring(1));
    Type valueElement = Type.getType(value.getDescriptor().substring(1));
    return isReference(targetElement)
        && isReference(valueElement)
        && isAssignableFrom(targetElement, valueElement);
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }
}
