package io.sirocco.it.memory;

import io.sirocco.Future;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.TargetLoader;
import io.sirocco.it.harness.Weaving;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The static methods of a target, woven, without debug information and without a harness. */
final class WovenTarget {
  private final Class<?> woven;

  WovenTarget(String name) {
    woven = load(name);
  }

  private static Class<?> load(String name) {
    Path source = Path.of("src/main/java/io/sirocco/it/java8/" + name + ".java");
    ClassFiles compiled = new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .files(List.of(source), "-g:none");
    try {
      return new TargetLoader(Weaving.weave(compiled)).loadClass("io.sirocco.it.java8." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // all of them return futures of numbers
  Future<Integer> call(String name, Object... arguments) {
    Method method = Stream.of(woven.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
    try {
      return (Future<Integer>) method.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
