package io.sirocco.instrument.internal.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.tree.InsnList;

/**
 * What many suspension points store, arranged so that they share the code for it.
 *
 * <p>Each node is one store; after it comes that of its parent, and the root does what all have in
 * common. A point begins at the node whose way to the root has its stores. So for n values at m points
 * the tree has about n nodes, or n times log m, and not n times m, if points that are near each other
 * have most of their values in common. The smallest tree is hard to find; two are made, and the smaller
 * one is taken.
 *
 * @see "Han, Pei, Yin: Mining Frequent Patterns without Candidate Generation (the first tree)"
 */
public final class StoreTree {
  /** One store, or the root. */
  public static final class Node {
    private final Node parent;
    private final Store store;
    private final Map<Store, Node> children = new LinkedHashMap<>();
    private boolean isEntry;

    private Node(Node parent, Store store) {
      this.parent = parent;
      this.store = store;
    }

    /** What comes after this store; null for the root. */
    public Node parent() {
      return parent;
    }

    /** Null for the root. */
    public Store store() {
      return store;
    }

    /** Whether more than one way leads here: from a point, or from another node. */
    public boolean isJumpedTo() {
      return isEntry || children.size() > 1;
    }
  }

  private final Node root = new Node(null, null);
  private final Map<PointPlan, Node> entries = new IdentityHashMap<>();
  private int size; // number of nodes without the root

  private StoreTree() {}

  private static StoreTree of(List<PointPlan> points, Function<PointPlan, List<Store>> storesOf) {
    Map<Store, Integer> numbers = new LinkedHashMap<>();
    List<BitSet> sets = new ArrayList<>();
    for (PointPlan point : points) {
      BitSet set = new BitSet();
      for (Store store : storesOf.apply(point)) {
        numbers.putIfAbsent(store, numbers.size());
        set.set(numbers.get(store));
      }
      sets.add(set);
    }
    List<Store> stores = List.copyOf(numbers.keySet());
    StoreTree byFrequency = new StoreTree();
    byFrequency.addByFrequency(points, sets, stores);
    StoreTree byHalves = new StoreTree();
    if (!points.isEmpty()) {
      byHalves.addByHalves(points, sets, stores, byHalves.root, new BitSet());
    }
    return byHalves.size < byFrequency.size ? byHalves : byFrequency;
  }

  /** The more points have a store, the nearer it is to the root. Best where values become live one by one. */
  private void addByFrequency(List<PointPlan> points, List<BitSet> sets, List<Store> stores) {
    int[] frequency = new int[stores.size()];
    sets.forEach(set -> set.stream().forEach(store -> frequency[store]++));
    Comparator<Integer> order = Comparator.comparingInt(store -> -frequency[store]);
    for (int i = 0; i < sets.size(); i++) {
      Node node = root;
      for (int store : sets.get(i).stream().boxed().sorted(order).toList()) {
        node = child(node, stores.get(store));
      }
      enter(points.get(i), node);
    }
  }

  /**
   * What all points have in common is at the root, then what the first half of them has and what the
   * second half has, and so on. Best where one point lacks this and the next one that.
   *
   * @param above stores between the root and the node
   */
  private void addByHalves(
      List<PointPlan> points, List<BitSet> sets, List<Store> stores, Node below, BitSet above) {
    BitSet common = (BitSet) sets.get(0).clone();
    sets.forEach(common::and);
    Node node = below;
    for (int store = common.nextSetBit(0); store >= 0; store = common.nextSetBit(store + 1)) {
      node = above.get(store) ? node : child(node, stores.get(store));
    }
    int half = points.size() / 2;
    if (half == 0) {
      enter(points.get(0), node);
      return;
    }
    int end = points.size();
    addByHalves(points.subList(0, half), sets.subList(0, half), stores, node, common);
    addByHalves(points.subList(half, end), sets.subList(half, end), stores, node, common);
  }

  private Node child(Node parent, Store store) {
    return parent.children.computeIfAbsent(store, s -> {
      size++;
      return new Node(parent, s);
    });
  }

  private void enter(PointPlan point, Node node) {
    node.isEntry = true;
    entries.put(point, node);
  }

  /** For what is stored when each point suspends for the first time: everything. */
  public static StoreTree first(CoroutinePlan plan) {
    return of(
        plan.points(), point -> point.locals().values().stream().map(Store::of).toList());
  }

  /**
   * For what is stored when a point suspends again: what changed, and what is dead. Points that are not
   * reached again are left out.
   */
  public static StoreTree again(CoroutinePlan plan) {
    InsnList insns = plan.analysis().coroutine().method().instructions;
    BitSet kept = plan.body().main().kept();
    List<PointPlan> reached = plan.points().stream()
        .filter(point -> kept.get(insns.indexOf(point.point().call())))
        .toList();
    return of(reached, StoreTree::again);
  }

  private static List<Store> again(PointPlan point) {
    List<Store> stores = new ArrayList<>();
    for (Spill spill : point.dirty()) {
      if (spill.place() == Spill.Place.LOCAL) {
        stores.add(Store.of(spill));
      }
    }
    point.cleared().forEach(field -> stores.add(Store.cleared(field)));
    return stores;
  }

  /** Where a point begins. */
  public Node entry(PointPlan point) {
    return entries.get(point);
  }

  /**
   * All nodes in an order in which, if possible, a node stands directly before its parent; none if
   * there is no point.
   */
  public List<Node> inOrder() {
    if (entries.isEmpty()) {
      return List.of();
    }
    List<Node> leaves = new ArrayList<>();
    List<Node> worklist = new ArrayList<>(List.of(root));
    while (!worklist.isEmpty()) {
      Node node = worklist.remove(worklist.size() - 1);
      worklist.addAll(node.children.values());
      if (node.children.isEmpty()) {
        leaves.add(node);
      }
    }
    Set<Node> placed = new LinkedHashSet<>();
    for (Node leaf : leaves) {
      for (Node node = leaf; node != null && placed.add(node); ) {
        node = node.parent;
      }
    }
    return List.copyOf(placed);
  }
}
