package io.sirocco.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Compiles test sources against the runtime. */
final class Sources {
  private static final String GOOD = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class %s {
        @Coroutine public static Future<Integer> plusOne(Future<Integer> f) {
          int value = Coroutines.await(f);
          return Future.of(value + 1);
        }
      }
      """;
  private static final String BAD = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class %s {
        @Coroutine static synchronized Future<Integer> load(Future<Integer> f) {
          return Future.of(Coroutines.await(f));
        }
      }
      """;

  private Sources() {}

  /** A class {@code com.acme.NAME} with one coroutine, {@code plusOne}. */
  static void compileGood(String name, Path classes) {
    compile("com/acme/" + name, GOOD.formatted(name), classes);
  }

  /** A class {@code com.acme.NAME} with one coroutine; its name may have Unicode escapes. */
  static void compileMethod(String name, String method, Path classes) {
    String source = GOOD.formatted(name).replace("plusOne", method);
    compile("com/acme/" + name, source, classes);
  }

  /** A class {@code com.acme.NAME} with an error in line 7. */
  static void compileBad(String name, Path classes) {
    compile("com/acme/" + name, BAD.formatted(name), classes);
  }

  /** A class without anything. */
  static void compilePlain(String name, Path classes) {
    compile("com/acme/" + name, "package com.acme; class " + name + " {}", classes);
  }

  /** Any class; the path is that of its source. */
  static void compile(String path, String source, Path classes) {
    Path file = classes.resolveSibling("src").resolve(path + ".java");
    try {
      Files.createDirectories(file.getParent());
      Files.createDirectories(classes);
      Files.writeString(file, source);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    List<String> arguments = new ArrayList<>(List.of("-g", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), "-proc:none"));
    arguments.add(file.toString());
    int code = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalArgumentException("does not compile: " + source);
    }
  }
}
