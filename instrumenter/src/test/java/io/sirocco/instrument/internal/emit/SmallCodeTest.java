package io.sirocco.instrument.internal.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Future;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.Later;
import io.sirocco.instrument.fixture.Later.Schedule;
import io.sirocco.instrument.fixture.WovenClasses;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Code that awaits share; that all targets run with it is tested elsewhere. */
class SmallCodeTest {

  @Test
  void what_only_one_await_wants_is_restored_on_its_own_way() throws Exception {
    assertRuns("= 3a", """
        int n = await(later(1));
        String only = "a";
        for (int i = 0; i < 2; i++) { n += await(later(1)); }
        return Future.of(n + only);
        """);
  }

  @Test
  void slot_with_another_type_at_each_await_gets_the_right_one() throws Exception {
    assertRuns("= 1 2.0 three 4 5", """
        String s = "";
        { long a = 1; await(later(0)); s += a + " "; }
        { double b = 2; await(later(0)); s += b + " "; }
        { String c = "three"; int d = 4; await(later(0)); s += c + " " + d; }
        { long e = 5; await(later(0)); await(later(0)); s += " " + e; }
        return Future.of(s);
        """);
  }

  @Test
  void slots_of_a_wide_value_at_some_awaits_hold_two_narrow_ones_at_others() throws Exception {
    assertRuns("= 1 2 3 4 5", """
        String s = "";
        { long a = 1; await(later(0)); await(later(0)); await(later(0)); s += a + " "; }
        { int b = 2; int c = 3; await(later(0)); await(later(0)); s += b + " " + c + " "; }
        { int d = 4; double e = 5; await(later(0)); await(later(0)); s += d + " " + (int) e; }
        return Future.of(s);
        """);
  }

  @Test
  void operands_go_around_the_shared_stores() throws Exception {
    assertRuns("= 1 2.5 x 7", """
        int seven = 7;
        String s = 1L + " " + 2.5 + " " + await(later("x")) + " " + seven;
        await(later(0));
        return Future.of(s + await(later("")));
        """);
  }

  @Test
  void awaits_of_nested_loops_are_reached_from_the_outermost_header() throws Exception {
    assertRuns("= 0123456701", """
        String s = "";
        for (int i = 0; i < 2; i++) {
          await(later(0));
          for (int j = 0; j < 2; j++) {
            await(later(0));
            for (int k = 0; k < 2; k++) {
              int base = 4 * i + 2 * j;
              s += await(later(base + k));
            }
          }
        }
        return Future.of(s + await(later("01")));
        """);
  }

  private static void assertRuns(String expected, String body) throws Exception {
    WovenClasses woven = WovenClasses.weaveSmall(JavaSource.compile(
        JavaSource.owner("@Coroutine public static Future<?> run() {\n" + body + "}\n"
            + "static <T> Future<T> later(T value) {"
            + " return io.sirocco.instrument.fixture.Later.later(value); }")));
    for (Schedule schedule : Schedule.values()) {
      Method run = woven.again().loadClass("com.acme.Owner").getDeclaredMethod("run");
      run.setAccessible(true);
      assertEquals(
          expected,
          Later.run(schedule, () -> {
            try {
              return (Future<?>) run.invoke(null);
            } catch (ReflectiveOperationException e) {
              throw new AssertionError(e);
            }
          }),
          schedule.toString());
    }
  }

  @Test
  void states_that_lie_close_together_are_branched_to_by_a_table() {
    String loops = "while (n > 0) { await(f); await(f); }";

    assertEquals(
        List.of(Opcodes.TABLESWITCH, Opcodes.TABLESWITCH),
        switches("while (n > 0) { await(f); await(f); await(f); }"));
    assertEquals(
        List.of(Opcodes.TABLESWITCH, Opcodes.TABLESWITCH, Opcodes.TABLESWITCH),
        switches("while (n > 0) { await(f); " + loops + " await(f); }"));
  }

  private static List<Integer> switches(String body) {
    byte[] owner = WovenClasses.weaveSmall(JavaSource.compile(JavaSource.owner(
            "@Coroutine static void load(Future<Integer> f, int n) {" + body + "}")))
        .classFiles()
        .get("com/acme/Owner");
    MethodNode resume = JavaSource.parse(owner).methods.stream()
        .filter(method -> method.name.startsWith("lambda$"))
        .findFirst()
        .orElseThrow();
    return Stream.of(resume.instructions.toArray())
        .map(insn -> insn.getOpcode())
        .filter(opcode -> opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH)
        .toList();
  }
}
