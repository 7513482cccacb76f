package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Makes up the body of a coroutine. */
final class BodyMaker implements Opcodes {
  private static final int DEEPEST = 9;
  private static final int MONITOR = 40; // locals that nobody else uses
  private static final int CAUGHT = 41;
  private static final List<Integer> LOCALS =
      List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 300, 302);

  private final Choices choices;
  private final Head head;
  private final Calls calls;
  private final Assembler assembler;
  private final Values values;
  private final Ranges ranges;
  private final Flow flow;

  BodyMaker(
      MethodNode method, Head head, Calls calls, List<Operation> operations, Choices choices) {
    this.choices = choices;
    this.head = head;
    this.calls = calls;
    this.assembler = new Assembler(method);
    this.ranges = new Ranges(assembler);
    this.values = new Values(assembler, choices, operations, () -> ranges.open() > 0);
    this.flow = new Flow(assembler, choices, values, ranges, this::exit);
    assembler.begin(head.parameters());
  }

  void make() {
    for (int left = 60; left > 0 && choices.below(25) != 0; left--) {
      goOn();
      statement();
    }
    while (!flow.waiting().isEmpty()) {
      flow.place(flow.waiting().get(0));
      for (int i = choices.below(3); i > 0; i--) {
        goOn();
        straight();
      }
    }
    if (assembler.isReachable()) {
      exit(true);
    }
    ranges.closeAll();
    ranges.emit();
    assembler.finish();
  }

  /** After an end: somewhere that a jump leads to, or dead code. */
  private void goOn() {
    if (!assembler.isReachable()) {
      if (flow.waiting().isEmpty() || choices.oneIn(6)) {
        dead();
      } else {
        flow.place(choices.of(flow.waiting()));
      }
    }
  }

  private void dead() {
    StackMap known = new StackMap(new TreeMap<>(), new ArrayList<>());
    for (int i = choices.below(4); i > 0; i--) {
      known.set(choices.of(LOCALS), choices.of(Types.ALL));
    }
    for (int i = choices.below(3); i > 0; i--) {
      known.stack().add(choices.of(Types.ALL));
    }
    flow.placeDead(known);
  }

  private void statement() {
    switch (choices.below(20)) {
      case 1, 2 -> flow.jumpDown();
      case 3 -> flow.placeHere();
      case 4, 5 -> flow.jumpUp();
      case 6 -> flow.leaveDown();
      case 7 -> flow.switchDown();
      case 8 -> open();
      case 9 -> close();
      case 10 -> {
        if (!flow.waiting().isEmpty()) {
          flow.place(choices.of(flow.waiting()));
        }
      }
      case 11 -> {
        if (ranges.open() > 0 || choices.oneIn(8)) {
          fail();
        }
      }
      case 12 -> monitor();
      default -> straight();
    }
  }

  /** A statement that goes on with the next one. */
  private void straight() {
    if (assembler.now().stack().size() > DEEPEST) {
      assembler.pop();
    }
    switch (choices.below(18)) {
      case 1, 2, 3 -> values.push(choices.of(Types.ALL), 2);
      case 4, 5 -> values.performAny(2);
      case 6, 7 -> store();
      case 8 -> load();
      case 9 -> move();
      case 10 -> assembler.allocate(choices.of(List.of(Types.BUILDER, Types.CELL, Types.BOOM)));
      case 11 -> construct();
      case 12 -> increment();
      case 13 -> call();
      case 14 -> {
        if (!assembler.now().locals().isEmpty()) {
          load();
          show();
        }
      }
      default -> awaitTop();
    }
  }

  // ---- statements -----------------------------------------------------------------------------

  private void awaitTop() {
    if (head.isGenerator() && choices.below(2) != 0) {
      values.push(Types.OBJECT, 1);
      assembler.call(INVOKESTATIC, "io/sirocco/Coroutines", "emit", "(Ljava/lang/Object;)V");
      return;
    }
    List<Object> stack = assembler.now().stack();
    if (stack.isEmpty() || !Types.isReference(assembler.now().top())) {
      values.push(Types.STRING, 1);
    }
    if (Types.isFuture(assembler.now().top())) {
      values.await("L" + assembler.now().top() + ";");
    } else {
      values.awaitTop();
    }
  }

  private void call() {
    calls.make(assembler, values);
    List<Object> stack = assembler.now().stack();
    if (!stack.isEmpty() && Types.isFuture(assembler.now().top()) && choices.below(2) != 0) {
      store();
    }
  }

  private void store() {
    if (assembler.now().stack().isEmpty()) {
      values.push(choices.of(Types.ALL), 1);
    }
    int local = choices.of(LOCALS);
    if (ranges.mayStore(local, assembler.now().top())) {
      assembler.store(local);
    } else {
      assembler.pop();
    }
  }

  private void load() {
    if (!assembler.now().locals().isEmpty()) {
      assembler.load(choices.of(List.copyOf(assembler.now().locals().keySet())));
    }
  }

  private void move() {
    List<Integer> possible = Stream.of(StackMove.values())
        .map(StackMove::opcode)
        .filter(assembler::canMove)
        .toList();
    if (!possible.isEmpty()) {
      assembler.move(choices.of(possible));
    }
  }

  private void increment() {
    List<Integer> ints = assembler.now().locals().entrySet().stream()
        .filter(e -> e.getValue().equals(INTEGER))
        .map(e -> e.getKey())
        .toList();
    if (!ints.isEmpty()) {
      assembler.increment(choices.of(ints), choices.of(List.of(1, -1, 127, 1000)));
    }
  }

  /** Calls the constructor of an object that was allocated before, wherever it is. */
  private void construct() {
    List<Unfinished> candidates = Stream.concat(
            assembler.now().locals().values().stream(), assembler.now().stack().stream())
        .filter(Unfinished.class::isInstance)
        .map(Unfinished.class::cast)
        .filter(ranges::mayConstruct)
        .distinct()
        .toList();
    if (candidates.isEmpty()) {
      return;
    }
    Unfinished unfinished = choices.of(candidates);
    if (!bringToTop(unfinished)) {
      return;
    }
    List<String> descriptors = switch (unfinished.type()) {
      case Types.BUILDER -> List.of("()V", "(Ljava/lang/String;)V", "(I)V");
      case Types.CELL -> List.of("(I)V", "(IJLjava/lang/Object;)V");
      default -> List.of("(I)V");
    };
    String descriptor = choices.of(descriptors);
    for (Object type : Operation.parsed(descriptor.substring(1, descriptor.lastIndexOf(')')))) {
      values.push(type, 2);
    }
    assembler.construct(unfinished, descriptor);
  }

  private boolean bringToTop(Unfinished unfinished) {
    if (assembler.now().locals().containsValue(unfinished)) {
      assembler.load(assembler.now().locals().entrySet().stream()
          .filter(e -> e.getValue().equals(unfinished))
          .findFirst()
          .orElseThrow()
          .getKey());
      return true;
    }
    while (!assembler.now().top().equals(unfinished)) {
      if (assembler.canMove(SWAP) && choices.below(2) == 0) {
        List<Object> stack = assembler.now().stack();
        if (stack.get(stack.size() - 2).equals(unfinished)) {
          assembler.move(SWAP);
          continue;
        }
      }
      assembler.pop();
    }
    return true;
  }

  private void open() {
    if (ranges.open() < 3) {
      String type =
          choices.of(Arrays.asList(null, Types.BOOM, Types.RUNTIME_EXCEPTION, Types.NULL_POINTER));
      ranges.open(flow.handler(type), type);
    }
  }

  private void close() {
    if (ranges.open() > 0) {
      ranges.close(choices.below(ranges.open()));
    }
  }

  private void fail() {
    values.push(Types.BOOM, 1);
    assembler.leave(ATHROW);
  }

  /** A monitor that is held while nothing is awaited; left as javac does, also if something fails. */
  private void monitor() {
    values.push(Types.STRING, 1);
    values.pushConstant(Types.OBJECT);
    assembler.call(
        INVOKESTATIC,
        "java/util/Objects",
        "requireNonNullElse",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
    assembler.move(DUP);
    assembler.store(MONITOR);
    assembler.monitor(MONITORENTER);
    StackMap inHandler = new StackMap(assembler.now().copy().locals(), List.of(Types.THROWABLE));
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label handlerEnd = new Label();
    assembler.mark(start);
    values.forbidAwaits();
    for (int i = choices.below(3); i >= 0; i--) {
      values.performAny(1);
    }
    values.allowAwaits();
    assembler.load(MONITOR);
    assembler.monitor(MONITOREXIT);
    assembler.mark(end);
    Target after = Target.to(assembler.now().copy());
    after.known().locals().remove(MONITOR);
    assembler.jump(after.label());
    assembler.continueAt(handler, inHandler);
    assembler.store(CAUGHT);
    assembler.load(MONITOR);
    assembler.monitor(MONITOREXIT);
    assembler.mark(handlerEnd);
    assembler.load(CAUGHT);
    assembler.leave(ATHROW);
    ranges.addFirst(handler, handlerEnd, handler);
    ranges.addFirst(start, end, handler);
    flow.place(after);
  }

  // ---- the end --------------------------------------------------------------------------------

  /** Shows what is known, and returns. */
  private void exit(boolean mayFail) {
    while (mayFail && !assembler.now().stack().isEmpty() && choices.below(5) != 0) {
      show();
    }
    if (mayFail && choices.below(4) != 0) {
      for (int local : List.copyOf(assembler.now().locals().keySet())) {
        assembler.load(local);
        show();
      }
    }
    assembler.popTo(0);
    if (head.isVoid()) {
      assembler.leave(RETURN);
      return;
    }
    if (head.isGenerator()) {
      assembler.perform(new Operation(
          List.of(),
          List.of("iterator"),
          code -> code.visitMethodInsn(
              INVOKESTATIC,
              "io/sirocco/AsyncIterator",
              "empty",
              "()Lio/sirocco/AsyncIterator;",
              true)));
      assembler.leave(ARETURN);
      return;
    }
    if (mayFail) {
      values.push(Types.STRING, 1);
    } else {
      assembler.constant("no fuel", Types.STRING);
    }
    values.makeDone(head.kind());
    assembler.leave(ARETURN);
  }

  private void show() {
    Object type = assembler.now().top();
    if (type instanceof Unfinished || Types.isFuture(type)) {
      assembler.pop();
    } else {
      String descriptor =
          Types.isReference(type) ? "Ljava/lang/Object;" : Types.typeOf(type).getDescriptor();
      assembler.call(
          INVOKESTATIC, "io/sirocco/it/programs/Pieces", "show", "(" + descriptor + ")V");
    }
  }
}
