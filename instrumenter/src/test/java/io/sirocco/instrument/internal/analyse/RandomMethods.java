package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;

import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.objectweb.asm.Opcodes;

/**
 * Methods made up by chance, with an independent view of their control flow: one node per
 * instruction, in the words of JVMS 2.10 and 4.10, without any blocks.
 *
 * <p>Operand stacks do not fit; the analyses that are tested with them do not look at operands.
 */
final class RandomMethods {
  static final int LOCALS = 4;

  enum Kind {
    READ,
    WRITE,
    INCREMENT,
    BRANCH,
    GOTO,
    RETURN,
    AWAIT
  }

  /** An instruction; {@code operand} is a local index or the index of a target. */
  record Step(Kind kind, int operand) {}

  /** A row of the exception table; {@code end} is exclusive. */
  record Row(int start, int end, int handler, boolean catchesAll) {}

  /** A method, the last instruction of which returns. */
  record Sample(List<Step> steps, List<Row> rows) {

    /** Where the control goes from an instruction, normally or by an exception. */
    List<Integer> next(int index) {
      List<Integer> targets = new ArrayList<>(normal(index));
      targets.addAll(handlers(index));
      return targets;
    }

    List<Integer> normal(int index) {
      Step step = steps.get(index);
      return switch (step.kind()) {
        case RETURN -> List.of();
        case GOTO -> List.of(step.operand());
        case BRANCH -> List.of(step.operand(), index + 1);
        default -> List.of(index + 1);
      };
    }

    Set<Integer> handlers(int index) {
      Set<Integer> handlers = new LinkedHashSet<>();
      for (Row row : rows) {
        if (row.start() <= index && index < row.end()) {
          handlers.add(row.handler());
          if (row.catchesAll()) {
            break;
          }
        }
      }
      return handlers;
    }

    /** The same as instructions; each stands behind a mark with its index. */
    MethodBuilder build() {
      MethodBuilder code = method("()V");
      for (int i = 0; i < steps.size(); i++) {
        code.mark("" + i);
        add(code, steps.get(i));
      }
      rows.forEach(row -> code.range(
          "" + row.start(),
          "" + row.end(),
          "" + row.handler(),
          row.catchesAll() ? null : "java/io/IOException"));
      return code;
    }

    private static void add(MethodBuilder code, Step step) {
      switch (step.kind()) {
        case READ -> code.variable(Opcodes.ILOAD, step.operand());
        case WRITE -> code.variable(Opcodes.ISTORE, step.operand());
        case INCREMENT -> code.increment(step.operand());
        case BRANCH -> code.jump(Opcodes.IFEQ, "" + step.operand());
        case GOTO -> code.jump(Opcodes.GOTO, "" + step.operand());
        case RETURN -> code.op(Opcodes.RETURN);
        case AWAIT -> code.await();
      }
    }
  }

  private RandomMethods() {}

  static Arbitrary<Sample> all() {
    return Arbitraries.integers().between(2, 16).flatMap(RandomMethods::ofSize);
  }

  private static Arbitrary<Sample> ofSize(int size) {
    Arbitrary<Kind> kinds = Arbitraries.frequency(
        Tuple.of(3, Kind.READ),
        Tuple.of(3, Kind.WRITE),
        Tuple.of(1, Kind.INCREMENT),
        Tuple.of(5, Kind.BRANCH),
        Tuple.of(2, Kind.GOTO),
        Tuple.of(1, Kind.RETURN),
        Tuple.of(3, Kind.AWAIT));
    Arbitrary<Integer> index = Arbitraries.integers().between(0, size - 1);
    Arbitrary<Step> steps = Combinators.combine(kinds, index).as(RandomMethods::step);
    Arbitrary<Row> rows = Combinators.combine(index, index, index, Arbitraries.of(true, false))
        .as((a, b, handler, all) ->
            new Row(Math.min(a, b), Math.max(Math.max(a, b), 1 + Math.min(a, b)), handler, all))
        .filter(row -> row.end() < size);
    return Combinators.combine(steps.list().ofSize(size - 1), rows.list().ofMaxSize(3))
        .as((list, table) -> new Sample(closed(list), table));
  }

  private static Step step(Kind kind, int index) {
    boolean isJump = kind == Kind.BRANCH || kind == Kind.GOTO;
    return new Step(kind, isJump ? index : index % LOCALS);
  }

  private static List<Step> closed(List<Step> steps) {
    List<Step> closed = new ArrayList<>(steps);
    closed.add(new Step(Kind.RETURN, 0));
    return Collections.unmodifiableList(closed);
  }
}
