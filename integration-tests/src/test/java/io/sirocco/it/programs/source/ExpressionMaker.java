package io.sirocco.it.programs.source;

import static io.sirocco.it.programs.source.Code.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes expressions of a given type, with awaits at any place in them. */
final class ExpressionMaker {
  private final Place place;
  private final Random random;
  private final StatementMaker statements;

  ExpressionMaker(Place place, StatementMaker statements) {
    this.place = place;
    this.random = place.random();
    this.statements = statements;
  }

  /** An expression of any type. */
  Code any(int depth) {
    return of(anyType(), depth);
  }

  /** An expression whose text says nothing about its identity. */
  private Code anyButAnArray(int depth) {
    String type = anyType();
    return of(type.endsWith("[]") ? "String" : type, depth);
  }

  String anyType() {
    return Literals.TYPES.get(random.nextInt(Literals.TYPES.size()));
  }

  /** An expression of this type; {@code depth} says how many levels it may have. */
  Code of(String type, int depth) {
    if (depth <= 0 || !place.hasBudget()) {
      return leaf(type);
    }
    place.spend();
    switch (random.nextInt(14)) {
      case 0:
      case 12:
      case 13:
        return leaf(type);
      case 1:
      case 2:
        return place.mayAwait() ? awaitedValue(type, depth) : operation(type, depth);
      case 3:
        return place.mayAwait() ? awaitedCall(type, depth) : operation(type, depth);
      case 4:
        return expression(
            type,
            "((" + type + ") (",
            of("boolean", depth - 1),
            " ? ",
            of(type, depth - 1),
            " : ",
            of(type, depth - 1),
            "))");
      case 5:
        return assignment(type, depth);
      case 6:
        return passed(type, depth);
      case 7:
        return place.release() >= 17 ? switchExpression(type, depth) : operation(type, depth);
      case 8:
        return place.mayAwait() ? lambda(type, depth) : operation(type, depth);
      default:
        return operation(type, depth);
    }
  }

  private Code leaf(String type) {
    Scope.Variable variable = place.scope().any(type, random);
    if (variable != null && random.nextInt(4) != 0) {
      return expression(type, variable.name());
    }
    Code literal = expression(type, Literals.any(type, random));
    return place.mayAwait() && random.nextInt(4) == 0 ? awaited(type, literal) : literal;
  }

  private Code passed(String type, int depth) {
    return expression(type, "((", type, ") pass(", of(type, depth - 1), "))");
  }

  // ---- awaits ---------------------------------------------------------------------------------

  private Code awaitedValue(String type, int depth) {
    return awaited(type, of(type, depth - 1));
  }

  private Code awaited(String type, Code value) {
    String boxed = Literals.boxed(type);
    int number = random.nextInt(9);
    return switch (random.nextInt(14)) {
      case 0 ->
        expression(
            type, "((", type, ") await(Script.<", boxed, ">failing(new Boom(" + number + "))))");
      case 1 ->
        expression(
            type, "((", type, ") await(Script.<", boxed, ">failing(new Bang(" + number + "))))");
      case 2, 3 ->
        expression(type, "((", type, ") awaitCompletable(Script.<", boxed, ">stage(", value, ")))");
      case 4 ->
        expression(
            type, "((", type, ") awaitObject((Object) Script.<", boxed, ">later(", value, ")))");
      default -> expression(type, "((", type, ") await(Script.<", boxed, ">later(", value, ")))");
    };
  }

  private Code awaitedCall(String type, int depth) {
    String kind = MadeCoroutine.EAGER_KINDS.get(random.nextInt(MadeCoroutine.EAGER_KINDS.size()));
    Scope.Variable started = place.scope().any(kind + "<" + Literals.boxed(type) + ">", random);
    if (started != null) {
      String await = MadeCoroutine.await(kind);
      return expression(type, "((" + type + ") " + await + "(" + started.name() + "))");
    }
    List<MadeCoroutine> callees = place.callees().stream()
        .filter(callee -> !callee.isVoid() && callee.resultType().equals(type))
        .toList();
    if (callees.isEmpty()) {
      return awaitedValue(type, depth);
    }
    MadeCoroutine callee = callees.get(random.nextInt(callees.size()));
    List<Object> parts =
        new ArrayList<>(List.of("((" + type + ") " + MadeCoroutine.await(callee.kind()) + "("));
    parts.addAll(call(callee, depth));
    parts.add("))");
    return expression(type, parts.toArray());
  }

  /** The text of a call. */
  List<Object> call(MadeCoroutine callee, int depth) {
    List<Object> parts = new ArrayList<>();
    parts.add(callee.home().receiver(callee) + callee.name() + "(");
    parts.add(callee == place.coroutine() ? "depth - 1" : "" + random.nextInt(3));
    int wide = 0;
    for (String parameter : callee.parameters()) {
      parts.add(", ");
      parts.add(of(parameter, depth - 1));
      if (Literals.isWide(parameter)) {
        place.pushWide();
        wide++;
      }
    }
    place.popWide(wide);
    parts.add(")");
    return parts;
  }

  /** With a cast: javac attributes the body of a lambda twice that is an argument itself. */
  private Code lambda(String type, int depth) {
    String boxed = Literals.boxed(type);
    String future = "Future<" + boxed + ">";
    if (random.nextBoolean()) {
      Code body = statements.lambdaBody(place.forLambda(null), type, depth - 1);
      return expression(
          type,
          "((",
          type,
          ") await(Pieces.<" + boxed + ">call((Supplier<" + future + ">) () -> ",
          body,
          ")))");
    }
    String argumentType = random.nextBoolean() ? "Integer" : "String";
    String name = place.newName("x");
    Code argument = of(argumentType, depth - 1);
    Code body = statements.lambdaBody(
        place.forLambda(new Scope.Variable(name, argumentType, true)), type, depth - 1);
    return expression(
        type,
        "((",
        type,
        ") await(Pieces.<" + argumentType + ", " + boxed + ">apply(",
        argument,
        ", (Function<" + argumentType + ", " + future + ">) " + name + " -> ",
        body,
        ")))");
  }

  // ---- assignments ----------------------------------------------------------------------------

  /** An assignment as an expression; {@code operation} if there is nothing to assign. */
  Code assignment(String type, int depth) {
    Scope.Variable variable = place.scope().anyToAssign(type, random);
    if (variable == null) {
      return elementAssignment(type, depth);
    }
    String name = variable.name();
    if (Literals.isNumber(type) || Literals.isSmall(type)) {
      switch (random.nextInt(5)) {
        case 0:
          return expression(type, random.nextBoolean() ? name + "++" : "(--" + name + ")");
        case 1:
        case 2:
          return compound(type, name, depth);
        default:
      }
    } else if (type.equals("String") && random.nextBoolean()) {
      return expression(type, "(" + name + " += ", shortText(anyButAnArray(depth - 1)), ")");
    }
    return expression(type, "(" + name + " = ", of(type, depth - 1), ")");
  }

  /** Else {@code text += text} in a loop fills the memory. */
  private static Code shortText(Code added) {
    return switch (added.type()) {
      case "String" -> expression("String", "Pieces.cut(", added, ")");
      case "Object" -> expression("String", "Pieces.cut(Shown.of(", added, "))");
      default -> added;
    };
  }

  private Code compound(String type, String target, int depth) {
    String operator = List.of(" += ", " -= ", " *= ").get(random.nextInt(3));
    return expression(
        type, "(" + target + operator, afterWide(type, () -> of(operand(type), depth - 1)), ")");
  }

  private String operand(String type) {
    return Literals.isSmall(type) ? "int" : type;
  }

  private Code elementAssignment(String type, int depth) {
    Scope.Variable array = place.scope().any(type + "[]", random);
    if (array == null) {
      return operation(type, depth);
    }
    Code index = of("int", depth - 1);
    if (Literals.isNumber(type) && random.nextBoolean()) {
      Code value = afterWide(type, () -> of(type, depth - 1));
      return expression(type, "(" + array.name() + "[", index, " & 3] += ", value, ")");
    }
    return expression(type, "(" + array.name() + "[", index, " & 3] = ", of(type, depth - 1), ")");
  }

  // ---- operations -----------------------------------------------------------------------------

  private Code operation(String type, int depth) {
    Scope.Variable array = place.scope().any(type + "[]", random);
    if (array != null && random.nextInt(3) == 0) {
      return expression(type, array.name() + "[", of("int", depth - 1), " & 3]");
    }
    return switch (type) {
      case "int" -> intOperation(depth);
      case "long" -> longOperation(depth);
      case "double" ->
        binary(
            "double",
            random.nextBoolean() ? " + " : " * ",
            random.nextBoolean() ? "int" : "double",
            depth);
      case "float" ->
        random.nextBoolean()
            ? binary("float", " - ", "float", depth)
            : expression(
                "float",
                "Pieces.half(",
                of("float", depth - 1),
                ", ",
                of("double", depth - 1),
                ")");
      case "boolean" -> booleanOperation(depth);
      case "byte", "short" -> expression(type, "((", type, ") ", of("int", depth - 1), ")");
      case "char" -> expression("char", "((char) ('a' + (", of("int", depth - 1), " & 15)))");
      case "String" -> stringOperation(depth);
      case "Integer" -> expression("Integer", "Integer.valueOf(", of("int", depth - 1), ")");
      case "Object" -> expression("Object", "((Object) ", anyButAnArray(depth - 1), ")");
      case "Pair" -> expression("Pair", "new Pair(", any(depth - 1), ", ", any(depth - 1), ")");
      default -> newArray(type, depth);
    };
  }

  private Code intOperation(int depth) {
    return switch (random.nextInt(9)) {
      case 0 ->
        expression(
            "int",
            "Pieces.choose(",
            of("boolean", depth - 1),
            ", ",
            of("int", depth - 1),
            ", ",
            of("int", depth - 1),
            ")");
      case 1 -> expression("int", "new Pair(", any(depth - 1), ", ", any(depth - 1), ").weight()");
      case 2 ->
        expression("int", "(", of("int", depth - 1), " / (", of("int", depth - 1), " | 1))");
      case 3 -> expression("int", "(", of("int", depth - 1), " / ", of("int", depth - 1), ")");
      case 4 ->
        expression("int", "((int) ", of(random.nextBoolean() ? "long" : "double", depth - 1), ")");
      case 5 -> expression("int", "(-", of("char", depth - 1), ")");
      case 6 -> expression("int", of("String", depth - 1), ".length()");
      default ->
        binary(
            "int", List.of(" + ", " - ", " * ", " ^ ", " & ").get(random.nextInt(5)), "int", depth);
    };
  }

  private Code longOperation(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        Code a = of("int", depth - 1);
        Code b = of("long", depth - 1);
        yield expression(
            "long",
            "Pieces.sum(",
            a,
            ", ",
            b,
            ", ",
            afterWide("long", () -> of("int", depth - 1)),
            ")");
      }
      case 1 -> expression("long", "((long) ", of("int", depth - 1), ")");
      default ->
        binary(
            "long",
            List.of(" + ", " - ", " * ", " ^ ").get(random.nextInt(4)),
            random.nextBoolean() ? "int" : "long",
            depth);
    };
  }

  private Code booleanOperation(int depth) {
    return switch (random.nextInt(7)) {
      case 0 -> binary("boolean", random.nextBoolean() ? " && " : " || ", "boolean", depth);
      case 1 -> binary("boolean", random.nextBoolean() ? " & " : " ^ ", "boolean", depth);
      case 2 -> expression("boolean", "(!", of("boolean", depth - 1), ")");
      case 3 ->
        expression("boolean", "Pieces.flip(", any(depth - 1), ", ", of("boolean", depth - 1), ")");
      case 4 -> expression("boolean", "(", of("Object", depth - 1), " instanceof String)");
      default -> {
        String type = List.of("int", "long", "double", "float", "char").get(random.nextInt(5));
        Code left = of(type, depth - 1);
        String operator = random.nextBoolean() ? " < " : " >= ";
        yield expression(
            "boolean", "(", left, operator, afterWide(type, () -> of(type, depth - 1)), ")");
      }
    };
  }

  private Code stringOperation(int depth) {
    if (random.nextInt(3) == 0) {
      Code a = of("int", depth - 1);
      Code b = of("long", depth - 1);
      place.pushWide();
      Code c = of("double", depth - 1);
      place.pushWide();
      Code d = of("String", depth - 1);
      Code e = any(depth - 1);
      place.popWide(2);
      return expression("String", "Pieces.mix(", a, ", ", b, ", ", c, ", ", d, ", ", e, ")");
    }
    List<Object> parts = new ArrayList<>(List.of("Pieces.cut(\"\" + "));
    int wide = 0;
    for (int i = random.nextInt(3); i >= 0; i--) {
      String type = anyType();
      parts.add(type.endsWith("[]") ? expression("String", "\"-\"") : of(type, depth - 1));
      parts.add(i > 0 ? " + " : ")");
      if (Literals.isWide(type)) {
        place.pushWide();
        wide++;
      }
    }
    place.popWide(wide);
    return expression("String", parts.toArray());
  }

  private Code newArray(String type, int depth) {
    String element = Literals.elementType(type);
    List<Object> parts = new ArrayList<>(List.of("new " + type + " {"));
    for (int i = 0; i < 4; i++) {
      parts.add(of(element, depth - 2));
      parts.add(i < 3 ? ", " : "}");
    }
    return expression(type, parts.toArray());
  }

  private Code binary(String type, String operator, String rightType, int depth) {
    Code left = of(type, depth - 1);
    return expression(
        type, "(", left, operator, afterWide(type, () -> of(rightType, depth - 1)), ")");
  }

  /** An expression that is evaluated while a value of {@code below} lies on the operand stack. */
  private Code afterWide(String below, Supplier<Code> maker) {
    if (!Literals.isWide(below)) {
      return maker.get();
    }
    place.pushWide();
    Code made = maker.get();
    place.popWide(1);
    return made;
  }

  // ---- switch expressions ---------------------------------------------------------------------

  private Code switchExpression(String type, int depth) {
    List<Object> parts = new ArrayList<>();
    if (random.nextBoolean()) {
      parts.addAll(List.of("((" + type + ") switch (", of("int", depth - 1), " & 3) {\n"));
      parts.addAll(List.of("case 0 -> ", of(type, depth - 1), ";\n"));
      parts.addAll(List.of("case 1, 2 -> ", statements.yielding(type, depth - 1)));
    } else {
      parts.addAll(List.of("((" + type + ") switch (", of("String", depth - 1), ") {\n"));
      parts.addAll(List.of("case \"p\" -> ", statements.yielding(type, depth - 1)));
      parts.addAll(List.of("case \"q\", \"Aa\", \"BB\" -> ", of(type, depth - 1), ";\n"));
    }
    parts.addAll(List.of("default -> ", of(type, depth - 1), ";\n})"));
    return expression(type, parts.toArray());
  }
}
