package io.sirocco.it.programs.source;

import static io.sirocco.it.programs.source.Idiom.Needs.CATCHING;
import static io.sirocco.it.programs.source.Idiom.Needs.NOTHING;

import java.util.List;
import java.util.stream.Stream;

/**
 * Statements that are more than the sum of their expressions: what the Java Language Specification knows
 * beyond that which {@link StatementMaker} puts together by itself. Gaps are filled with anything.
 */
enum Idiom {
  ARRAYS(8, NOTHING, """
      int[][] a# = {{«int», «int»}, {«int», 5}, new int[«int» & 3]};
      a#[0][«int» & 1] += «int»;
      a#[1][1]++;
      step(a#[«int» & 1], a#[2].length, --a#[0][0]);
      """),
  NESTED_NEW_ARRAYS(8, NOTHING, """
      long[][][] a# = new long[2][«int» & 3][];
      char[] b# = {'a', «char», 'c'};
      b#[«int» & 1] += 2;
      float[] c# = {«float»};
      c#[0] *= «float»;
      double[] d# = new double[] {«double», 2};
      d#[1] -= «double»;
      byte[] e# = {(byte) «int»};
      e#[0] >>= «int»;
      short[] f# = {«short»};
      boolean[] g# = {«boolean», true};
      g#[1] ^= «boolean»;
      step(a#[1].length, b#, c#, d#, e#[0]++, f#, g#);
      """),
  COMPOUND_INT(8, NOTHING, """
      int c# = «int»;
      c# += «int»;
      c# -= «int»;
      c# *= «int»;
      c# /= «int» | 1;
      c# %= «int» | 1;
      c# <<= «int»;
      c# >>= «int»;
      c# >>>= «int»;
      c# &= «int»;
      c# ^= «int»;
      c# |= «int»;
      step(c#, c#++ + ++c# - c#-- - --c#, ~c#, -c#, +c#);
      """),
  COMPOUND_LONG(8, NOTHING, """
      long c# = «long»;
      c# += «int»;
      c# -= «long»;
      c# *= «float»;
      c# /= «long» | 1;
      c# %= «long» | 1;
      c# <<= «long»;
      c# >>= «int»;
      c# >>>= «int»;
      c# &= «long»;
      c# |= «long»;
      step(c#, c#++ + ++c# - c#-- - --c#, ~c#, -c#);
      """),
  COMPOUND_FLOATING(8, NOTHING, """
      double c# = «double»;
      float d# = «float»;
      c# += «float»;
      c# %= «double»;
      c# /= «int»;
      d# -= «double»;
      d# *= «long»;
      step(c#++, --c#, d#--, ++d#, c# % «double», d# / «float»);
      """),
  COMPOUND_SMALL(8, NOTHING, """
      byte c# = «byte»;
      short d# = «short»;
      char e# = «char»;
      boolean f# = «boolean»;
      Integer g# = «int»;
      c# += «int»;
      c#++;
      d# *= «double»;
      --d#;
      e# -= «int»;
      e#++;
      f# &= «boolean»;
      f# |= «boolean»;
      g# += «int»;
      g#++;
      step(c#, d#, e#, f#, g#, g#--);
      """),
  OPERATORS(8, NOTHING, """
      step(«int» << «int», «int» >> «long», «int» >>> «int», «long» << «int», «long» >> «int», «long» >>> «long»);
      step(«int» % («int» | 1), «int» & «int», «int» | «int», «int» == «long», «double» != «float», «int» > «char»);
      step(«long» <= «int», «Object» == «Object», «String» != «Object», «boolean» == «boolean», «boolean» | «boolean»);
      """),
  CONVERSIONS(8, NOTHING, """
      step((byte) «long», (char) «double», (float) «long», (double) «long», (int) «float», (long) «float», (short) «char»);
      step((long) «double», (int) «long», (double) «float», (float) «int», (Object) «int», (Long) «long», (char) «int»);
      step((int) «Integer», «Integer» + «Integer», (double) «char», «boolean» ? «int» : «Integer», (Comparable<?>) «String»);
      step(«boolean» ? «int» : «double», «boolean» ? 'c' : 1, «boolean» ? «long» : (Object) «String», (byte) «short»);
      """),
  MANY_LOCALS(8, NOTHING, """
      long l0# = «long», l1# = 1, l2# = «int», l3# = l1# + 2;
      double d0# = «double», d1# = l0#;
      Object o0# = «Object», o1# = null;
      «block»
      step(l0#, l1#, l2#, l3#, d0#, d1#, o0#, o1#);
      """),
  FOR_WITH_TWO_VARIABLES(8, NOTHING, """
      for (int i# = 0, j# = «int» & 1; Pieces.fuel() && i# < 2; i#++, j# += «int») «block»
      for (; ; ) {
      if (!Pieces.fuel() || «boolean») {
      break;
      }
      «block»
      }
      """),
  FOR_EACH_OF_A_LIST(8, NOTHING, """
      for (final Object o# : java.util.Arrays.asList(«Object», «int», «String»)) {
      step(o#);
      «block»
      }
      """),
  LABELLED_BLOCK(8, NOTHING, """
      out#: {
      step(«int»);
      if («boolean») {
      break out#;
      }
      «block»
      ;
      }
      """),
  CONTINUE_OUTER(8, NOTHING, """
      outer#: for (int i# = 0; i# < 2; i#++) {
      for (int j# = 0; j# < 2 && Pieces.fuel(); j#++) {
      if («boolean») {
      continue outer#;
      }
      if (i# + j# == 2 || «boolean») {
      break outer#;
      }
      «block»
      continue;
      }
      }
      """),
  SWITCH_OF_ENUM(8, NOTHING, """
      switch (Pieces.Mode.of(«int»)) {
      case ONE:
      «block»
      case TWO:
      step(«int»);
      break;
      default:
      «block»
      }
      """),
  SWITCH_OF_CHAR(8, NOTHING, """
      switch («char») {
      case 'a':
      case 'b':
      «block»
      break;
      case 'é':
      step(1);
      }
      switch ((Integer) «int») {
      default:
      «block»
      case 1000:
      step(«long»);
      case -5:
      }
      """),
  ARROW_SWITCH_OF_ENUM(17, NOTHING, """
      switch (Pieces.Mode.of(«int»)) {
      case ONE -> step(«int»);
      case TWO -> «block»
      default -> throw new Boom(«int»);
      }
      """),
  SWITCH_WITH_YIELD(17, NOTHING, """
      long y# = switch («int» & 3) {
      case 0:
      step(«int»);
      case 1:
      yield ((«int»));
      default: {
      int z# = «int»;
      yield (z# + «long»);
      }
      };
      step(y#, switch (Pieces.Mode.of(«int»)) {
      case ONE -> «String»;
      case TWO -> «Object»;
      case THREE -> «int»;
      });
      """),
  SEVERAL_RESOURCES(8, CATCHING, """
      try (Resource r# = new Resource(«int»); Resource q# = new Resource(«int» + r#.number())) {
      step(«int»);
      «block»
      step(r#.number() + q#.number());
      } catch (Boom e#) {
      step(e#);
      «block»
      } finally «block»
      """),
  RESOURCE_VARIABLE(9, CATCHING, """
      final Resource r# = new Resource(«int»);
      try (r#; Resource q# = «boolean» ? null : new Resource(4)) {
      «block»
      throw new Bang(«int»);
      } catch (Bang e#) {
      step(e#, «int»);
      }
      """),
  NESTED_FINALLY(8, CATCHING, """
      while (Pieces.fuel()) {
      try {
      try {
      if («boolean») {
      break;
      }
      «block»
      } finally {
      step("inner", «int»);
      «block»
      }
      } finally {
      if («boolean») {
      continue;
      }
      «block»
      }
      }
      """),
  FINALLY_THAT_HIDES(8, CATCHING, """
      for (int i# = 0; i# < 2; i#++) {
      try {
      step(«int» / «int»);
      } catch (ArithmeticException e#) {
      step(«int»);
      throw new Boom(«int»);
      } finally {
      step(«long»);
      if («boolean») {
      break;
      }
      }
      }
      """),
  RETHROW(8, CATCHING, """
      try {
      try «block»
      catch (Bang | ArithmeticException e#) {
      step(e#, «int»);
      throw e#;
      } catch (final Boom e#) {
      «block»
      throw new IllegalStateException("wrapped " + «int», e#);
      }
      } catch (RuntimeException e#) {
      step(e#);
      }
      """),
  ASSERTION(8, NOTHING, """
      assert «boolean» : «Object»;
      assert «boolean» || «boolean» || true;
      """),
  EMPTY_AND_NESTED(8, NOTHING, """
      ;
      {
      @SuppressWarnings("unused")
      final int u# = «int»;
      {
      int v# = u#;
      step(v#);
      }
      long v# = «long»;
      step(v#, u#);
      }
      """),
  OBJECTS(8, NOTHING, """
      step(new Pieces.Chained(«int», «String»).sum(«long»), new Pieces.Chained(«int»).sum(1));
      step(new Pieces.Outer(«int»).new Inner(«long»).sum());
      Object[] o# = {new Pieces.Chained(«int»), new Pair(new Pair(«int», 1), «boolean» ? new Pair(1, «int») : null)};
      step(o#.length, int[].class, new Pieces.Outer(«int»).field += «int»);
      """),
  CALLS(8, NOTHING, """
      step(Pieces.count(«int»), Pieces.count(«int», «String»), Pieces.count(1, «String», null, «String»));
      step(Pieces.count(«int», new String[] {«String»}), Pieces.<Integer>larger(«Integer», 5), Pieces.larger("a", "b"));
      """),
  METHOD_REFERENCES(8, NOTHING, """
      java.util.function.Function<Integer, Object> m# = Pieces.Chained::new;
      java.util.function.IntFunction<int[]> n# = int[]::new;
      java.util.function.Supplier<Integer> s# = «String»::length;
      java.util.function.Function<Object, String> t# = Shown::of;
      java.util.function.Function<String, Integer> u# = String::length;
      step(m#.apply(«int»), n#.apply(«int» & 3), s#.get(), t#.apply(«int»), u#.apply(«String»));
      """),
  PLAIN_LAMBDAS(8, NOTHING, """
      final int k# = «int»;
      java.util.function.IntUnaryOperator f# = x -> x + k#;
      java.util.function.BinaryOperator<Integer> g# = (Integer x, Integer y) -> {
      return x * y + k#;
      };
      Runnable r# = (Runnable & java.io.Serializable) () -> step(k#);
      r#.run();
      step(f#.applyAsInt(«int»), g#.apply(«int», f#.applyAsInt(2)));
      """),
  LOCAL_CLASS(8, NOTHING, """
      final long k# = «long»;
      class Local# {
      final int own#;
      Local#(int own#) {
      this.own# = own#;
      }
      @Coroutine
      Future<Long> go(int p) {
      long q = p + ((long) await(Script.<Long>later(k#)));
      step(this.own#, q, «inner int»);
      return Future.<Long>of(q + own# + k# + «inner long»);
      }
      }
      step(«int», await(new Local#(«int»).go(«int»)));
      """),
  ANONYMOUS_CLASS(8, NOTHING, """
      final int k# = «int»;
      Pieces.Base b# = new Pieces.Base(«int») {
      private int calls = k#;
      @Override
      @Coroutine
      public Future<Integer> go(int p) {
      calls += ((int) await(Script.<Integer>later(p)));
      return Future.<Integer>of(calls + ((int) await(super.go(«inner int»))) + k#);
      }
      };
      step(await(b#.go(«int»)));
      """),
  CAPTURING_LAMBDAS(8, NOTHING, """
      final int k# = «int»;
      java.util.function.Function<Integer, Future<Integer>> f# = x -> {
      int y = x + ((int) await(Script.<Integer>later(k#)));
      java.util.function.Supplier<Future<Integer>> g = () -> Future.<Integer>of(k# + ((int) await(Script.<Integer>later(x))));
      return Future.<Integer>of(y + ((int) await(g.get())));
      };
      step(await(f#.apply(«int»)));
      """),
  VAR(11, NOTHING, """
      var v# = «String»;
      for (var i# = 0; i# < 1; i#++) {
      var w# = new Pair(«int», v#);
      step(w#);
      }
      java.util.function.BiFunction<Integer, Integer, Integer> f# = (var x, var y) -> x - y;
      step(f#.apply(«int», «int»), v#);
      """),
  TEXT_BLOCK(17, NOTHING, """
      step(\"""
      some "text" \\
      and\ttwo lines
      \""" + «int»);
      """),
  // javac 17 fails on a switch expression with try before a pattern, so a variable is there.
  INSTANCE_PATTERN(17, NOTHING, """
      Object o# = «Object»;
      if (o# instanceof String s# && s#.length() > «int») {
      step(s#, «int», s#.length());
      }
      Object p# = «Object»;
      if (!(p# instanceof final Integer n#)) {
      «block»
      } else {
      step(«int» + n#);
      }
      """),
  LOCAL_RECORD_ENUM_AND_INTERFACE(17, NOTHING, """
      record Both#<T extends Comparable<T>>(T left, int... right) {
      Both# {
      step("Both", left, right.length);
      }
      }
      enum Local# {
      A, B;
      Local# next() {
      return values()[1 - ordinal()];
      }
      }
      interface Named# {
      default String name(int n) {
      return "n" + n;
      }
      }
      Both#<String> both# = new Both#<>(«String», «int», 2);
      step(both#.left(), both#.right()[0], both#.equals(both#), Local#.A.next(), new Named#() {
      }.name(«int»), new Pieces.Line(new Pieces.Dot(«int»), «int»));
      """),
  PATTERN_SWITCH(21, NOTHING, """
      switch (Pieces.form(«int», «Object»)) {
      case Pieces.Dot d# when «guard boolean» == (d#.x() != 4) -> step(d#, «int»);
      case Pieces.Dot(int x#) when x# > «guard int» -> «block»
      case Pieces.Line(Pieces.Dot(var x#), String s#) -> step(x#, s#, «int»);
      case Pieces.Line(var from#, Object to#) -> {
      «block»
      step(from#, to#);
      }
      case Pieces.Dot d# -> step("dot", d#);
      }
      """),
  PATTERN_SWITCH_EXPRESSION(21, NOTHING, """
      Object p# = «boolean» ? null : «Object»;
      step(«int», switch (p#) {
      case null -> «int»;
      case String s# when s#.length() == «guard int» -> s# + «int»;
      case Integer n# when «guard boolean» == (n# != 0) -> n# + «long»;
      case String s# -> «String»;
      case int[] a# -> a#.length;
      default -> {
      step(p#);
      yield ((«Object»));
      }
      });
      """),
  RECORD_PATTERN(21, NOTHING, """
      if (Pieces.form(«int», «Object») instanceof Pieces.Line(Pieces.Dot(int x#), var to#) && x# != «int») {
      step(x#, «int», to#);
      }
      switch (Pieces.Mode.of(«int»)) {
      case Pieces.Mode m# when «guard boolean» == (m#.ordinal() != 1) -> step(m#);
      case ONE, TWO -> step(«int»);
      case Pieces.Mode m# -> «block»
      }
      """),
  UNNAMED(25, CATCHING, """
      if (Pieces.form(«int», «Object») instanceof Pieces.Line(_, String to#)) {
      step(to#, «int»);
      }
      try {
      int _ = «int»;
      for (var _ : new int[] {1}) «block»
      } catch (Boom _) {
      step(«int»);
      }
      switch (Pieces.form(«int», «Object»)) {
      case Pieces.Dot(var _) -> step(«int»);
      case Pieces.Line(Pieces.Dot _, var _) -> «block»
      }
      java.util.function.IntBinaryOperator f# = (_, y) -> y;
      step(f#.applyAsInt(1, «int»));
      """);

  /** What a place must allow. */
  enum Needs {
    NOTHING,
    /** A {@code try}. */
    CATCHING
  }

  private final int release;
  private final Needs needs;
  private final Template template;

  Idiom(int release, Needs needs, String text) {
    this.release = release;
    this.needs = needs;
    this.template = new Template(text);
  }

  int release() {
    return release;
  }

  Template template() {
    return template;
  }

  /** Whether it awaits, whatever is in its gaps. */
  private boolean awaits() {
    return template.text().contains("@Coroutine") || template.text().contains("await(");
  }

  /** Whether a long or double may lie on the operand stack while a gap is evaluated. */
  boolean hasWide() {
    return template.text().contains("long") || template.text().contains("double");
  }

  /** Those that may stand somewhere. */
  static List<Idiom> at(Place place) {
    return Stream.of(values())
        .filter(idiom -> idiom.release <= place.release())
        .filter(idiom -> idiom.needs == NOTHING || place.mayTry())
        .filter(idiom -> idiom != LOCAL_RECORD_ENUM_AND_INTERFACE || place.mayDeclareRecord())
        .filter(idiom -> !idiom.awaits() || place.mayAwait())
        .toList();
  }
}
