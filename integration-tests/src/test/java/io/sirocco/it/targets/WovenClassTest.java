package io.sirocco.it.targets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.SourceLevel;
import io.sirocco.it.harness.TargetLoader;
import io.sirocco.it.harness.Weaving;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What weaving leaves as it was, over all targets. */
class WovenClassTest {
  private static final ClassFiles COMPILED = compile();
  private static final ClassFiles WOVEN = Weaving.weave(COMPILED);

  private static ClassFiles compile() {
    List<Path> sources = new ArrayList<>();
    SourceLevel.upTo(17).forEach(level -> sources.addAll(level.sources()));
    return new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .files(sources, "-parameters");
  }

  @Test
  void second_run_changes_nothing() {
    Instrumenter instrumenter = new Instrumenter(WOVEN::find);
    WOVEN.byName().forEach((name, bytes) -> {
      InstrumentationResult result = instrumenter.instrument(bytes);
      assertSame(bytes, result.classFile(), name);
      assertEquals(Map.of(), result.frames(), name);
    });
  }

  @Test
  void same_input_gives_same_bytes() {
    ClassFiles again = Weaving.weave(COMPILED);

    assertEquals(WOVEN.byName().keySet(), again.byName().keySet());
    WOVEN
        .byName()
        .forEach((name, bytes) -> assertArrayEquals(bytes, again.byName().get(name), name));
  }

  @Test
  void order_and_neighbours_do_not_matter() {
    Map<String, byte[]> reversed = new TreeMap<>(COMPILED.byName()).descendingMap();
    reversed.forEach((name, bytes) -> {
      InstrumentationResult alone = new Instrumenter(COMPILED::find).instrument(bytes);
      assertArrayEquals(WOVEN.byName().get(name), alone.classFile(), name);
    });
  }

  @Test
  void class_without_coroutines_is_returned_as_it_is() {
    int untouched = 0;
    for (Map.Entry<String, byte[]> compiled : COMPILED.byName().entrySet()) {
      InstrumentationResult result =
          new Instrumenter(COMPILED::find).instrument(compiled.getValue());
      if (!result.isWoven()) {
        assertSame(compiled.getValue(), result.classFile(), compiled.getKey());
        untouched++;
      }
    }
    assertTrue(untouched > 10, "untouched: " + untouched);
  }

  @Test
  void declarations_look_the_same_to_reflection() {
    forEachClass((before, after) -> assertEquals(declarations(before), declarations(after)));
  }

  /** Modifiers, types, names of parameters, exceptions and annotations of all that users declared. */
  private static TreeSet<String> declarations(Class<?> type) {
    TreeSet<String> lines = new TreeSet<>();
    lines.add(type.toGenericString() + Arrays.toString(type.getAnnotatedInterfaces()));
    Stream.of(type.getDeclaredFields()).forEach(field -> lines.add(field.toGenericString()));
    Stream.<Executable>concat(
            Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
        .filter(each -> !each.isSynthetic() || ((each.getModifiers() & 0x40) != 0)) // bridges
        .forEach(each -> lines.add(declaration(each)));
    return lines;
  }

  private static String declaration(Executable each) {
    return each.toGenericString()
        + Arrays.toString(each.getAnnotations())
        + Arrays.deepToString(each.getParameterAnnotations())
        + Arrays.toString(each.getParameters())
        + Arrays.toString(each.getAnnotatedParameterTypes())
        + Arrays.toString(each.getAnnotatedExceptionTypes());
  }

  @Test
  void added_methods_are_private_and_synthetic() {
    forEachClass((before, after) -> {
      TreeSet<String> known = new TreeSet<>();
      Stream.of(before.getDeclaredMethods()).forEach(method -> known.add(method.toString()));
      for (Method method : after.getDeclaredMethods()) {
        if (!known.contains(method.toString())) {
          assertTrue(method.isSynthetic(), method.toString());
          assertTrue(Modifier.isPrivate(method.getModifiers()), method.toString());
        }
      }
    });
  }

  private static void forEachClass(BiConsumer<Class<?>, Class<?>> check) {
    TargetLoader before = new TargetLoader(COMPILED);
    TargetLoader after = new TargetLoader(WOVEN);
    for (String name : COMPILED.byName().keySet()) {
      String className = name.replace('/', '.');
      try {
        check.accept(
            Class.forName(className, false, before), Class.forName(className, false, after));
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
  }
}
