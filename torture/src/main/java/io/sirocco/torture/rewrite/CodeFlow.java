package io.sirocco.torture.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** What each instruction of a method finds: values on the stack, objects without constructor call, monitors. */
final class CodeFlow {
  private final Frame<BasicValue>[] states;

  CodeFlow(String owner, MethodNode method) throws AnalyzerException {
    states = new Paths().analyze(owner, method);
  }

  boolean isReachable(int instruction) {
    return states[instruction] != null;
  }

  /** Whether a monitor may be held, on some path. */
  boolean isUnderMonitor(int instruction) {
    return ((State) states[instruction]).monitors > 0;
  }

  /** Number of locals and stack values there. */
  int values(int instruction) {
    Frame<BasicValue> state = states[instruction];
    int values = state.getStackSize();
    for (int local = 0; local < state.getLocals(); local++) {
      values += state.getLocal(local) == BasicValue.UNINITIALIZED_VALUE ? 0 : 1;
    }
    return values;
  }

  boolean hasStack(int instruction) {
    return states[instruction].getStackSize() > 0;
  }

  boolean hasFreshObject(int instruction) {
    Frame<BasicValue> state = states[instruction];
    for (int slot = 0; slot < state.getStackSize(); slot++) {
      if (state.getStack(slot) instanceof Fresh) {
        return true;
      }
    }
    return false;
  }

  /** An object between NEW and its constructor call. */
  private static final class Fresh extends BasicValue {
    private final AbstractInsnNode made;

    Fresh(AbstractInsnNode made) {
      super(BasicValue.REFERENCE_VALUE.getType());
      this.made = made;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fresh fresh && fresh.made == made;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(made);
    }
  }

  private static final class Values extends BasicInterpreter {
    Values() {
      super(Opcodes.ASM9);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
      return instruction.getOpcode() == Opcodes.NEW
          ? new Fresh(instruction)
          : super.newOperation(instruction);
    }
  }

  /** Also knows how many monitors are held, at most. */
  private static final class State extends Frame<BasicValue> {
    private static final int MOST =
        100; // ends the search if a loop enters monitors and never leaves them

    private int monitors;

    State(int locals, int stack) {
      super(locals, stack);
    }

    State(Frame<? extends BasicValue> other) {
      super(other); // calls init
    }

    @Override
    public Frame<BasicValue> init(Frame<? extends BasicValue> other) {
      monitors = ((State) other).monitors;
      return super.init(other);
    }

    @Override
    public boolean merge(Frame<? extends BasicValue> other, Interpreter<BasicValue> interpreter)
        throws AnalyzerException {
      int most = Math.max(monitors, ((State) other).monitors);
      boolean changes = most > monitors;
      monitors = most;
      return super.merge(other, interpreter) | changes;
    }

    @Override
    public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
        throws AnalyzerException {
      BasicValue made = constructed(instruction);
      super.execute(instruction, interpreter);
      if (instruction.getOpcode() == Opcodes.MONITORENTER) {
        monitors = Math.min(MOST, monitors + 1);
      } else if (instruction.getOpcode() == Opcodes.MONITOREXIT) {
        monitors = Math.max(0, monitors - 1);
      } else if (made instanceof Fresh) {
        replace(made);
      }
    }

    private BasicValue constructed(AbstractInsnNode instruction) {
      if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")) {
        return getStack(getStackSize() - 1 - Type.getArgumentTypes(call.desc).length);
      }
      return null;
    }

    private void replace(BasicValue fresh) {
      for (int local = 0; local < getLocals(); local++) {
        if (getLocal(local).equals(fresh)) {
          setLocal(local, BasicValue.REFERENCE_VALUE);
        }
      }
      for (int slot = 0; slot < getStackSize(); slot++) {
        if (getStack(slot).equals(fresh)) {
          setStack(slot, BasicValue.REFERENCE_VALUE);
        }
      }
    }
  }

  private static final class Paths extends Analyzer<BasicValue> {
    Paths() {
      super(new Values());
    }

    @Override
    protected Frame<BasicValue> newFrame(int locals, int stack) {
      return new State(locals, stack);
    }

    @Override
    protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> other) {
      return new State(other);
    }

    /** A handler of everything hides those behind it, such as those around a synchronized block. */
    @Override
    protected boolean newControlFlowExceptionEdge(int instruction, TryCatchBlockNode handler) {
      for (TryCatchBlockNode earlier : getHandlers(instruction)) {
        if (earlier == handler) {
          return true;
        }
        if (earlier.type == null) {
          return false;
        }
      }
      return true;
    }
  }
}
