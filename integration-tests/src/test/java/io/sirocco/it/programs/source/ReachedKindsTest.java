package io.sirocco.it.programs.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Made-up programs have everything in them that Java has: the compiler's own list is the measure. */
class ReachedKindsTest {
  private static final int PROGRAMS = 150;
  private static final int NEWEST = Runtime.version().feature() >= 25 ? 25 : 17;

  /** What the compiler knows, and a program with coroutines cannot have or does not need. */
  private static final Set<String> LEFT_OUT = Set.of(
      // not in classes
      "MODULE",
      "EXPORTS",
      "OPENS",
      "PROVIDES",
      "REQUIRES",
      "USES",
      // not in method bodies, or without effect in class files
      "ANNOTATION_TYPE",
      "ANNOTATED_TYPE",
      "TYPE_ANNOTATION",
      "UNBOUNDED_WILDCARD",
      "EXTENDS_WILDCARD",
      "SUPER_WILDCARD",
      // not made by the parser of correct programs of these releases
      "ERRONEOUS",
      "OTHER",
      "STRING_TEMPLATE",
      "TEMPLATE",
      "GUARDED_PATTERN",
      "PARENTHESIZED_PATTERN",
      "DEFAULT_CASE_LABEL",
      "CONSTANT_CASE_LABEL",
      "PATTERN_CASE_LABEL");

  private static final Set<String> SINCE_21 =
      Set.of("DECONSTRUCTION_PATTERN", "ANY_PATTERN", "PATTERN_CASE_LABEL");

  @Test
  void every_kind_of_statement_expression_and_declaration_is_made() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Tree.Kind kind : Tree.Kind.values()) {
      missing.add(kind.name());
    }
    missing.removeAll(LEFT_OUT);
    if (NEWEST < 21) {
      missing.removeAll(SINCE_21);
    }
    missing.removeAll(kindsIn(programs()));

    assertEquals(Set.of(), missing);
  }

  @Test
  void every_idiom_and_every_place_for_a_coroutine_is_used() {
    String all = programs().stream().map(Program::source).collect(Collectors.joining());
    String text = all.replaceAll("\n +", "\n");
    Set<Home> homes = EnumSet.allOf(Home.class);
    for (int i = 0; i < 3; i++) {
      MadeCoroutine head = new MadeCoroutine("co" + i, "Future", Home.METHOD, "int", List.of());
      homes.removeIf(home -> text.contains(home.before(head) + "@Coroutine\n" + home.modifiers()));
    }
    Set<Idiom> idioms = EnumSet.allOf(Idiom.class);
    idioms.removeIf(idiom -> idiom.template().isIn(text));
    idioms.removeIf(idiom -> idiom.release() > NEWEST);

    assertEquals(Set.of(), homes);
    assertEquals(Set.of(), idioms);
  }

  @Test
  void every_kind_of_result_is_declared() {
    String all = programs().stream().map(Program::source).collect(Collectors.joining());

    for (String result : List.of(
        " void co", " Future<", " Awaitable<", " CompletionStage<", " CompletableFuture<")) {
      assertEquals(List.of(), all.contains(result) ? List.of() : List.of(result));
    }
  }

  private static List<Program> programs() {
    Random random = new Random(20261122);
    return IntStream.range(0, PROGRAMS)
        .mapToObj(i -> new ProgramMaker(random, NEWEST, i % 3 == 0).make("Program" + i))
        .toList();
  }

  private static Set<String> kindsIn(List<Program> programs) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = programs.stream().map(ReachedKindsTest::unit).toList();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, units);
    Set<String> found = new TreeSet<>();
    for (CompilationUnitTree unit : task.parse()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void scan(Tree tree, Void nothing) {
          if (tree != null) {
            found.add(tree.getKind().name());
          }
          return super.scan(tree, nothing);
        }
      }.scan(unit, null);
    }
    return found;
  }

  private static JavaFileObject unit(Program program) {
    URI uri = URI.create("string:///" + program.name() + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return program.source();
      }
    };
  }
}
