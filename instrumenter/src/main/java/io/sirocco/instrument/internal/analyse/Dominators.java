package io.sirocco.instrument.internal.analyse;

/**
 * Which block is on every path from the entry to another one.
 *
 * <p>All arrays are by number of the block in the depth-first tree. The time hardly grows faster than
 * the number of edges, also where a handler has thousands of them.
 *
 * @see "Lengauer, Tarjan: A Fast Algorithm for Finding Dominators in a Flowgraph (semidominators)"
 * @see "Georgiadis: Linear-Time Algorithms for Dominators and Related Problems, section 2.2 (SNCA)"
 */
final class Dominators {
  private final FlowGraph flow;
  private final DepthFirstTree tree;
  private final int[] dominator; // the immediate one
  private final int[]
      first; // number in a walk down the dominator tree, and how many follow it below:
  private final int[] size;

  private Dominators(FlowGraph flow, DepthFirstTree tree) {
    this.flow = flow;
    this.tree = tree;
    this.dominator = immediate();
    this.size = new int[dominator.length];
    this.first = new int[dominator.length];
    numberDominatorTree();
  }

  static Dominators of(FlowGraph flow, DepthFirstTree tree) {
    return new Dominators(flow, tree);
  }

  /** Whether each path from the entry to {@code below} passes {@code above}; both can be reached. */
  boolean dominates(int above, int below) {
    int top = tree.number(above);
    int distance = first[tree.number(below)] - first[top];
    return distance >= 0 && distance < size[top];
  }

  private int[] immediate() {
    int[] result = new int[tree.size()];
    for (int node = 1; node < result.length; node++) {
      result[node] = tree.number(tree.parent(tree.block(node)));
    }
    int[] semi = new Semidominators(result).all;
    for (int node = 1; node < result.length; node++) { // nearest common ancestor with the parent's
      int candidate = result[node];
      while (candidate > semi[node]) {
        candidate = result[candidate];
      }
      result[node] = candidate;
    }
    return result;
  }

  private void numberDominatorTree() {
    for (int node = size.length - 1; node > 0; node--) {
      size[node]++;
      size[dominator[node]] += size[node];
    }
    size[0]++;
    int[] next = new int[size.length];
    next[0] = 1;
    for (int node = 1; node < size.length; node++) {
      int above = dominator[node];
      first[node] = next[above];
      next[above] += size[node];
      next[node] = first[node] + 1;
    }
  }

  /** For each node the smallest one from which a path leads to it over larger ones only. */
  private final class Semidominators {
    final int[] all;
    private final int[] ancestor; // the way up through nodes that are done, made shorter by its use
    private final int[] best; // the node on that way whose semidominator is the smallest

    Semidominators(int[] parent) {
      all = new int[parent.length];
      ancestor = parent.clone();
      best = new int[parent.length];
      for (int node = 0; node < all.length; node++) {
        all[node] = node;
        best[node] = node;
      }
      int[] path = new int[parent.length];
      for (int node = all.length - 1; node > 0; node--) {
        for (int block : flow.predecessors(tree.block(node))) {
          int predecessor = tree.number(block);
          if (predecessor >= 0) {
            all[node] = Math.min(all[node], all[bestAbove(predecessor, node, path)]);
          }
        }
      }
    }

    /** The best node between {@code start} and its last ancestor that is larger than {@code node}. */
    private int bestAbove(int start, int node, int[] path) {
      if (start <= node) {
        return start;
      }
      int length = 0;
      int top = start;
      while (ancestor[top] > node) {
        path[length++] = top;
        top = ancestor[top];
      }
      while (length > 0) {
        int below = path[--length];
        int above = ancestor[below];
        if (all[best[above]] < all[best[below]]) {
          best[below] = best[above];
        }
        ancestor[below] = ancestor[above];
      }
      return best[start];
    }
  }
}
