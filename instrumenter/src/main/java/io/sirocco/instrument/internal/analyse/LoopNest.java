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
 *
 * @see "Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm"
 */
final class LoopNest {
  private final FlowGraph flow;
  private final int[] order; // reachable blocks in reverse postorder
  private final int[] position; // by block: index in order, -1 if unreachable
  private final List<List<Integer>> predecessors = new ArrayList<>(); // by block
  private final int[] dominator; // by position: position of the immediate dominator
  private final BitSet headers = new BitSet(); // blocks that a loop begins with
  private final int[] outerHeader; // by block: header of the innermost loop around it, or -1

  private LoopNest(FlowGraph flow) {
    this.flow = flow;
    this.order = reversePostorder(flow);
    this.position = new int[flow.blockCount()];
    Arrays.fill(position, -1);
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    for (int block = 0; block < flow.blockCount(); block++) {
      predecessors.add(new ArrayList<>());
    }
    for (int block : order) {
      for (int target : targets(block)) {
        predecessors.get(target).add(block);
      }
    }
    this.dominator = dominators();
    this.outerHeader = new int[flow.blockCount()];
    Arrays.fill(outerHeader, -1);
    findLoops();
  }

  static LoopNest of(FlowGraph flow) {
    return new LoopNest(flow);
  }

  /** The headers of the loops around a block, the outermost first; a header is in its own loop. */
  List<Integer> around(int block) {
    List<Integer> result = new ArrayList<>();
    int header = headers.get(block) ? block : outerHeader[block];
    while (header >= 0) {
      result.add(header);
      header = outerHeader[header];
    }
    Collections.reverse(result);
    return result;
  }

  /**
   * Goes through the headers from the inner loops to the outer ones. Two loops are disjoint or one is
   * inside the other, so a loop that was found is from then on only a block of those around it.
   *
   * @see "Tarjan: Testing Flow Graph Reducibility, section 4"
   */
  private void findLoops() {
    int[] loopOf = new int[flow.blockCount()]; // towards the outermost loop found around a block
    Arrays.setAll(loopOf, block -> block);
    for (int i = order.length - 1; i >= 0; i--) {
      int header = order[i];
      Deque<Integer> worklist = new ArrayDeque<>();
      for (int tail : predecessors.get(header)) {
        if (dominates(i, position[tail])) {
          headers.set(header);
          worklist.push(tail);
        }
      }
      while (!worklist.isEmpty()) {
        int inside = outermost(loopOf, worklist.pop());
        if (inside != header) {
          outerHeader[inside] = header;
          loopOf[inside] = header;
          predecessors.get(inside).forEach(worklist::push);
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

  private boolean dominates(int above, int below) {
    int node = below;
    while (node > above) {
      node = dominator[node];
    }
    return node == above;
  }

  private int[] dominators() {
    int[] result = new int[order.length];
    Arrays.fill(result, -1);
    result[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int node = 1; node < order.length; node++) {
        int common = -1;
        for (int predecessor : predecessors.get(order[node])) {
          int other = position[predecessor];
          if (result[other] >= 0) {
            common = common < 0 ? other : meet(result, other, common);
          }
        }
        if (result[node] != common) {
          result[node] = common;
          changed = true;
        }
      }
    }
    return result;
  }

  private static int meet(int[] dominator, int left, int right) {
    int a = left;
    int b = right;
    while (a != b) {
      while (a > b) {
        a = dominator[a];
      }
      while (b > a) {
        b = dominator[b];
      }
    }
    return a;
  }

  private int[] targets(int block) {
    return targets(flow, block);
  }

  private static int[] targets(FlowGraph flow, int block) {
    int[] normal = flow.successors(block);
    int[] exceptional = flow.handlers(block);
    int[] all = Arrays.copyOf(normal, normal.length + exceptional.length);
    System.arraycopy(exceptional, 0, all, normal.length, exceptional.length);
    return all;
  }

  private static int[] reversePostorder(FlowGraph flow) {
    int[] result = new int[flow.blockCount()];
    int free = result.length;
    BitSet seen = new BitSet();
    Deque<int[]> path = new ArrayDeque<>(); // pairs of block and index of its next target
    path.push(new int[] {0, 0});
    seen.set(0);
    while (!path.isEmpty()) {
      int[] top = path.peek();
      int[] targets = targets(flow, top[0]);
      if (top[1] == targets.length) {
        result[--free] = top[0];
        path.pop();
      } else {
        int next = targets[top[1]++];
        if (!seen.get(next)) {
          seen.set(next);
          path.push(new int[] {next, 0});
        }
      }
    }
    return Arrays.copyOfRange(result, free, result.length);
  }
}
