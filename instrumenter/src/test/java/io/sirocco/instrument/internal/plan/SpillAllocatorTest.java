package io.sirocco.instrument.internal.plan;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class SpillAllocatorTest {

  @Test
  void local_keeps_its_field_at_every_point() {
    List<SuspensionPoint> points = points(
        List.of(List.of(Opcodes.TOP, Opcodes.INTEGER), List.of(Opcodes.INTEGER, Opcodes.INTEGER)));

    SpillAllocator allocator = new SpillAllocator(points);

    assertEquals("[1=i0]", spills(allocator, points.get(0)));
    assertEquals("[0=i1, 1=i0]", spills(allocator, points.get(1)));
  }

  @Test
  void locals_that_are_live_together_have_different_fields() {
    SpillAllocator allocator = allocate(List.of(Opcodes.INTEGER, Opcodes.INTEGER));

    assertEquals("[i0 I, i1 I]", declared(allocator));
  }

  @Test
  void locals_of_one_type_that_never_meet_share_a_field() {
    SpillAllocator allocator =
        allocate(List.of(Opcodes.TOP, Opcodes.INTEGER), List.of(Opcodes.INTEGER, Opcodes.TOP));

    assertEquals("[i0 I]", declared(allocator));
  }

  @Test
  void locals_of_different_types_never_share_a_field() {
    SpillAllocator allocator = allocate(
        List.of("java/lang/String"),
        List.of("java/lang/Object"),
        List.of("[I"),
        List.of(Opcodes.INTEGER),
        List.of(Opcodes.FLOAT),
        List.of(Opcodes.LONG, Opcodes.TOP),
        List.of(Opcodes.DOUBLE, Opcodes.TOP));

    assertEquals(
        "[l0 Ljava/lang/String;, l1 Ljava/lang/Object;, l2 [I, i3 I, f4 F, j5 J, d6 D]",
        declared(allocator));
  }

  @Test
  void null_uninitialised_and_unused_locals_need_no_field() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .type(Opcodes.NEW, "java/lang/String")
        .op(Opcodes.DUP)
        .op(Opcodes.ACONST_NULL)
        .variable(Opcodes.ASTORE, 1)
        .variable(Opcodes.ALOAD, 0)
        .await()
        .op(Opcodes.POP)
        .variable(Opcodes.ALOAD, 1)
        .type(Opcodes.CHECKCAST, "java/lang/String")
        .call(Opcodes.INVOKESPECIAL, "java/lang/String", "<init>", "(Ljava/lang/String;)V")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN));

    CoroutinePlan plan = CoroutinePlan.of(coroutine.analysis(), 0);

    assertEquals("{1}", plan.points().get(0).point().liveLocals().toString());
    assertEquals(List.of(), plan.fields());
    assertEquals(List.of(), plan.points().get(0).spills());
  }

  @Test
  void dead_local_needs_no_field() {
    MethodBuilder code = method("(Lio/sirocco/Future;II)V")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 2)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    CoroutinePlan plan = CoroutinePlan.of(Coroutine.of(code).analysis(), 0);

    assertEquals(List.of(new FrameField("i0", "I")), plan.fields());
    assertEquals("[2]", plan.points().get(0).locals().keySet().toString());
  }

  @Provide
  Arbitrary<List<List<Object>>> typesOfPoints() {
    Arbitrary<Object> types = Arbitraries.of(
        Opcodes.TOP, Opcodes.NULL, Opcodes.INTEGER, Opcodes.FLOAT, "java/lang/String", "[J");
    return types.list().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void every_value_has_a_field_of_its_own_type_and_shares_it_with_none_at_that_point(
      @ForAll("typesOfPoints") List<List<Object>> types) {
    List<SuspensionPoint> points = points(types);

    SpillAllocator allocator = new SpillAllocator(points);

    for (SuspensionPoint point : points) {
      Set<FrameField> used = new HashSet<>();
      for (Spill spill : allocator.spills(point)) {
        assertEquals(Spill.descriptor(spill.type()), spill.field().descriptor());
        assertEquals(true, used.add(spill.field()), "shared: " + spill);
        assertEquals(true, allocator.fields().contains(spill.field()), "not declared: " + spill);
      }
      long storable =
          types.get(point.number() - 1).stream().filter(Spill::isStorable).count();
      assertEquals(storable, used.size());
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static SpillAllocator allocate(List<Object>... typesOfPoints) {
    return new SpillAllocator(points(List.of(typesOfPoints)));
  }

  /** One point per list of types of locals, all of which are live. */
  private static List<SuspensionPoint> points(List<List<Object>> typesOfPoints) {
    List<SuspensionPoint> points = new ArrayList<>();
    for (List<Object> types : typesOfPoints) {
      BitSet live = new BitSet();
      for (int i = 0; i < types.size(); i++) {
        live.set(i, !types.get(i).equals(Opcodes.TOP));
      }
      StackMap map = new StackMap(types, List.of());
      points.add(new SuspensionPoint(
          points.size() + 1, null, 0, "io/sirocco/Future", map, live, List.of()));
    }
    return points;
  }

  private static String spills(SpillAllocator allocator, SuspensionPoint point) {
    return allocator.spills(point).stream()
        .map(spill -> spill.index() + "=" + spill.field().name())
        .toList()
        .toString();
  }

  private static String declared(SpillAllocator allocator) {
    return allocator.fields().stream()
        .map(field -> field.name() + " " + field.descriptor())
        .toList()
        .toString();
  }
}
