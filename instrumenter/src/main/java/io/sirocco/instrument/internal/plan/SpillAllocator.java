package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import io.sirocco.instrument.internal.plan.Spill.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each value that lives across a suspension a field of the frame.
 *
 * <p>A local keeps one field per type for the whole method, so that it need not be stored again while
 * it does not change. Two values share a field if they have the same type and are never live at the
 * same suspension point: graph colouring, greedy in order of first appearance, so the result depends
 * on nothing but the method.
 */
final class SpillAllocator {
  /** A local or an operand position with one type. */
  record Home(Place place, int index, String descriptor) {}

  private final Map<Home, Integer> homes = new LinkedHashMap<>(); // numbered in order of appearance
  private final List<BitSet> liveTogether = new ArrayList<>(); // by home
  private final List<List<Spill>> spillsOfPoint = new ArrayList<>(); // field still null
  private final Map<Home, FrameField> fieldOf = new HashMap<>();
  private final List<FrameField> fields = new ArrayList<>();

  SpillAllocator(List<SuspensionPoint> points) {
    points.forEach(this::collect);
    colour();
  }

  /** The fields that the frame declares. */
  List<FrameField> fields() {
    return fields;
  }

  /** The values that are live at a point, with their fields. */
  List<Spill> spills(SuspensionPoint point) {
    return spillsOfPoint.get(point.number() - 1).stream()
        .map(s -> new Spill(s.place(), s.index(), s.type(), fieldOf.get(home(s))))
        .toList();
  }

  private void collect(SuspensionPoint point) {
    StackMap types = point.types();
    List<Spill> spills = new ArrayList<>();
    for (int i = 0; i < types.stack().size(); i++) {
      add(spills, Place.OPERAND, i, types.stack().get(i));
    }
    point.liveLocals().stream().forEach(i -> add(spills, Place.LOCAL, i, types.local(i)));
    spillsOfPoint.add(spills);
    BitSet together = new BitSet();
    spills.forEach(s -> together.set(homes.get(home(s))));
    together.stream().forEach(home -> liveTogether.get(home).or(together));
  }

  private void add(List<Spill> spills, Place place, int index, Object type) {
    if (Spill.isStorable(type)) {
      Spill spill = new Spill(place, index, type, null);
      spills.add(spill);
      if (homes.putIfAbsent(home(spill), homes.size()) == null) {
        liveTogether.add(new BitSet());
      }
    }
  }

  private static Home home(Spill spill) {
    return new Home(spill.place(), spill.index(), Spill.descriptor(spill.type()));
  }

  private void colour() {
    Map<String, BitSet> fieldsOfType = new HashMap<>();
    List<Home> inOrder = new ArrayList<>(homes.keySet());
    int[] chosen = new int[inOrder.size()]; // by home: index of its field
    for (int home = 0; home < chosen.length; home++) {
      String descriptor = inOrder.get(home).descriptor();
      BitSet ofType = fieldsOfType.computeIfAbsent(descriptor, d -> new BitSet());
      BitSet free = (BitSet) ofType.clone();
      BitSet neighbours = liveTogether.get(home);
      for (int other = neighbours.nextSetBit(0);
          other < home; // is a neighbour of itself
          other = neighbours.nextSetBit(other + 1)) {
        free.clear(chosen[other]);
      }
      chosen[home] = free.isEmpty() ? newField(descriptor) : free.nextSetBit(0);
      ofType.set(chosen[home]);
      fieldOf.put(inOrder.get(home), fields.get(chosen[home]));
    }
  }

  /** Declares a field; gives its index. */
  private int newField(String descriptor) {
    char kind = Character.toLowerCase(descriptor.charAt(0));
    String prefix = kind == '[' ? "l" : String.valueOf(kind);
    fields.add(new FrameField(prefix + fields.size(), descriptor));
    return fields.size() - 1;
  }
}
