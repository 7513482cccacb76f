package io.sirocco.instrument;

import io.sirocco.instrument.fixture.JavaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Test sources for whole folders and jars of classes, compiled in memory. */
final class Compiler {
  private Compiler() {}

  /** A class {@code com.acme.NAME} with as many coroutines {@code load0, load1, …} as wanted. */
  static String coroutines(String name, int number) {
    StringBuilder source = new StringBuilder("package com.acme;\npublic class " + name + " {\n");
    for (int index = 0; index < number; index++) {
      source.append("""
            @io.sirocco.Coroutine io.sirocco.Future<Integer> load%d(io.sirocco.Future<Integer> f) {
              int sum = 1 + io.sirocco.Coroutines.await(f);
              return sum > 0 ? f : null;
            }
          """.formatted(index));
    }
    return source.append("}\n").toString();
  }

  /** A class {@code com.acme.NAME} with an error in line 4. */
  static String await_in_synchronized(String name) {
    return """
        package com.acme;
        public class %s {
          @io.sirocco.Coroutine io.sirocco.Future<Integer> load(io.sirocco.Future<Integer> f) {
            synchronized (this) { io.sirocco.Coroutines.await(f); }
            return f;
          }
        }
        """.formatted(name);
  }

  /** Writes the class files of the sources below a directory. */
  static void compileTo(Path directory, String... sources) {
    compile(sources)
        .forEach((name, classFile) -> write(directory.resolve(name + ".class"), classFile));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The class files of the sources, by internal name. */
  static Map<String, byte[]> compile(String... sources) {
    return JavaSource.compile(sources);
  }
}
