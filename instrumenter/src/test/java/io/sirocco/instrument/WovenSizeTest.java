package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** How much is generated, in bytes, fields and stores. */
class WovenSizeTest {
  /** Dup, poll, dup, ifnull and take in the place of one call. */
  private static final int IN_PLACE = 8;

  /** Pop, the call of the suspend method and the return. */
  private static final int OUT_OF_LINE = 5;

  @Test
  void await_without_live_values_adds_a_fixed_number_of_bytes_to_the_straight_copy() {
    assertEquals(IN_PLACE + OUT_OF_LINE + 1, bytesPerAwait("await(f);", "return f;")); // f is live
  }

  @Test
  void each_live_local_adds_one_load_to_the_straight_copy() {
    int bytes = bytesPerAwait("await(f);", "return a + b > 0 ? f : null;");

    assertEquals(IN_PLACE + OUT_OF_LINE + 3, bytes);
  }

  @Test
  void operand_below_the_future_costs_the_straight_copy_nothing() {
    int bytes = bytesPerAwait("a = a + await(f);", "return f;");

    assertEquals(IN_PLACE + OUT_OF_LINE + 1, bytes);
  }

  @Test
  void receiver_adds_one_load_where_it_is_needed_later() {
    int bytes = bytesPerAwait("await(f);", "return hashCode() > 0 ? f : null;");

    assertEquals(IN_PLACE + OUT_OF_LINE + 2, bytes); // this and f
  }

  @Test
  void await_in_a_try_is_protected_by_rows_and_not_by_code() {
    int bytes = bytesPerAwait("try { await(f); } catch (Exception e) { a = 1; }", "return f;");

    assertEquals(IN_PLACE + OUT_OF_LINE + 1, bytes);
  }

  /** What weaving adds to the method for each of many equal statements. */
  private static int bytesPerAwait(String statement, String end) {
    int added = 0;
    for (int awaits : new int[] {110, 10}) {
      byte[] compiled = JavaSource.compileOne(
          JavaSource.owner("@Coroutine Future<Integer> load(Future<Integer> f, int a, int b) {"
              + statement.repeat(awaits) + end + "}"));
      byte[] woven = new Instrumenter(ClassSource.jdk()).instrument(compiled).classFile();
      int growth = size(method(woven, "load")) - size(method(compiled, "load"));
      added += awaits == 110 ? growth : -growth;
    }
    assertEquals(0, added % 100);
    return added / 100;
  }

  private static int size(MethodNode method) {
    CodeSizeEvaluator evaluator = new CodeSizeEvaluator(null);
    method.accept(evaluator);
    return evaluator.getMinSize();
  }

  @Test
  void resume_method_has_no_code_from_before_the_first_await() {
    String member = """
        static int step(int n) { return n; }
        @Coroutine static void load(Future<Integer> f) { %s await(f); }
        """;
    byte[] little = owner(member.formatted(""));
    byte[] much = owner(member.formatted("step(1); ".repeat(200)));

    assertEquals(
        size(method(little, "lambda$load$sirocco$0")), size(method(much, "lambda$load$sirocco$0")));
  }

  @Test
  void number_of_fields_does_not_grow_with_the_number_of_awaits() {
    String body = "long a = n; String s = \"\" + n; %s return Future.of(s + a);";

    List<String> one = fields(body.formatted("await(f);"));
    List<String> many = fields(body.formatted("await(f);".repeat(50)));

    assertEquals(List.of("J", "Lio/sirocco/Future;", "Ljava/lang/String;"), many);
    assertEquals(List.of("J", "Ljava/lang/String;"), one);
  }

  @Test
  void dead_local_has_no_field() {
    assertEquals(List.of(), fields("int dead = n + 1; use(dead); await(f); return null;"));
  }

  @Test
  void variables_of_separate_blocks_share_a_field() {
    assertEquals(
        List.of("I", "Lio/sirocco/Future;"),
        fields("{ int a = n; await(f); use(a); } { int b = 1; await(f); use(b); } return null;")
            .stream()
            .distinct()
            .toList());
    assertEquals(
        2,
        fields("{ int a = 3; await(f); use(a); } { int b = 1; await(f); use(b); } return null;")
            .size());
  }

  @Test
  void operands_share_the_fields_of_locals_of_their_type() {
    assertEquals(
        List.of("I", "Lio/sirocco/Future;"),
        fields("await(f); use(n); use(2 + await(f)); return null;"));
  }

  /** Descriptors of the fields of the frame of a coroutine {@code load(f, n)}, sorted. */
  private static List<String> fields(String body) {
    ClassNode frame = frame(body);
    return frame.fields.stream().map(field -> field.desc).sorted().toList();
  }

  private static ClassNode frame(String body) {
    return JavaSource.parse(weave(body).get("com/acme/Owner$sirocco$load$0"));
  }

  private static Map<String, byte[]> weave(String body) {
    return WovenClasses.owner("static void use(int n) { }\n"
            + "@Coroutine static Future<String> load(Future<Integer> f, int n) {" + body + "}")
        .classFiles();
  }

  @Test
  void local_that_does_not_change_in_a_loop_is_stored_once() {
    String body = "String s = \"\" + n; int i = 0; while (i < n) { await(f); i++; }"
        + " return Future.of(s);";

    assertEquals(List.of("I i", "state"), storedAgain(body));
  }

  @Test
  void every_live_value_is_spilled_and_restored_once() {
    String body = "long a = n; String s = \"\" + n; await(f); use((int) a); return Future.of(s);";
    Map<String, byte[]> woven = weave(body);
    MethodNode suspend = method(woven.get("com/acme/Owner$sirocco$load$0"), "suspend1");
    MethodNode resume = method(woven.get("com/acme/Owner"), "lambda$load$sirocco$0");

    List<String> stored = accesses(suspend, Opcodes.PUTFIELD);
    List<String> restored = accesses(resume, Opcodes.GETFIELD);

    assertEquals(List.of("j0", "l1", "state"), stored.stream().sorted().toList());
    assertEquals(List.of("j0", "l1", "state"), restored.stream().sorted().toList());
  }

  private static List<String> accesses(MethodNode method, int opcode) {
    return Stream.of(method.instructions.toArray())
        .filter(insn -> insn.getOpcode() == opcode)
        .map(insn -> ((FieldInsnNode) insn).name)
        .toList();
  }

  /** What the resume method stores in the frame; fields by type and the name of their variable. */
  private static List<String> storedAgain(String body) {
    MethodNode resume = method(weave(body).get("com/acme/Owner"), "lambda$load$sirocco$0");
    List<String> stored = new ArrayList<>();
    for (String field : accesses(resume, Opcodes.PUTFIELD)) {
      stored.add(field.equals("state") ? field : field.startsWith("i") ? "I i" : field);
    }
    return stored;
  }

  @Test
  void more_values_than_a_call_takes_are_stored_without_a_call() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      body.append("int x" + i + " = n + " + i + ";\n");
    }
    body.append("await(f); n = 0;");
    for (int i = 0; i < 300; i++) {
      body.append("n += x" + i + ";\n");
    }
    Map<String, byte[]> woven = weave(body + "use(n); return Future.of(null);");

    MethodNode load = method(woven.get("com/acme/Owner"), "load");
    ClassNode frame = JavaSource.parse(woven.get("com/acme/Owner$sirocco$load$0"));

    assertEquals(300, frame.fields.size());
    assertEquals(301, accesses(load, Opcodes.PUTFIELD).size());
    assertTrue(frame.methods.stream().noneMatch(method -> method.name.startsWith("suspend")));
  }

  @Test
  void ready_future_never_touches_the_loop() {
    byte[] woven = owner("@Coroutine void load(Future<Integer> f) { await(f); await(f); }");

    List<String> calls = Stream.of(method(woven, "load").instructions.toArray())
        .filter(MethodInsnNode.class::isInstance)
        .map(insn -> ((MethodInsnNode) insn).name)
        .toList();

    assertEquals(
        List.of("poll", "take", "poll", "take", "suspend1", "suspend2", "failedDetached"), calls);
  }

  private static byte[] owner(String members) {
    return WovenClasses.owner(members).classFiles().get("com/acme/Owner");
  }

  private static MethodNode method(byte[] classFile, String name) {
    return JavaSource.parse(classFile).methods.stream()
        .filter(method -> method.name.equals(name))
        .findFirst()
        .orElseThrow();
  }
}
