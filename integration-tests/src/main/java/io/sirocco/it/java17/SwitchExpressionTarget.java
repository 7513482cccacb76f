package io.sirocco.it.java17;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;

/** Switch expressions as statements, values and operands. */
public final class SwitchExpressionTarget {
  private SwitchExpressionTarget() {}

  private enum Size {
    SMALL,
    LARGE
  }

  private static String join(Object a, long b, Object c, Object d) {
    return a + "," + b + "," + c + "," + d;
  }

  private static String short3(Object a, int b, Object c) {
    return a + "," + b + "," + c;
  }

  private record Pair(Object left, Object right) {
    Pair {
      step("new Pair", left, right);
    }
  }

  @Coroutine
  @Shape(19)
  public static Future<String> switch_expression_as_an_operand() {
    String s = "";
    for (int k = 0; k < 4; k++) {
      s += join(
          k,
          10L,
          switch (k) {
            case 0 -> await(later("zero"));
            case 1, 2 -> {
              int n = await(later(k));
              for (int i = 0; i < 2; i++) {
                n += await(later(i));
              }
              yield "n" + n;
            }
            default -> "other";
          },
          await(later(null)));
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({20, 136})
  public static Future<String> try_in_a_switch_expression_below_operands() {
    String s = "";
    for (int k = 0; k < 3; k++) {
      s += short3(
          "a",
          9,
          switch (k) {
            case 0 -> {
              try {
                yield await(later("zero"));
              } finally {
                step("finally", k, await(later("f")));
              }
            }
            case 1 -> {
              try {
                yield await(Script.<String>failing(new IllegalStateException("one")));
              } catch (IllegalStateException e) {
                yield e.getMessage() + await(later("!"));
              }
            }
            default -> "other";
          });
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({31, 25})
  public static Future<String> try_in_a_switch_expression_in_constructor_arguments() {
    String s = "";
    for (int k = 0; k < 3; k++) {
      s += new Pair(
          7,
          switch (k) {
            case 1 -> {
              try {
                yield await(later(1));
              } catch (RuntimeException e) {
                yield -1;
              }
            }
            case 2 -> {
              try {
                yield await(Script.<Integer>failing(new IllegalStateException("two")));
              } catch (RuntimeException e) {
                yield -await(later(2));
              }
            }
            default -> 2;
          });
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({32, 25})
  public static Future<String> loop_in_constructor_arguments() {
    int k = await(later(1));
    return Future.of(new Pair(
            k,
            switch (k) {
              case 1 -> {
                int sum = 0;
                for (int i = 0; i < 3; i++) {
                  sum +=
                      await(later(i)) + new Pair(i, await(later("in"))).right().hashCode() % 2;
                }
                yield sum;
              }
              default -> 2;
            })
        .toString());
  }

  @Coroutine
  @Shape({19, 165})
  public static Future<String> string_switch_expression() {
    String s = "";
    for (String each : new String[] {"Aa", "BB", "C"}) {
      s += switch (await(later(each))) {
        case "Aa" -> await(later("1")) + each;
        case "BB" -> {
          String t = await(later("2"));
          yield t + await(later(each));
        }
        default -> throw new IllegalStateException(s + await(later("end")));
      };
    }
    return Future.of("never");
  }

  @Coroutine
  @Shape({19, 168})
  public static Future<String> enum_switch_expression() {
    int n = 0;
    for (Size size : Size.values()) {
      n = n * 10
          + switch (size) {
            case SMALL -> await(later(1));
            case LARGE -> await(later(2)) + n;
          };
    }
    return Future.of("n" + n);
  }

  @Coroutine
  @Shape({164, 19})
  public static Future<String> arrow_switch_statement() {
    String s = "";
    for (int i = 0; i < 4; i++) {
      switch (i) {
        case 0 -> s += await(later("a"));
        case 1 -> {
          if (await(later(false))) {
            continue;
          }
          s += "b";
        }
        case 2 -> {
          s += await(later("c"));
          break;
        }
        default -> step("default", await(later(i)));
      }
      s += i;
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({19, 175})
  public static Future<String> nested_switch_expressions() {
    String s = "";
    for (int i = 0; i < 4; i++) {
      s += i
          + switch (i % 2) {
            case 0 ->
              switch (await(later(i))) {
                case 0 -> "zero" + await(later("x"));
                default -> await(later("two"));
              };
            default -> {
              boolean b = i == 1;
              yield b
                  ? await(later("one"))
                  : switch (await(later("t"))) {
                    case "t" -> "three";
                    default -> "never";
                  };
            }
          };
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({19, 14})
  public static Future<String> switch_expression_as_a_condition() {
    String s = "";
    for (int i = 0; i < 3; i++) {
      if (switch (i) {
        case 0 -> await(later(true));
        case 1 -> await(later(false)) || await(later(true));
        default -> false;
      }) {
        s += i;
      }
    }
    return Future.of(s);
  }
}
