package io.sirocco.instrument.internal.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The natural loops of a method, found by dominators; exception edges count.
 *
 * <p>Cycles with more than one entry (irreducible control flow, which Java compilers do not write)
 * are not loops here: nothing is lost by jumping into them.
 */
public final class LoopNest {
  private final FlowGraph flow;
  private final DepthFirstTree tree;
  private final BitSet headers = new BitSet(); // blocks that a loop begins with
  private final int[] outerHeader; // by block: header of the innermost loop around it, or -1

  private LoopNest(FlowGraph flow) {
    this.flow = flow;
    this.tree = DepthFirstTree.of(flow);
    this.outerHeader = new int[flow.blockCount()];
    Arrays.fill(outerHeader, -1);
    findLoops(Dominators.of(flow, tree));
  }

  static LoopNest of(FlowGraph flow) {
    return new LoopNest(flow);
  }

  /** The headers of the loops around a block, the outermost first; a header is in its own loop. */
  List<Integer> around(int block) {
    List<Integer> result = new ArrayList<>();
    for (int header = innermost(block); header >= 0; header = outerHeader[header]) {
      result.add(header);
    }
    Collections.reverse(result);
    return result;
  }

  /** Whether a block is in the loop with this header. */
  public boolean isInside(int block, int header) {
    int around = innermost(block);
    while (around >= 0 && around != header) {
      around = outerHeader[around];
    }
    return around == header;
  }

  private int innermost(int block) {
    return headers.get(block) ? block : outerHeader[block];
  }

  /**
   * Goes through the headers from the inner loops to the outer ones. Two loops are disjoint or one is
   * inside the other, so a loop that was found is from then on only a block of those around it.
   *
   * @see "Tarjan: Testing Flow Graph Reducibility, section 4"
   */
  private void findLoops(Dominators dominators) {
    int[] loopOf = new int[flow.blockCount()]; // towards the outermost loop found around a block
    Arrays.setAll(loopOf, block -> block);
    for (int number = tree.size() - 1; number >= 0; number--) {
      int header = tree.block(number);
      Deque<Integer> worklist = new ArrayDeque<>();
      for (int tail : flow.predecessors(header)) {
        if (tree.number(tail) >= number && dominators.dominates(header, tail)) {
          headers.set(header);
          worklist.push(tail);
        }
      }
      while (!worklist.isEmpty()) {
        int inside = outermost(loopOf, worklist.pop());
        if (inside != header) {
          outerHeader[inside] = header;
          loopOf[inside] = header;
          for (int predecessor : flow.predecessors(inside)) {
            if (tree.number(predecessor) >= 0) {
              worklist.push(predecessor);
            }
          }
        }
      }
    }
  }

  private static int outermost(int[] loopOf, int block) {
    int result = block;
    while (loopOf[result] != result) {
      loopOf[result] = loopOf[loopOf[result]]; // halves the way for the next time
      result = loopOf[result];
    }
    return result;
  }
}
