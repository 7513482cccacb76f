package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import io.sirocco.it.support.Shown;
import java.util.ArrayList;
import java.util.List;

/** Loops that are left, repeated and entered in several ways at once, with awaits everywhere. */
public final class LoopExitTarget {
  private LoopExitTarget() {}

  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;
    final int n;

    Bad(int n) {
      super("bad" + n);
      this.n = n;
    }
  }

  /** The line in the coroutine, which is the same in every copy of its body. */
  private static int line(Throwable thrown) {
    for (StackTraceElement at : thrown.getStackTrace()) {
      if (at.getClassName().equals(LoopExitTarget.class.getName())
          && !at.getMethodName().equals("boom")) {
        return at.getLineNumber();
      }
    }
    return -1;
  }

  private static int boom(int n) throws Bad {
    if (n % 3 == 2) {
      throw new Bad(n);
    }
    return n;
  }

  private static <T> Future<T> fail(int n) {
    return Script.failing(new Bad(n));
  }

  @Coroutine
  @Shape({})
  public static Future<String> switches_that_leave_and_repeat_loops() throws Exception {
    String s = "";
    outer:
    for (int i = 0; i < 6; i++) {
      inner:
      for (int j = 0; ; j++) {
        switch (await(later(i + j)) % 5) {
          case 0:
            s += "z";
            continue outer;
          case 1:
            s += await(later("o"));
          case 2:
            s += "f";
            if (j > 2) {
              break inner;
            }
            continue;
          case 3: {
            long l = await(later(3L));
            s += l;
            break;
          }
          default:
            Object o = await(later(i));
            s += o;
            break outer;
        }
        switch (s + await(later(""))) {
          case "z":
            s += "Z";
            break;
          case "zof":
            s += "!";
            continue inner;
          default:
        }
        s += ",";
        if (s.length() > 40) {
          break outer;
        }
      }
      s += "|";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({})
  public static Future<String> finally_blocks_that_await_and_leave_loops() throws Exception {
    StringBuilder s = new StringBuilder();
    int k = 0;
    outer:
    while (true) {
      k++;
      try {
        for (int i = 0; i < 4; i++) {
          try {
            s.append(await(later(i)));
            if (i == 1 && k == 1) {
              continue;
            }
            if (i == 2 && k == 2) {
              continue outer;
            }
            if (k == 4) {
              throw new Bad(k);
            }
            s.append(boom(i * k));
          } catch (Bad e) {
            s.append(e.n).append('@').append(line(e));
            if (await(later(e.n)) > 5) {
              step("leaving");
              break outer;
            }
          } finally {
            s.append('f').append(await(later(k)));
            if (i == 3 && k == 3) {
              s.append('B');
              break;
            }
          }
          s.append('.');
        }
      } finally {
        s.append(await(later("F")));
        if (k > 6) {
          break;
        }
      }
    }
    return Future.of(s.toString());
  }

  @Coroutine
  @Shape({})
  public static Future<String> loops_that_begin_at_one_place() throws Exception {
    String r = "";
    int n = 0;
    do {
      do {
        do {
          r += await(later(n));
          n++;
          if (n == 3) {
            continue;
          }
          r += "a";
        } while (n % 2 == 1);
        r += "b";
      } while (await(later(n)) % 4 != 0);
      r += "c";
    } while (n < 9);
    for (; ; ) {
      while (await(later(n)) > 0) {
        n -= 3;
        while (n % 2 == 0 && n > 0) {
          n -= await(later(1));
          r += n;
        }
      }
      if (n < 0) {
        break;
      }
      n--;
    }
    while (true) {
      while (true) {
        if (await(later(n++)) > 1) {
          return Future.of(r + n);
        }
      }
    }
  }

  @Coroutine
  @Shape({})
  public static Future<String> handlers_that_repeat_a_loop() throws Exception {
    String r = "";
    int attempts = 0;
    while (true) {
      try {
        r += attempts;
        r += "v"
            + (attempts++ < 3 ? await(LoopExitTarget.<Integer>fail(attempts)) : await(later(9)));
        int z = 0;
        if (attempts == 4) {
          z = 1 / (attempts - 4);
        }
        return Future.of(r + z);
      } catch (ArithmeticException e) {
        r += "A" + line(e);
      } catch (Exception e) {
        r += e.getMessage();
        if (attempts == 2) {
          await(later("backoff"));
          continue;
        }
        try {
          await(fail(attempts + 10));
        } catch (Exception e2) {
          r += "<" + e2.getMessage() + ">";
          e2.addSuppressed(e);
          step(e2);
        }
      }
    }
  }

  @Coroutine
  @Shape({})
  public static Future<Object> failures_that_tell_their_line_and_what_was_assigned()
      throws Exception {
    List<Object> l = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      int i = -1;
      long acc = 5;
      String last = null;
      try {
        try {
          for (i = 0; i < 5; i++) {
            last = "i" + i;
            acc += await(later(i));
            if (k == 1) {
              last = null;
            }
            l.add(last.length());
            int q = 10 / (i - k);
            l.add(q);
            if (k == 3 && i == 2) {
              l.add(await(LoopExitTarget.<Integer>fail(i)));
            }
          }
        } catch (ArithmeticException | NullPointerException e) {
          l.add(e.getClass().getSimpleName() + line(e) + i + acc + last);
          i = 100;
          throw new Bad(i);
        }
      } catch (Bad e) {
        l.add(e.getMessage() + i + last + acc);
      } finally {
        l.add("f" + i + last);
        acc = await(later(1));
        l.add(acc);
      }
    }
    return Future.of(l);
  }

  @Coroutine
  @Shape({})
  public static Future<String> slots_with_another_type_in_each_block() throws Exception {
    String r = "";
    Object o = 1;
    for (int i = 0; i < 4; i++) {
      {
        int a = i;
        r += await(later(a));
        a++;
        r += a;
      }
      {
        String a = "s" + i;
        r += await(later(a));
        o = a;
      }
      {
        long a = i;
        double d = await(later(0.5));
        if (i == 2) {
          o = d;
          continue;
        }
        r += a + d;
      }
      {
        int[] a = {i, 2};
        a[0] += await(later(5));
        a[await(later(1))] *= a[0]--;
        r += a[0] + a[1];
      }
      Comparable<?> c = i % 2 == 0 ? (Comparable<?>) await(later("x")) : await(later(7));
      o = c == null ? o : c.equals(7) ? (Object) new int[] {1} : c;
      r += Shown.of(o);
    }
    return Future.of(r + Shown.of(o));
  }
}
