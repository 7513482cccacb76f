package io.sirocco.it.java11;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What Java 9 to 11 added: private interface methods, concatenation by call site, nest mates, var. */
public final class Java11Target {
  private int guarded = 7;

  private Java11Target() {}

  private interface Steps {
    @Coroutine
    private Future<Integer> step(int n) {
      int a = await(later(n));
      return Future.of(a * 2);
    }

    @Coroutine
    private static Future<Integer> fixed(long n) {
      return Future.of((int) (n + await(later(1))));
    }

    @Coroutine
    default Future<Integer> steps(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        sum += await(step(i)) * await(fixed(i));
      }
      return Future.of(sum);
    }
  }

  @Coroutine
  @Shape(202)
  public static Future<Integer> private_methods_of_an_interface() {
    return new Steps() {}.steps(3);
  }

  private static final class Resource implements AutoCloseable {
    final String name;

    Resource(String name) {
      this.name = name;
    }

    @Override
    public void close() throws Exception {
      step("close", name);
      if (name.equals("bad")) {
        throw new Exception("closing " + name);
      }
    }
  }

  @Coroutine
  @Shape(53)
  public static Future<String> resources_that_are_variables() {
    var a = new Resource(await(later("a")));
    var bad = new Resource("bad");
    String s = "";
    try (a;
        bad) {
      s += await(later(a.name)) + bad.name;
    } catch (Exception e) {
      s += await(later("caught")) + e.getMessage();
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({21, 223})
  public static Future<String> concatenation_by_call_site() {
    var i = 7;
    var l = 8L;
    var d = 0.5;
    var c = 'c';
    var z = true;
    String n = null;
    String control =
        "\u0001" + await(later("x")) + "\u0002" + i + l + d + c + z + n + await(later(null));
    control += i + await(later(1)) + "tail" + l;
    return Future.of(control.replace('\u0001', '1').replace('\u0002', '2'));
  }

  @Coroutine
  @Shape(192)
  public static Future<Integer> private_members_of_nest_mates() {
    var mate = new Mate();
    mate.hidden += await(later(1));
    return Future.of(mate.secret(await(later(2))) + await(mate.back(new Java11Target())));
  }

  private static final class Mate {
    private int hidden = 10;

    private int secret(int n) {
      return hidden * n;
    }

    @Coroutine
    private Future<Integer> back(Java11Target target) {
      target.guarded *= await(later(2));
      return Future.of(target.guarded + hidden);
    }
  }

  private static final VarHandle GUARDED;

  static {
    try {
      GUARDED = MethodHandles.lookup().findVarHandle(Java11Target.class, "guarded", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Coroutine
  @Shape({116, 226})
  public static Future<String> var_handle() {
    var target = new Java11Target();
    int before = (int) GUARDED.getAndAdd(target, (int) await(later(5)));
    boolean swapped =
        GUARDED.compareAndSet(target, (int) await(later(12)), before + await(later(1)));
    return Future.of(before + " " + swapped + " " + target.guarded);
  }

  @Coroutine
  @Shape({215, 105})
  public static Future<String> inferred_types() {
    var list = List.of(1, "a", 2.5);
    var map = Map.of("k", await(later(3)));
    BiFunction<Integer, Integer, Integer> add = (var a, var b) -> a + b;
    var anonymous = new Object() {
      int count = 1;

      int next() {
        return count++;
      }
    };
    String s = "";
    for (var each : list) {
      s += each + await(later(":")) + anonymous.next();
    }
    return Future.of(s + add.apply(map.get("k"), await(later(4))) + anonymous.count);
  }
}
