package io.sirocco.instrument.internal.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.analyse.RandomMethods.Kind;
import io.sirocco.instrument.internal.analyse.RandomMethods.Sample;
import io.sirocco.instrument.internal.analyse.RandomMethods.Step;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The analyses of control flow against their definitions, on methods made up by chance. */
class FlowPropertiesTest {

  @Provide
  Arbitrary<Sample> methods() {
    return RandomMethods.all();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void blocks_reach_what_their_instructions_reach(@ForAll("methods") Sample sample) {
    MethodBuilder code = sample.build();
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    BitSet entry = new BitSet();
    entry.set(0);

    BitSet reached = flow.reachableFrom(entry);

    Set<Integer> instructions = reachable(sample, -1);
    for (int i = 0; i < sample.steps().size(); i++) {
      assertEquals(instructions.contains(i), reached.get(blockOf(i, code, flow)), "at " + i);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void local_is_live_if_some_path_reads_it_before_writing_it(@ForAll("methods") Sample sample) {
    MethodBuilder code = sample.build();
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    Liveness liveness = Liveness.of(code.node(), flow);

    for (int i = 0; i < sample.steps().size(); i++) {
      BitSet expected = new BitSet();
      for (int local = 0; local < RandomMethods.LOCALS; local++) {
        expected.set(local, isReadBeforeWritten(sample, i, local));
      }
      assertEquals(expected, liveness.before(code.at("" + i)), "before " + i);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void loops_are_the_bodies_of_jumps_back_to_a_dominator(@ForAll("methods") Sample sample) {
    MethodBuilder code = sample.build();
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    LoopNest nest = LoopNest.of(flow);

    for (int i = 0; i < sample.steps().size(); i++) {
      Set<Integer> expected = new TreeSet<>();
      for (int header : naturalLoopsAround(sample, i)) {
        expected.add(blockOf(header, code, flow));
      }
      List<Integer> headers = nest.around(blockOf(i, code, flow));
      assertEquals(expected, new TreeSet<>(headers), "around " + i);
      for (int outer = 0; outer + 1 < headers.size(); outer++) {
        List<Integer> aroundInner = nest.around(headers.get(outer + 1));
        assertEquals(headers.subList(0, outer + 2), aroundInner, "around " + i);
      }
    }
  }

  private static int blockOf(int index, MethodBuilder code, FlowGraph flow) {
    return flow.blockOf(code.at("" + index));
  }

  /** Instructions that are reachable from the first one without passing {@code removed}. */
  private static Set<Integer> reachable(Sample sample, int removed) {
    Set<Integer> reached = new HashSet<>();
    Deque<Integer> worklist = new ArrayDeque<>(List.of(0));
    while (!worklist.isEmpty()) {
      int index = worklist.pop();
      if (index != removed && reached.add(index)) {
        worklist.addAll(sample.next(index));
      }
    }
    return reached;
  }

  private static boolean isReadBeforeWritten(Sample sample, int start, int local) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> worklist = new ArrayDeque<>(List.of(start));
    while (!worklist.isEmpty()) {
      int index = worklist.pop();
      if (!seen.add(index)) {
        continue;
      }
      Step step = sample.steps().get(index);
      boolean names = step.operand() == local;
      if (names && (step.kind() == Kind.READ || step.kind() == Kind.INCREMENT)) {
        return true;
      }
      worklist.addAll(sample.handlers(index)); // an exception comes before the effect
      if (!(names && step.kind() == Kind.WRITE)) {
        worklist.addAll(sample.normal(index));
      }
    }
    return false;
  }

  /** Headers of the natural loops that an instruction belongs to. */
  private static Set<Integer> naturalLoopsAround(Sample sample, int wanted) {
    Set<Integer> headers = new TreeSet<>();
    Set<Integer> reachable = reachable(sample, -1);
    for (int tail : reachable) {
      for (int header : sample.next(tail)) {
        boolean dominates = !reachable(sample, header).contains(tail);
        if (dominates && reaches(sample, reachable, wanted, tail, header)) {
          headers.add(header);
        }
      }
    }
    return headers;
  }

  /** Whether {@code from} is the header, or reaches the tail without passing the header. */
  private static boolean reaches(
      Sample sample, Set<Integer> reachable, int from, int tail, int header) {
    if (from == header || !reachable.contains(from)) {
      return from == header;
    }
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> worklist = new ArrayDeque<>(List.of(from));
    while (!worklist.isEmpty()) {
      int index = worklist.pop();
      if (index != header && seen.add(index)) {
        worklist.addAll(sample.next(index));
      }
    }
    return seen.contains(tail);
  }
}
