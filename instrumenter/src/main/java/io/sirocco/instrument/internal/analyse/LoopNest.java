package io.sirocco.instrument.internal.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
  }

  /**
   * Finds the loops.
   *
   * @return by header block; the blocks of each loop
   */
  static Map<Integer, BitSet> find(FlowGraph flow) {
    return new LoopNest(flow).loops();
  }

  /** The headers of the loops around a block, the outermost first. */
  static List<Integer> around(Map<Integer, BitSet> loops, int block) {
    return loops.entrySet().stream()
        .filter(loop -> loop.getValue().get(block))
        .sorted(Comparator.comparingInt(
                (Map.Entry<Integer, BitSet> loop) -> loop.getValue().cardinality())
            .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<Integer, BitSet> loops() {
    Map<Integer, BitSet> loops = new TreeMap<>();
    for (int block : order) {
      for (int target : targets(block)) {
        if (dominates(position[target], position[block])) {
          BitSet body = loops.computeIfAbsent(target, header -> new BitSet());
          body.set(target);
          addBody(body, block);
        }
      }
    }
    return loops;
  }

  private void addBody(BitSet body, int tail) {
    Deque<Integer> worklist = new ArrayDeque<>();
    worklist.push(tail);
    while (!worklist.isEmpty()) {
      int block = worklist.pop();
      if (!body.get(block)) {
        body.set(block);
        predecessors.get(block).forEach(worklist::push);
      }
    }
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
