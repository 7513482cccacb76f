package io.sirocco.it.programs.source;

import java.util.List;
import java.util.stream.Stream;

/** Where a coroutine is declared, and on what it is called. NAME stands for the name of the coroutine. */
enum Home {
  STATIC_METHOD(8, "", "private static ", "", ""),
  METHOD(8, "", "private ", "", "instance(3)."),
  DEFAULT_METHOD(8, "interface InNAME {\n", "default ", "}\n", "new InNAME() {\n}."),
  STATIC_METHOD_OF_INTERFACE(8, "interface InNAME {\n", "static ", "}\n", "InNAME."),
  PRIVATE_METHOD_OF_INTERFACE(
      9, "interface InNAME {\n", "private ", "}\n", "((InNAME) new InNAME() {\n})."),
  CONSTANT(
      8,
      "enum InNAME {\nFIRST,\nONE(7) {\n@Override\n",
      "",
      "};\nprivate final int number;\nInNAME() {\nthis(5);\n}\nInNAME(int number) {\n"
          + "this.number = number;\n}\nHEAD {\nthrow new Boom(number);\n}\n}\n",
      "InNAME.ONE."),
  INNER(
      8,
      "private final class InNAME {\nfinal long mine = own + 1;\n",
      "",
      "}\n",
      "instance(2).new InNAME().",
      new Scope.Variable("mine", "long", true),
      new Scope.Variable("CLASS.this.own", "long", false)),
  GENERIC(
      8,
      "static class InNAME<A extends Comparable<A>> {\nfinal A held;\nInNAME(A held) {\n"
          + "this.held = held;\n}\n",
      "final ",
      "}\n",
      "new InNAME<Integer>(5).",
      new Scope.Variable("held.compareTo(held)", "int", true),
      new Scope.Variable("((Object) held)", "Object", true)),
  RECORD(
      17,
      "record InNAME(int left, String right) {\nInNAME {\nstep(\"InNAME\", left);\n}\n",
      "public ",
      "}\n",
      "new InNAME(5, \"r\").",
      new Scope.Variable("left", "int", true),
      new Scope.Variable("right()", "String", true)),
  /** The override awaits what the method of its superclass does, on the way to its own result. */
  SUBCLASS(
      8,
      "static class BaseNAME {\nlong inherited = 9;\nFuture<Object> before(Object o) {\n"
          + "return Script.<Object>later(o);\n}\n}\n"
          + "static final class InNAME extends BaseNAME {\n@Override\n@Coroutine\n"
          + "Future<Object> before(Object o) {\nstep(await(super.before(o)));\n"
          + "return Future.<Object>of(o);\n}\n",
      "protected ",
      "}\n",
      "new InNAME().",
      new Scope.Variable("inherited", "long", false)),
  /** Only a subclass of the sealed class can be made. */
  SEALED(
      17,
      "static sealed abstract class InNAME permits OneNAME, TwoNAME {\n",
      "",
      "}\nstatic final class OneNAME extends InNAME {\n}\n"
          + "static non-sealed class TwoNAME extends InNAME {\n}\n",
      "new OneNAME().");

  private final int release;
  private final String before;
  private final String modifiers;
  private final String after;
  private final String receiver;
  private final List<Scope.Variable> variables;

  Home(
      int release,
      String before,
      String modifiers,
      String after,
      String receiver,
      Scope.Variable... variables) {
    this.release = release;
    this.before = before;
    this.modifiers = modifiers;
    this.after = after;
    this.receiver = receiver;
    this.variables = List.of(variables);
  }

  /** Those that a release knows; the plain ones more than once. */
  static List<Home> of(int release) {
    return Stream.concat(
            Stream.of(STATIC_METHOD, STATIC_METHOD, METHOD, METHOD), Stream.of(values()))
        .filter(home -> home.release <= release)
        .toList();
  }

  /** What stands before the annotations. */
  String before(MadeCoroutine head) {
    return before.replace("NAME", head.name());
  }

  String modifiers() {
    return modifiers;
  }

  /** The first statements of the body. */
  String start() {
    return this == SUBCLASS
        ? "step(((Object) await(super.before(depth))), ((Object) await(before(1))));\n"
        : "";
  }

  /** What stands after the body; a head without body declares the coroutine for constants. */
  String after(MadeCoroutine head, String declaration) {
    return after.replace("NAME", head.name()).replace("HEAD", declaration);
  }

  /** On what it is called, with the dot. */
  String receiver(MadeCoroutine head) {
    return receiver.replace("NAME", head.name());
  }

  /** Fields that only coroutines of this home can use. */
  List<Scope.Variable> variables(String program) {
    return variables.stream()
        .map(v -> new Scope.Variable(v.name().replace("CLASS", program), v.type(), v.isFinal()))
        .toList();
  }
}
