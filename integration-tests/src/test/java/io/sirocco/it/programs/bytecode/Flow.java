package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Where control goes: targets that have their place already, and those that wait for one. Before a jump
 * the stack and the locals are made what was agreed for its target; that is why all code verifies,
 * however the jumps lead.
 */
final class Flow implements Opcodes {
  /** Leaves the method, whatever is on the stack. */
  interface Exit {
    /**
     * Does it.
     *
     * @param mayFail whether on the way something may be thrown, which perhaps comes back
     */
    void leave(boolean mayFail);
  }

  private final Assembler assembler;
  private final Choices choices;
  private final Values values;
  private final Ranges ranges;
  private final Exit exit;
  private final List<Target> placed = new ArrayList<>();
  private final List<Target> waiting = new ArrayList<>();

  Flow(Assembler assembler, Choices choices, Values values, Ranges ranges, Exit exit) {
    this.assembler = assembler;
    this.choices = choices;
    this.values = values;
    this.ranges = ranges;
    this.exit = exit;
  }

  List<Target> waiting() {
    return waiting;
  }

  // ---- agreeing -------------------------------------------------------------------------------

  /** Whether {@link #agreeWith} can succeed. */
  private boolean canAgreeWith(Target target) {
    StackMap now = assembler.now();
    StackMap known = target.known();
    for (Map.Entry<Integer, Object> local : known.locals().entrySet()) {
      if (!now.has(local.getKey(), local.getValue())) {
        boolean canMake = !(local.getValue() instanceof Unfinished)
            && ranges.mayStore(local.getKey(), local.getValue());
        if (!canMake) {
          return false;
        }
      }
    }
    List<Object> stack = known.stack();
    for (int i = now.sharedStack(known); i < stack.size(); i++) {
      if (stack.get(i) instanceof Unfinished unfinished
          && !survivesIn(known.locals(), unfinished)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a local has the object before and after the locals were made to agree. */
  private boolean survivesIn(Map<Integer, Object> agreed, Unfinished unfinished) {
    return assembler.now().locals().entrySet().stream()
        .anyMatch(
            e -> e.getValue().equals(unfinished) && unfinished.equals(agreed.get(e.getKey())));
  }

  /** Makes what is known here fit a target. */
  private void agreeWith(Target target) {
    StackMap known = target.known();
    assembler.popTo(assembler.now().sharedStack(known));
    for (Map.Entry<Integer, Object> local : known.locals().entrySet()) {
      if (!assembler.now().has(local.getKey(), local.getValue())) {
        values.push(local.getValue(), 1);
        assembler.store(local.getKey());
      }
    }
    List<Object> stack = known.stack();
    for (int i = assembler.now().stack().size(); i < stack.size(); i++) {
      if (stack.get(i) instanceof Unfinished unfinished) {
        assembler.load(localOf(unfinished));
      } else {
        values.push(stack.get(i), 1);
      }
    }
    if (!assembler.now().isAssignableTo(known)) {
      throw new AssertionError(assembler.now() + " is not " + known);
    }
  }

  private int localOf(Unfinished unfinished) {
    return assembler.now().locals().entrySet().stream()
        .filter(e -> e.getValue().equals(unfinished))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  // ---- places ---------------------------------------------------------------------------------

  /** Makes this place a target for jumps from further down. */
  void placeHere() {
    Target target = Target.weakened(assembler.now(), choices);
    place(target);
  }

  /** Gives a waiting target its place here; who comes from above goes on there if that is possible. */
  void place(Target target) {
    if (assembler.isReachable()) {
      if (!target.isHandler() && canAgreeWith(target)) {
        agreeWith(target);
      } else {
        exit.leave(true);
      }
    }
    ranges.closeUnlessHolding(target.known());
    assembler.continueAt(target.label(), target.known());
    waiting.remove(target);
    placed.add(target);
    if (target.isHandler()) {
      leaveWithoutFuel();
    }
  }

  /** A handler may cover itself. */
  private void leaveWithoutFuel() {
    Target goOn = Target.to(assembler.now().copy());
    fuel();
    assembler.jumpIf(IFNE, 1, goOn.label());
    exit.leave(false);
    place(goOn);
  }

  private void fuel() {
    assembler.call(INVOKESTATIC, "io/sirocco/it/programs/Pieces", "fuel", "()Z");
  }

  /** A place that no path leads to. */
  void placeDead(StackMap known) {
    ranges.closeUnlessHolding(known);
    assembler.continueAt(new Label(), known);
  }

  /** A handler for a new range: one of a range before, or one that waits. */
  Target handler(String type) {
    List<Target> fitting = both(target -> target.isHandler()
        && target.known().stack().equals(List.of(type == null ? Types.THROWABLE : type))
        && assembler.now().localsAreAssignableTo(target.known().locals()));
    if (!fitting.isEmpty() && choices.below(2) != 0) {
      return choices.of(fitting);
    }
    Target made = Ranges.handlerHere(assembler.now(), type, choices);
    waiting.add(made);
    return made;
  }

  private List<Target> both(Predicate<Target> condition) {
    List<Target> all = new ArrayList<>(waiting);
    all.addAll(placed);
    all.removeIf(condition.negate());
    return all;
  }

  // ---- jumps ----------------------------------------------------------------------------------

  /** A jump up, as long as there is fuel. */
  void jumpUp() {
    List<Target> candidates = placed.stream().filter(this::canAgreeWith).toList();
    if (!candidates.isEmpty()) {
      Target target = choices.of(candidates);
      agreeWith(target);
      fuel();
      assembler.jumpIf(IFNE, 1, target.label());
    }
  }

  /** A conditional jump down. */
  void jumpDown() {
    Target target = targetDown();
    agreeWith(target);
    switch (choices.below(5)) {
      case 1 -> compare(INTEGER, IF_ICMPEQ + choices.below(6));
      case 2 -> compare(Types.OBJECT, IF_ACMPEQ + choices.below(2));
      case 3 -> {
        values.push(Types.STRING, 1);
        assembler.jumpIf(IFNULL + choices.below(2), 1, target.label());
        return;
      }
      default -> {
        values.push(INTEGER, 1);
        assembler.jumpIf(IFEQ + choices.below(6), 1, target.label());
        return;
      }
    }
    assembler.jumpIf(lastComparison, 2, target.label());
  }

  private int lastComparison;

  private void compare(Object type, int opcode) {
    values.push(type, 1);
    values.push(type, 0);
    lastComparison = opcode;
  }

  /** An unconditional jump down. */
  void leaveDown() {
    Target target = targetDown();
    agreeWith(target);
    assembler.jump(target.label());
  }

  private Target targetDown() {
    List<Target> candidates = waiting.stream().filter(this::canAgreeWith).toList();
    if (!candidates.isEmpty() && choices.below(3) != 0) {
      return choices.of(candidates);
    }
    Target made = Target.weakened(assembler.now(), choices);
    waiting.add(made);
    return made;
  }

  void switchDown() {
    Target first = targetDown();
    agreeWith(first);
    StackMap now = assembler.now();
    List<Label> labels = new ArrayList<>(List.of(first.label()));
    for (int i = choices.below(4); i > 0; i--) {
      List<Target> fitting =
          waiting.stream().filter(target -> now.isAssignableTo(target.known())).toList();
      if (choices.below(2) == 0) {
        labels.add(choices.of(fitting).label());
      } else {
        Target made = Target.weakened(now, choices);
        waiting.add(made);
        labels.add(made.label());
      }
    }
    values.push(INTEGER, 1);
    assembler.take();
    if (choices.below(2) == 0) {
      assembler.tableSwitch(choices.below(3), first.label(), labels);
    } else {
      int[] keys = new int[labels.size()];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = i * 3 + (i > 1 ? 1000 : 0);
      }
      assembler.lookupSwitch(keys, first.label(), labels);
    }
  }
}
