package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;

/** What stands around a body: annotations, names, overloads, exceptions. */
public class DeclarationTarget<T extends Comparable<T>> implements Serializable {
  private final int value = 3;

  /** On anything. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
  public @interface Named {
    String value() default "default";
  }

  @Coroutine
  @Named("method")
  @Deprecated
  protected <X extends T> Future<Map<String, ? super X>> annotated(
      @Named("first") final X first, @Named List<? extends X> second, long third)
      throws IOException {
    @Named("local")
    String s = await(later("s"));
    if (third > s.length()) {
      throw new IOException(s);
    }
    return Future.of(null);
  }

  @Coroutine
  @Shape(245)
  public static Future<String> overloads() {
    DeclarationTarget<String> t = new DeclarationTarget<>();
    return Future.of(await(t.m(1)) + await(t.m(1L)) + await(t.m("1")) + await(t.m()));
  }

  @Coroutine
  Future<String> m() {
    return Future.of("none" + await(later(value)));
  }

  @Coroutine
  Future<String> m(int a) {
    return Future.of("int" + await(later(a)));
  }

  @Coroutine
  Future<String> m(long a) {
    return Future.of("long" + await(later(a)));
  }

  @Coroutine
  Future<String> m(String a) {
    return Future.of("String" + await(later(a)));
  }

  @Coroutine
  @Shape(276)
  public static Future<String> unusual_names() {
    return Future.of(await(été$1("ü")) + await($()));
  }

  @Coroutine
  private static Future<String> été$1(String größe) {
    return Future.of(größe + await(later("é")));
  }

  @Coroutine
  private static Future<String> $() {
    return Future.of(await(later("$")));
  }

  @Coroutine
  @Shape(207)
  public static Future<Long> serial_version() {
    await(later(1));
    return Future.of(ObjectStreamClass.lookup(DeclarationTarget.class).getSerialVersionUID());
  }

  @Coroutine
  @Shape({236, 246})
  public static Future<String> checked_exception_of_an_annotated_method() {
    DeclarationTarget<String> t = new DeclarationTarget<>();
    try {
      return Future.of(
          "" + await(t.annotated("a", null, await(later(0L)))) + await(t.annotated("b", null, 9)));
    } catch (IOException e) {
      return Future.of("caught " + e.getMessage());
    }
  }
}
