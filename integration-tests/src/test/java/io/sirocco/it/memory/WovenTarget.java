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

/** The coroutines of {@code MemoryTarget}, woven, without debug information and without a harness. */
final class WovenTarget {
  private static final Class<?> WOVEN = load();

  private WovenTarget() {}

  private static Class<?> load() {
    Path source = Path.of("src/main/java/io/sirocco/it/java8/MemoryTarget.java");
    ClassFiles compiled = new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .files(List.of(source), "-g:none");
    try {
      return new TargetLoader(Weaving.weave(compiled))
          .loadClass("io.sirocco.it.java8.MemoryTarget");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // all of them return futures of numbers
  static Future<Integer> call(String name, Object... arguments) {
    Method method = Stream.of(WOVEN.getDeclaredMethods())
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
