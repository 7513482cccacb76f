package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.java8.other.Parent;
import io.sirocco.it.support.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** {@code this}, {@code super} and access to members of all kinds. */
public final class CallTarget extends Parent implements Greeting {
  private int x = 1;
  private static long shared = 10;
  private final Nested nested = new Nested();

  private CallTarget() {}

  private final class Nested {
    private int z = 3;

    private int both(int a) {
      return a + z + x;
    }

    @Coroutine
    private Future<Integer> outerAndInner() {
      z += await(later(10));
      x += z + await(later(1));
      return Future.of(z * 1000 + x + CallTarget.this.priv(await(later(2))));
    }
  }

  private int priv(int a) {
    return a * x;
  }

  @Override
  protected String greet(String name) {
    return "child greets " + name;
  }

  @Override
  public String hello(String name) {
    return "child says hello " + name;
  }

  @Coroutine
  @Shape({191, 192, 193})
  public static Future<String> private_members() {
    return new CallTarget().privateMembers();
  }

  @Coroutine
  private Future<String> privateMembers() {
    x += await(later(1));
    shared += priv(await(later(2))) + x;
    nested.z += await(later(3));
    this.x = nested.both(await(later(4)));
    return Future.of(x + " " + shared + " " + nested.z);
  }

  @Coroutine
  @Shape({192, 193})
  public static Future<Integer> coroutine_of_an_inner_class() {
    return new CallTarget().nested.outerAndInner();
  }

  @Coroutine
  @Shape(194)
  public static Future<String> super_calls() {
    return new CallTarget().superCalls();
  }

  @Coroutine
  private Future<String> superCalls() {
    String s = super.greet(await(later("a")));
    s += this.greet(await(later("b")));
    return Future.of(s + super.toString() + await(later("c")) + super.greet("d"));
  }

  @Coroutine
  @Shape(195)
  public static Future<String> super_calls_of_an_interface() {
    return new CallTarget().interfaceSuperCalls();
  }

  @Coroutine
  private Future<String> interfaceSuperCalls() {
    String s = Greeting.super.hello(await(later("a")));
    s += hello(await(later("b"))) + Greeting.super.hello("c");
    return Future.of(s + await(later("d"))); // nobody needs this any more
  }

  @Coroutine
  @Shape({196, 197})
  public static Future<String> protected_members_of_another_package() {
    return new CallTarget().protectedMembers();
  }

  @Coroutine
  private Future<String> protectedMembers() {
    inherited += await(later(3));
    String s = shout(await(later("loud")));
    CallTarget copy;
    try {
      copy = (CallTarget) super.clone();
      copy.inherited *= await(later(10));
    } catch (CloneNotSupportedException e) {
      return Future.failed(e);
    }
    return Future.of(inherited + s + copy.inherited + await(later(copy.greet("x"))));
  }

  /** Uses protected members of a class of the JDK. */
  private static final class Numbers extends AbstractList<Integer> {
    private final List<Integer> kept = new ArrayList<>();

    @Override
    public Integer get(int index) {
      return kept.get(index);
    }

    @Override
    public int size() {
      return kept.size();
    }

    @Override
    public void add(int index, Integer element) {
      kept.add(index, element);
    }

    @Override
    public Integer remove(int index) {
      return kept.remove(index);
    }

    @Coroutine
    Future<String> change() {
      add(0, await(later(1)));
      add(1, await(later(2)));
      add(2, await(later(3)));
      modCount += await(later(5));
      removeRange(await(later(0)), await(later(2)));
      return Future.of(this + " " + modCount);
    }
  }

  @Coroutine
  @Shape(196)
  public static Future<String> protected_members_of_the_jdk() {
    return new Numbers().change();
  }

  @Coroutine
  @Shape(199)
  public static Future<String> caller_sensitive_methods() {
    String before = MethodHandles.lookup().lookupClass().getSimpleName();
    await(later(1));
    String after = MethodHandles.lookup().lookupClass().getSimpleName();
    StackTraceElement here = new Throwable().getStackTrace()[0];
    try {
      after += Class.forName(await(later(CallTarget.class.getName()))).getSimpleName();
      MethodHandle handle = MethodHandles.lookup()
          .findStatic(
              CallTarget.class, "secret", MethodType.methodType(int.class, int.class, long.class));
      int r = (int) handle.invokeExact((int) await(later(4)), (long) await(later(5L)));
      after += r;
    } catch (Throwable e) {
      return Future.failed(e);
    }
    return Future.of(before + after + here.getClassName());
  }

  private static int secret(int a, long b) {
    return (int) (a * b);
  }

  @Coroutine
  @Shape(116)
  public static Future<String> exact_types_of_a_method_handle() throws Throwable {
    MethodHandle concat = MethodHandles.lookup()
        .findVirtual(String.class, "concat", MethodType.methodType(String.class, String.class));
    String s = (String) concat.invokeExact(await(later("a")), await(later("b")));
    Object o = concat.invoke((Object) await(later("c")), (Object) s);
    return Future.of(s + o);
  }

  private static class A {
    @Coroutine
    Future<String> m(int n) {
      return Future.of("A" + await(later(n)));
    }

    @Coroutine
    static Future<String> s() {
      return Future.of("As" + await(later(1)));
    }
  }

  private static class B extends A {
    @Override
    @Coroutine
    Future<String> m(int n) {
      String above = await(super.m(n + await(later(1))));
      return Future.of("B" + above + await(later(n)));
    }

    @Coroutine
    static Future<String> s() {
      return Future.of("Bs" + await(A.s()));
    }
  }

  private static final class C extends B {
    @Override
    @Coroutine
    Future<String> m(int n) {
      return Future.of("C" + await(super.m(n)) + await(later(n)));
    }
  }

  @Coroutine
  @Shape({206, 194})
  public static Future<String> overridden_coroutines() {
    A a = new C();
    return Future.of(await(a.m(3)) + await(B.s()) + await(new A().m(7)));
  }

  @Coroutine
  @Shape({206, 63})
  public static Future<String> abstract_coroutine() {
    Shaped shaped = new Shaped() {
      @Override
      @Coroutine
      Future<String> name(String prefix) {
        return Future.of(prefix + await(later("anonymous")));
      }
    };
    return Future.of(await(shaped.twice()));
  }

  private abstract static class Shaped {
    @Coroutine
    abstract Future<String> name(String prefix);

    @Coroutine
    Future<String> twice() {
      return Future.of(await(name("1")) + await(name(await(later("2")))));
    }
  }

  @Coroutine
  @Shape(213)
  public static Future<String> user_method_named_await() {
    return Future.of(Other.await(later("x")) + await(later("y")));
  }

  private static final class Other {
    static String await(Future<String> f) {
      return "mine";
    }
  }
}
