package io.sirocco.instrument.internal.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a frame class says about its coroutine, for stack traces, dumps and debuggers: where it can be
 * suspended, and which variable is kept where. A text, so that it is one constant which nobody resolves
 * until somebody asks:
 *
 * <pre>
 *   1                          version of this format
 *   com.acme.Shop              class
 *   Shop.java                  source file; empty if it is not known
 *   page                       method
 *   31,31,45                   source line of each suspension point, from state 1; 0 if it is not known
 *   total i0 1-2               variable, field of the frame, states in which it is there
 *   log l2 1,3
 * </pre>
 *
 * <p>A variable without a name in the class file is called {@code local3}, after its index. Values on the
 * operand stack have no line. The states of a variable are ranges, because most variables live across
 * many awaits: the text grows by some bytes per await and not by the number of values there.
 */
public final class SuspensionTable {
  /** A constant has at most 65,535 bytes; a letter may take three. */
  private static final int LONGEST = 65535 / 3;

  private final CoroutinePlan plan;
  private final MethodNode method;

  private SuspensionTable(CoroutinePlan plan) {
    this.plan = plan;
    this.method = plan.analysis().coroutine().method();
  }

  /** The text for a coroutine whose body is as it was read; without variables if it would be too long. */
  public static String of(CoroutinePlan plan) {
    SuspensionTable table = new SuspensionTable(plan);
    String places = table.places();
    String all = places + table.variables();
    return all.length() <= LONGEST ? all : places;
  }

  private String places() {
    String file = plan.analysis().owner().sourceFile;
    String lines = plan.points().stream()
        .map(point -> String.valueOf(point.point().line()))
        .collect(Collectors.joining(","));
    return String.join(
        "\n",
        "1",
        plan.analysis().owner().name.replace('/', '.'),
        file == null ? "" : file,
        method.name,
        lines,
        "");
  }

  private String variables() {
    Map<String, BitSet> states = new LinkedHashMap<>();
    for (PointPlan point : plan.points()) {
      if (!plan.resumeIsStatic()) {
        add(states, "this " + GeneratedNames.SELF, point);
      }
      Map<Integer, String> names = names(point);
      for (Spill spill : point.locals().values()) {
        String name = names.getOrDefault(spill.index(), "local" + spill.index());
        add(states, name + " " + spill.field().name(), point);
      }
    }
    return states.entrySet().stream()
        .map(variable -> variable.getKey() + " " + ranges(variable.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static void add(Map<String, BitSet> states, String variable, PointPlan point) {
    states.computeIfAbsent(variable, added -> new BitSet()).set(point.point().number());
  }

  /** Names of the locals that are in scope at an await, by index. */
  private Map<Integer, String> names(PointPlan point) {
    Map<Integer, String> names = new LinkedHashMap<>();
    if (method.localVariables != null) {
      int at = method.instructions.indexOf(point.point().call());
      for (LocalVariableNode row : method.localVariables) {
        if (index(row.start) <= at && at < index(row.end)) {
          names.put(row.index, row.name);
        }
      }
    }
    return names;
  }

  private int index(AbstractInsnNode insn) {
    return method.instructions.indexOf(insn);
  }

  /** As {@code 1-4,7}. */
  private static String ranges(BitSet states) {
    List<String> ranges = new ArrayList<>();
    for (int from = states.nextSetBit(0); from >= 0; ) {
      int end = states.nextClearBit(from);
      ranges.add(end == from + 1 ? "" + from : from + "-" + (end - 1));
      from = states.nextSetBit(end);
    }
    return String.join(",", ranges);
  }
}
