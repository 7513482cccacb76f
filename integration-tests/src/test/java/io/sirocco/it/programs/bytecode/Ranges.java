package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;

/**
 * The exception table of a method. Ranges open and close anywhere: they overlap, share handlers, and
 * cover their own handlers.
 *
 * <p>A handler knows some locals, its guarantees; while a range is open they may not change.
 */
final class Ranges {
  private record Range(Label start, int instruction, Target handler, String type) {}

  private final Assembler assembler;
  private final List<Range> open = new ArrayList<>();
  private final List<Runnable> rows = new ArrayList<>();

  Ranges(Assembler assembler) {
    this.assembler = assembler;
  }

  int open() {
    return open.size();
  }

  /** Opens a range; the handler is one that others have, or a new one. */
  void open(Target handler, String type) {
    Label start = new Label();
    assembler.mark(start);
    open.add(new Range(start, assembler.instructions(), handler, type));
  }

  /** Some of the locals known here, as a handler for exceptions of a type knows them. */
  static Target handlerHere(StackMap now, String type, Choices choices) {
    Map<Integer, Object> guaranteed = new TreeMap<>(now.locals());
    guaranteed.keySet().removeIf(local -> choices.oneIn(3));
    return new Target(
        new Label(),
        new StackMap(guaranteed, List.of(type == null ? Types.THROWABLE : type)),
        true);
  }

  void close(int index) {
    Range range = open.remove(index);
    if (range.instruction() == assembler.instructions()) {
      return; // an empty range is not allowed (JVMS 4.7.3)
    }
    Label end = new Label();
    assembler.mark(end);
    rows.add(() -> assembler
        .code()
        .visitTryCatchBlock(range.start(), end, range.handler().label(), range.type()));
  }

  /** Closes those whose guarantees do not hold where this is known. */
  void closeUnlessHolding(StackMap known) {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (!known.localsAreAssignableTo(open.get(i).handler().known().locals())) {
        close(i);
      }
    }
  }

  void closeAll() {
    while (!open.isEmpty()) {
      close(open.size() - 1);
    }
  }

  /** A row that comes before all others so far. */
  void addFirst(Label start, Label end, Label handler) {
    rows.add(0, () -> assembler.code().visitTryCatchBlock(start, end, handler, null));
  }

  /** Whether a local may get a value of this type now. */
  boolean mayStore(int local, Object type) {
    StackMap after = new StackMap(new TreeMap<>(guaranteed()), new ArrayList<>());
    after.set(local, type);
    return guaranteed().entrySet().stream().allMatch(e -> after.has(e.getKey(), e.getValue()));
  }

  /** Whether the constructor of an object may be called now. */
  boolean mayConstruct(Unfinished unfinished) {
    return open.stream()
        .noneMatch(range -> range.handler().known().locals().containsValue(unfinished));
  }

  private Map<Integer, Object> guaranteed() {
    Map<Integer, Object> all = new HashMap<>();
    for (Range range : open) {
      all.putAll(range.handler().known().locals());
    }
    return all;
  }

  /** Writes the table. */
  void emit() {
    rows.forEach(Runnable::run);
  }
}
