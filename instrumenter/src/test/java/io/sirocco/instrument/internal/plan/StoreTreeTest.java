package io.sirocco.instrument.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

class StoreTreeTest {

  @Test
  void way_from_a_point_to_the_root_has_exactly_its_live_locals() {
    CoroutinePlan plan = plan("int a = await(f); await(f); int b = a; await(f); use(a + b);");
    StoreTree tree = StoreTree.first(plan);

    for (PointPlan point : plan.points()) {
      List<Integer> onTheWay = locals(tree.entry(point));
      assertEquals(new TreeSet<>(point.locals().keySet()), new TreeSet<>(onTheWay));
      assertEquals(point.locals().size(), onTheWay.size());
    }
  }

  @Test
  void points_with_the_same_stores_have_one_entry() {
    CoroutinePlan plan = plan("await(f); await(f); await(f); use(n);");
    StoreTree tree = StoreTree.first(plan);

    assertSame(tree.entry(plan.points().get(0)), tree.entry(plan.points().get(1)));
    assertEquals(3, tree.inOrder().size()); // f, n, and the root
  }

  @Test
  void values_that_become_live_one_by_one_are_stored_once_each() {
    String declared = repeat(16, i -> "int x" + i + " = await(f);");
    String used = repeat(16, i -> "use(x" + i + ");");

    int size = StoreTree.first(plan(declared + used + "f.isDone();")).inOrder().size();

    assertEquals(15 + 1 + 1, size); // all but the last of them, f, and the root
  }

  @Test
  void values_that_are_dead_at_one_point_each_cost_less_than_a_store_for_each_pair() {
    String declared = repeat(16, i -> "int x" + i + " = n;");
    String changed = repeat(16, i -> "x" + i + " = await(f);");
    String used = repeat(16, i -> "use(x" + i + ");");

    int size = StoreTree.first(plan(declared + changed + used)).inOrder().size();

    assertTrue(size <= 16 * 4 + 3, size + " nodes"); // each at one node per halving
  }

  @Test
  void node_stands_before_its_parent_unless_that_was_there_already() {
    StoreTree tree =
        StoreTree.first(plan("int a = await(f); await(f); use(a); int b = n; await(f); use(b);"));
    List<StoreTree.Node> nodes = tree.inOrder();

    for (int i = 0; i < nodes.size(); i++) {
      StoreTree.Node parent = nodes.get(i).parent();
      if (parent != null) {
        int position = nodes.indexOf(parent);
        assertTrue(position == i + 1 || position < i);
      }
    }
    assertEquals(1, nodes.stream().filter(node -> node.store() == null).count());
  }

  @Test
  void only_nodes_where_ways_meet_are_jumped_to() {
    CoroutinePlan plan = plan("int a = n; int b = n; await(f); use(a + b);");
    StoreTree tree = StoreTree.first(plan);
    StoreTree.Node entry = tree.entry(plan.points().get(0));

    assertTrue(entry.isJumpedTo());
    for (StoreTree.Node node = entry.parent(); node != null; node = node.parent()) {
      assertFalse(node.isJumpedTo());
    }
  }

  @Test
  void second_suspension_stores_what_changed_and_clears_what_is_dead() {
    CoroutinePlan plan = plan("String s = \"\" + n; await(f); s.trim(); n++; await(f); use(n);");
    StoreTree.Node entry = StoreTree.again(plan).entry(plan.points().get(1));

    List<Store> stores = stores(entry);
    assertEquals(List.of("I"), descriptors(stores, false));
    assertEquals(
        List.of("Lio/sirocco/Future;", "Ljava/lang/String;"),
        descriptors(stores, true).stream().sorted().toList());
  }

  @Test
  void await_that_is_only_reached_by_being_resumed_has_no_entry() {
    CoroutinePlan plan = plan("await(f);");
    StoreTree tree = StoreTree.again(plan);

    assertNull(tree.entry(plan.points().get(0)));
    assertEquals(List.of(), tree.inOrder());
  }

  private static List<String> descriptors(List<Store> stores, boolean areCleared) {
    return stores.stream()
        .filter(store -> store.localIndex() == Store.NOTHING == areCleared)
        .map(store -> store.field().descriptor())
        .toList();
  }

  private static List<Integer> locals(StoreTree.Node entry) {
    return stores(entry).stream().map(Store::localIndex).toList();
  }

  private static List<Store> stores(StoreTree.Node entry) {
    List<Store> stores = new ArrayList<>();
    for (StoreTree.Node node = entry; node.store() != null; node = node.parent()) {
      stores.add(node.store());
    }
    return stores;
  }

  private static String repeat(int times, IntFunction<String> code) {
    return IntStream.range(0, times).mapToObj(code).collect(Collectors.joining());
  }

  private static CoroutinePlan plan(String body) {
    ClassNode owner = JavaSource.parse(JavaSource.compileOne(JavaSource.owner(
        "static void use(int n) { }\n@Coroutine static void load(Future<Integer> f, int n) {" + body
            + "}")));
    return CoroutinePlan.of(
        MethodAnalyzer.analyze(
            owner, CoroutineFinder.find(owner).coroutines().get(0), diagnostic -> {}),
        0);
  }
}
