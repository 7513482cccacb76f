package io.sirocco.it.programs.source;

import static io.sirocco.it.programs.source.Code.block;
import static io.sirocco.it.programs.source.Code.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up one whole program. */
final class ProgramMaker {
  private static final List<String> KINDS = List.of(
      "Future", "Future", "Future", "Awaitable", "CompletionStage", "CompletableFuture", "void");

  private final Random random;
  private final int release;
  private final boolean isConcurrent;

  ProgramMaker(Random random, int release, boolean isConcurrent) {
    this.random = random;
    this.release = release;
    this.isConcurrent = isConcurrent;
  }

  Program make(String name) {
    List<MadeCoroutine> coroutines = heads();
    Place.Names names = new Place.Names();
    List<Object> parts = new ArrayList<>();
    parts.add(HEAD + "public final class " + name + " {\n");
    parts.add(FIELDS.replace("NAME", name));
    for (int i = 0; i < coroutines.size(); i++) {
      parts.add(coroutine(name, coroutines.get(i), coroutines.subList(0, i + 1), names));
    }
    parts.add(run(coroutines, names));
    parts.add("}\n");
    return new Program(name, frame(parts.toArray()), false);
  }

  private List<MadeCoroutine> heads() {
    List<Home> homes = Home.of(release);
    List<MadeCoroutine> heads = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<String> parameters = new ArrayList<>();
      for (int p = random.nextInt(4); p > 0; p--) {
        parameters.add(anyType());
      }
      String kind = KINDS.get(random.nextInt(KINDS.size() - (isConcurrent ? 0 : 1)));
      heads.add(new MadeCoroutine(
          "co" + heads.size(),
          kind,
          homes.get(random.nextInt(homes.size())),
          anyType(),
          parameters));
    }
    return heads;
  }

  private String anyType() {
    return Literals.TYPES.get(random.nextInt(Literals.TYPES.size()));
  }

  private Code coroutine(
      String program, MadeCoroutine head, List<MadeCoroutine> callees, Place.Names names) {
    Scope scope = fields(head.home() == Home.METHOD);
    head.home().variables(program).forEach(scope::declare);
    scope.declare(new Scope.Variable("depth", "int", true));
    StringBuilder parameters = new StringBuilder("int depth");
    for (String type : head.parameters()) {
      String name = names.next("p");
      boolean isFinal = random.nextInt(3) == 0;
      parameters.append(isFinal ? ", final " : ", ").append(type).append(' ').append(name);
      scope.declare(new Scope.Variable(name, type, isFinal));
    }
    Place place = new Place(random, release, isConcurrent, head, callees, names, scope);
    StatementMaker maker = new StatementMaker(place, head.isVoid() ? null : head.resultType());
    String declaration = head.returnType() + " " + head.name() + "(" + parameters + ")";
    return frame(
        "\n" + head.home().before(head) + "@Coroutine\n" + head.home().modifiers() + declaration
            + " {\n" + guard(head) + head.home().start(),
        block(maker.body(2 + random.nextInt(2), 3)),
        "}\n" + head.home().after(head, declaration));
  }

  /** Ends the recursion, and the whole program when it has run long enough. */
  private String guard(MadeCoroutine head) {
    String boxed = Literals.boxed(head.resultType());
    String literal = Literals.simplest(head.resultType());
    String simplest = switch (head.kind()) {
      case "void" -> "";
      case "Future", "Awaitable" -> " Future.<" + boxed + ">of(" + literal + ")";
      default -> " CompletableFuture.<" + boxed + ">completedFuture(" + literal + ")";
    };
    return "if (depth < 0 || !Pieces.fuel()) {\nreturn" + simplest + ";\n}\n";
  }

  private Code run(List<MadeCoroutine> coroutines, Place.Names names) {
    MadeCoroutine head =
        new MadeCoroutine("run", "Future", Home.STATIC_METHOD, "String", List.of());
    Place place = new Place(random, release, isConcurrent, head, coroutines, names, fields(false));
    StatementMaker maker = new StatementMaker(place, "String");
    return frame(
        "\n@Coroutine\n@Shape({})\npublic static Future<String> run() {\ntotal = 3;\nwide = 4;\ntext = \"t\";\n",
        block(maker.body(3 + random.nextInt(3), 3)),
        "}\n");
  }

  private Scope fields(boolean ofInstance) {
    Scope scope = new Scope();
    scope.declare(new Scope.Variable("total", "int", false));
    scope.declare(new Scope.Variable("wide", "long", false));
    scope.declare(new Scope.Variable("text", "String", false));
    if (ofInstance) {
      scope.declare(new Scope.Variable("this.own", "long", false));
      scope.declare(new Scope.Variable("flag", "boolean", false));
    }
    return scope;
  }

  private static final String FIELDS = """
      private static final Object LOCK = new Object();
      private static int total;
      private static long wide;
      private static String text;
      private long own;
      private boolean flag;

      private static NAME instance(int own) {
      NAME made = new NAME();
      made.own = own;
      return made;
      }

      private static final class Pair {
      static {
      step("Pair is initialised");
      }

      final Object left;
      final Object right;

      Pair(Object left, Object right) {
      step("new Pair", left, right);
      this.left = left;
      this.right = right;
      }

      int weight() {
      return Shown.of(left).length() * 10 + Shown.of(right).length();
      }

      @Override
      public String toString() {
      return "(" + weight() + ")";
      }
      }
      """;

  private static final String HEAD = """
      package made;

      import static io.sirocco.it.programs.source.Awaits.await;
      import static io.sirocco.it.programs.source.Awaits.awaitCompletable;
      import static io.sirocco.it.programs.source.Awaits.awaitLazy;
      import static io.sirocco.it.programs.source.Awaits.awaitObject;
      import static io.sirocco.it.programs.source.Awaits.awaitStage;
      import static io.sirocco.it.support.Script.later;
      import static io.sirocco.it.support.Trace.pass;
      import static io.sirocco.it.support.Trace.step;

      import io.sirocco.Awaitable;
      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import io.sirocco.it.programs.Pieces;
      import io.sirocco.it.programs.Pieces.Bang;
      import io.sirocco.it.programs.Pieces.Boom;
      import io.sirocco.it.programs.Pieces.Resource;
      import io.sirocco.it.support.Script;
      import io.sirocco.it.support.Shape;
      import io.sirocco.it.support.Shown;
      import java.util.concurrent.CompletableFuture;
      import java.util.concurrent.CompletionStage;
      import java.util.function.Function;
      import java.util.function.Supplier;

      """;
}
