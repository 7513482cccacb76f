package io.sirocco.instrument.internal.analyse;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The order in which a depth-first walk from the entry of a method finds its blocks, along normal and
 * exception edges. Blocks that cannot be reached are not in it.
 */
final class DepthFirstTree {
  private final int[] found; // blocks in the order of entering them
  private final int[] left; // blocks in the order of leaving them
  private final int[] number; // by block: index in found, -1 if unreachable
  private final int[] parent; // by block: from where it was found; the entry itself for the entry

  private DepthFirstTree(FlowGraph flow) {
    int[] entered = new int[flow.blockCount()];
    int[] done = new int[flow.blockCount()];
    number = new int[flow.blockCount()];
    parent = new int[flow.blockCount()];
    Arrays.fill(number, -1);
    int enteredCount = 0;
    int doneCount = 0;
    Deque<int[]> path = new ArrayDeque<>(); // pairs of block and index of its next edge
    entered[enteredCount] = 0;
    number[0] = enteredCount++;
    path.push(new int[] {0, 0});
    while (!path.isEmpty()) {
      int[] top = path.peek();
      int block = top[0];
      if (top[1] == flow.edgeCount(block)) {
        done[doneCount++] = block;
        path.pop();
        continue;
      }
      int next = flow.edge(block, top[1]++);
      if (number[next] < 0) {
        entered[enteredCount] = next;
        number[next] = enteredCount++;
        parent[next] = block;
        path.push(new int[] {next, 0});
      }
    }
    found = Arrays.copyOf(entered, enteredCount);
    left = Arrays.copyOf(done, doneCount);
  }

  static DepthFirstTree of(FlowGraph flow) {
    return new DepthFirstTree(flow);
  }

  /** Number of blocks that can be reached. */
  int size() {
    return found.length;
  }

  /** The block that was entered as number so-and-so; the entry is number 0. */
  int block(int itsNumber) {
    return found[itsNumber];
  }

  /** The number of a block, or -1 if it cannot be reached. */
  int number(int block) {
    return number[block];
  }

  /** The block from which a block was found. */
  int parent(int block) {
    return parent[block];
  }

  /** The blocks in the order in which the walk left them: all that a block leads to before it, but for loops. */
  int[] postorder() {
    return left;
  }
}
