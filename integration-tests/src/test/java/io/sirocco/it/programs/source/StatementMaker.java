package io.sirocco.it.programs.source;

import static io.sirocco.it.programs.source.Code.block;
import static io.sirocco.it.programs.source.Code.expression;
import static io.sirocco.it.programs.source.Code.frame;
import static io.sirocco.it.programs.source.Code.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes statements, with expressions in them. */
final class StatementMaker {
  private final Place place;
  private final Random random;
  private final ExpressionMaker expressions;
  private final String resultType;
  private final boolean isVoid;

  /** For a body that returns {@code Future.of(value)}; or nothing, if {@code resultType} is null. */
  StatementMaker(Place place, String resultType) {
    this.place = place;
    this.random = place.random();
    this.expressions = new ExpressionMaker(place, this);
    this.resultType = resultType;
    this.isVoid = resultType == null;
  }

  // ---- bodies ---------------------------------------------------------------------------------

  /** The statements of a coroutine, with a return at the end. */
  List<Code> body(int count, int depth) {
    List<Code> all = some(count, depth);
    all.add(frame("step(\"end\", ", expressions.any(1), ");\n"));
    if (!isVoid) {
      all.add(frame("return ", result(depth), ";\n"));
    }
    return all;
  }

  Code lambdaBody(Place inside, String type, int depth) {
    StatementMaker inner = new StatementMaker(inside, type);
    return block(inner.lambdaStatements(depth));
  }

  private List<Code> lambdaStatements(int depth) {
    List<Code> all = some(random.nextInt(3), depth);
    String boxed = Literals.boxed(resultType);
    all.add(frame("return Future.<" + boxed + ">of(", awaitIn(depth), ");\n"));
    return all;
  }

  /** A lambda without an await would not be a coroutine, and would throw to its caller. */
  private Code awaitIn(int depth) {
    String boxed = Literals.boxed(resultType);
    return expression(
        resultType,
        "((",
        resultType,
        ") await(Script.<" + boxed + ">later(",
        expressions.of(resultType, depth),
        ")))");
  }

  /** A block that ends with yield. */
  Code yielding(String type, int depth) {
    place.enterSwitchExpression();
    int mark = place.scope().mark();
    List<Code> all = some(random.nextInt(2), depth);
    if (place.mayTry() && random.nextBoolean()) {
      Code tried = yieldingBlock(type, depth);
      Code caught = yieldingBlock(type, depth - 1);
      Code end = random.nextBoolean() ? frame("finally ", blockOf(1, depth)) : frame();
      all.add(frame("try ", tried, "catch (Boom " + place.newName("e") + ") ", caught, end));
    } else {
      all.add(yieldOf(expressions.of(type, depth)));
    }
    place.scope().forget(mark);
    place.leaveSwitchExpression();
    return block(all);
  }

  /** In two pairs of parentheses: {@code yield (a, b)} would be a call, also if the comma is inside braces. */
  private static Code yieldOf(Code value) {
    return frame("yield ((", value, "));\n");
  }

  private Code yieldingBlock(String type, int depth) {
    int mark = place.scope().mark();
    List<Code> all = some(random.nextInt(2), depth);
    all.add(yieldOf(expressions.of(type, depth)));
    place.scope().forget(mark);
    return block(all);
  }

  private Object result(int depth) {
    String boxed = Literals.boxed(resultType);
    Code value = expressions.of(resultType, depth);
    String kind = place.coroutine() == null ? "Future" : place.coroutine().kind();
    if (kind.startsWith("Completable") || kind.startsWith("CompletionStage")) {
      return random.nextInt(4) == 0
          ? frame("Script.<" + boxed + ">stage(", value, ")")
          : frame("CompletableFuture.<" + boxed + ">completedFuture(", value, ")");
    }
    return random.nextInt(4) == 0
        ? frame("Script.<" + boxed + ">later(", value, ")")
        : frame("Future.<" + boxed + ">of(", value, ")");
  }

  // ---- statements -----------------------------------------------------------------------------

  private Code blockOf(int count, int depth) {
    int mark = place.scope().mark();
    List<Code> all = some(count, depth);
    place.scope().forget(mark);
    return block(all);
  }

  private List<Code> some(int count, int depth) {
    List<Code> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(depth <= 0 || !place.hasBudget() ? simple(1) : any(depth));
    }
    return all;
  }

  private Code any(int depth) {
    return switch (random.nextInt(21)) {
      case 17, 18, 19, 20 -> idiom(depth);
      case 0, 1, 2 -> declaration(depth);
      case 3, 4 -> simple(depth);
      case 5 -> conditional(depth);
      case 6, 7 -> loop(depth);
      case 8 -> oldSwitch(depth);
      case 9 -> place.release() >= 17 ? arrowSwitch(depth) : conditional(depth);
      case 10, 11 -> place.mayTry() ? tryCatchFinally(depth) : simple(depth);
      case 12 -> place.mayTry() ? tryWithResources(depth) : declaration(depth);
      case 13 -> leaving(depth);
      case 14 -> place.mayLock() ? monitor(depth) : declaration(depth);
      case 15 -> place.isConcurrent() && place.mayAwait() ? started(depth) : lateAssignment(depth);
      default -> lateAssignment(depth);
    };
  }

  private Code idiom(int depth) {
    List<Idiom> possible = Idiom.at(place);
    Idiom idiom = possible.get(random.nextInt(possible.size()));
    boolean hasWide = idiom.hasWide(); // perhaps below a gap
    return statement(idiom
        .template()
        .filled(place.newName(""), gap -> filled(gap, hasWide, depth - 1))
        .toArray());
  }

  private Code filled(String gap, boolean hasWide, int depth) {
    if (gap.equals("block")) {
      return blockOf(1 + random.nextInt(2), depth);
    }
    String type = gap.substring(gap.indexOf(' ') + 1);
    if (gap.contains(" ")) { // what a guard may use (JLS 14.11.1) is what a local class may use
      Place other = place.forLambda(null);
      other.setMayAwait(place.mayAwait());
      other.pushWide(); // perhaps
      if (gap.startsWith("guard ")) {
        other.enterGuard();
      }
      return new StatementMaker(other, type).expressions.of(type, depth);
    }
    if (hasWide) {
      place.pushWide();
    }
    Code made = expressions.of(gap, depth);
    if (hasWide) {
      place.popWide(1);
    }
    return made;
  }

  private Code declaration(int depth) {
    String type = expressions.anyType();
    boolean isFinal = random.nextInt(4) == 0;
    String name = place.newName("v");
    Code made = statement(
        (isFinal ? "final " : "") + type + " " + name + " = ", expressions.of(type, depth), ";\n");
    place.scope().declare(new Scope.Variable(name, type, isFinal));
    return made;
  }

  private Code simple(int depth) {
    return switch (random.nextInt(5)) {
      case 0 ->
        statement("step(", expressions.any(depth), ", ", expressions.any(depth - 1), ");\n");
      case 1 ->
        place.mayAwait()
            ? statement("await(later(", expressions.any(depth), "));\n")
            : statement("step(1);\n");
      case 2 -> voidCall(depth);
      default -> assignmentStatement(depth);
    };
  }

  /** A coroutine that goes on beside this one; its future may be awaited later, or never. */
  private Code started(int depth) {
    List<MadeCoroutine> callees = place.callees().stream()
        .filter(c -> !c.isVoid() && c != place.coroutine())
        .toList();
    if (callees.isEmpty()) {
      return lateAssignment(depth);
    }
    MadeCoroutine callee = callees.get(random.nextInt(callees.size()));
    String name = place.newName("f");
    List<Object> parts = new ArrayList<>(List.of(callee.returnType() + " " + name + " = "));
    parts.addAll(expressions.call(callee, depth));
    parts.add(";\n");
    place.scope().declare(new Scope.Variable(name, callee.returnType(), false));
    return statement(parts.toArray());
  }

  private Code voidCall(int depth) {
    List<MadeCoroutine> callees = place.callees().stream()
        .filter(c -> c.isVoid() && c != place.coroutine())
        .toList();
    if (callees.isEmpty() || !place.mayAwait()) {
      return statement("step(\"x\", ", expressions.any(depth), ");\n");
    }
    List<Object> parts = expressions.call(callees.get(random.nextInt(callees.size())), depth);
    parts.add(";\n");
    return statement(parts.toArray());
  }

  private Code assignmentStatement(int depth) {
    String type = expressions.anyType();
    Scope.Variable variable = place.scope().anyToAssign(type, random);
    return variable == null
        ? statement("step(", expressions.of(type, depth), ");\n")
        : statement(variable.name() + " = ", expressions.of(type, depth), ";\n");
  }

  private Code lateAssignment(int depth) {
    String type = expressions.anyType();
    String name = place.newName("w");
    Code made = statement(
        type + " " + name + ";\nif (",
        expressions.of("boolean", depth - 1),
        ") {\n" + name + " = ",
        expressions.of(type, depth),
        ";\n} else {\n",
        statement("step(", expressions.any(depth - 1), ");\n"),
        name + " = ",
        expressions.of(type, depth - 1),
        ";\n}\n");
    place.scope().declare(new Scope.Variable(name, type, false));
    return made;
  }

  private Code conditional(int depth) {
    Code condition = expressions.of("boolean", depth);
    Code then = blockOf(1 + random.nextInt(2), depth - 1);
    return random.nextBoolean()
        ? statement("if (", condition, ") ", then)
        : statement(
            "if (", condition, ") ", then, "else ", blockOf(1 + random.nextInt(2), depth - 1));
  }

  /** return, throw, break or continue, always under a condition: what follows stays reachable. */
  private Code leaving(int depth) {
    Code condition = expressions.of("boolean", depth - 1);
    return statement("if (", condition, ") {\n", jump(depth), "}\n");
  }

  private Code jump(int depth) {
    List<String> loops = place.scope().loops();
    if (!place.mayLeave()) {
      return frame("throw new Boom(", expressions.of("int", depth - 1), ");\n");
    }
    if (!loops.isEmpty() && random.nextInt(3) != 0) {
      String label = loops.get(random.nextInt(loops.size()));
      return frame((random.nextBoolean() ? "break " : "continue ") + label + ";\n");
    }
    if (random.nextInt(3) == 0) {
      return frame("throw new Bang(", expressions.of("int", depth - 1), ");\n");
    }
    return isVoid ? frame("return;\n") : frame("return ", result(depth - 1), ";\n");
  }

  // ---- loops ----------------------------------------------------------------------------------

  private Code loop(int depth) {
    String label = place.newName("loop");
    int mark = place.scope().mark();
    Object[] head = loopHead(label, depth);
    boolean enters = place.mayLeave();
    if (enters) {
      place.scope().enterLoop(label);
    }
    Code body = blockOf(1 + random.nextInt(3), depth - 1);
    if (enters) {
      place.scope().leaveLoop();
    }
    place.scope().forget(mark);
    return statement(head[0], body, head[1]);
  }

  /** What stands before and after the body. */
  private Object[] loopHead(String label, int depth) {
    String name = place.newName("i");
    switch (random.nextInt(5)) {
      case 0: {
        Code condition = expressions.of("boolean", depth - 1);
        return new Object[] {frame(label + ":\nwhile (Pieces.fuel() && ", condition, ") "), ""};
      }
      case 1:
        return new Object[] {
          label + ":\ndo ",
          frame("while (Pieces.fuel() && ", expressions.of("boolean", depth - 1), ");\n")
        };
      case 2: {
        Code array = expressions.of(random.nextBoolean() ? "int[]" : "String[]", depth - 1);
        place.scope().declare(new Scope.Variable(name, Literals.elementType(array.type()), true));
        return new Object[] {
          frame(
              label + ":\nfor (" + Literals.elementType(array.type()) + " " + name + " : ",
              array,
              ") "),
          ""
        };
      }
      default: {
        Code start = expressions.of("int", depth - 2);
        Code end = expressions.of("int", depth - 1);
        place.scope().declare(new Scope.Variable(name, "int", false));
        return new Object[] {
          frame(
              label + ":\nfor (int " + name + " = ",
              start,
              " & 1; Pieces.fuel() && " + name + " < (",
              end,
              " & 3); " + name + "++) "),
          ""
        };
      }
    }
  }

  // ---- switches -------------------------------------------------------------------------------

  private Code oldSwitch(int depth) {
    boolean ofString = random.nextBoolean();
    List<Object> parts = new ArrayList<>();
    parts.addAll(List.of(
        "switch (",
        expressions.of(ofString ? "String" : "int", depth - 1),
        ofString ? ") {\n" : " & 3) {\n"));
    for (int i = 0; i < 3; i++) {
      parts.add(ofString ? "case \"" + (char) ('p' + i) + "\":\n" : "case " + i + ":\n");
      parts.add(blockOf(1 + random.nextInt(2), depth - 1));
      parts.add(random.nextInt(3) == 0 ? "" : "break;\n");
    }
    parts.add("default:\n");
    parts.add(blockOf(1, depth - 1));
    parts.add("}\n");
    return statement(parts.toArray());
  }

  private Code arrowSwitch(int depth) {
    return statement(
        "switch (",
        expressions.of("int", depth - 1),
        " & 3) {\ncase 0 -> ",
        blockOf(1, depth - 1),
        "case 1, 2 -> ",
        blockOf(2, depth - 1),
        "default -> ",
        blockOf(1, depth - 1),
        "}\n");
  }

  // ---- exceptions -----------------------------------------------------------------------------

  private Code tryCatchFinally(int depth) {
    List<Object> parts =
        new ArrayList<>(List.of("try ", blockOf(1 + random.nextInt(3), depth - 1)));
    boolean catches = random.nextInt(4) != 0;
    if (catches) {
      String name = place.newName("e");
      String types = List.of(
              "Bang",
              "Boom",
              "RuntimeException",
              "Exception",
              "Throwable",
              "Bang | ArithmeticException")
          .get(random.nextInt(6));
      parts.add("catch (" + types + " " + name + ") {\nstep(\"caught\", " + name + ");\n");
      parts.add(blockOf(1 + random.nextInt(2), depth - 1));
      if (random.nextInt(3) == 0) {
        parts.add(statement("if (", expressions.of("boolean", 1), ") {\nthrow " + name + ";\n}\n"));
      } else {
        parts.add("step(" + name + ");\n");
      }
      parts.add("}\n");
    }
    if (!catches || random.nextBoolean()) {
      parts.add("finally ");
      parts.add(blockOf(1 + random.nextInt(2), depth - 1));
    }
    return statement(parts.toArray());
  }

  private Code tryWithResources(int depth) {
    String name = place.newName("r");
    List<Object> parts = new ArrayList<>();
    parts.addAll(List.of(
        "try (Resource " + name + " = new Resource(",
        expressions.of("int", depth - 1),
        ")) {\nstep(" + name + ".number());\n"));
    parts.add(blockOf(1 + random.nextInt(2), depth - 1));
    parts.add("step(" + name + ".number());\n}\n");
    if (random.nextBoolean()) {
      String caught = place.newName("e");
      parts.add("catch (Boom " + caught + ") {\nstep(" + caught + ");\n");
      parts.add(blockOf(1, depth - 1));
      parts.add("}\n");
    }
    return statement(parts.toArray());
  }

  /** A synchronized block: no await inside. */
  private Code monitor(int depth) {
    boolean before = place.mayAwait();
    place.setMayAwait(false);
    Code body = blockOf(1 + random.nextInt(2), depth - 1);
    place.setMayAwait(before);
    return statement("synchronized (LOCK) ", body);
  }
}
