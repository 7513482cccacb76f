package io.sirocco.instrument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles test sources in memory, together with the few signatures of the runtime that a source
 * with coroutines mentions: this module does not depend on the runtime.
 */
final class Compiler {
  private static final List<String> RUNTIME = List.of(
      "package io.sirocco; public class Future<T> {}",
      "package io.sirocco; public @interface Coroutine {}",
      """
      package io.sirocco; public class Coroutines {
        public static <T> T await(Future<T> awaited) { throw new IllegalStateException(); }
      }""");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

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
    List<String> all = new ArrayList<>(RUNTIME);
    all.addAll(Arrays.asList(sources));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (Output output = new Output(compiler.getStandardFileManager(null, null, null))) {
      boolean ok = compiler
          .getTask(messages, output, null, List.of("--release", "17", "-g"), null, files(all))
          .call();
      if (!ok) {
        throw new IllegalArgumentException(messages.toString());
      }
      return output.classFiles();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static List<JavaFileObject> files(List<String> sources) {
    return sources.stream().<JavaFileObject>map(Source::new).toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///" + pathOf(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String pathOf(String text) {
      return first(PACKAGE, text).replace('.', '/') + "/" + first(TYPE, text);
    }

    private static String first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

    Output(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          files.put(className.replace('.', '/'), bytes);
          return bytes;
        }
      };
    }

    /** Without the signatures of the runtime. */
    Map<String, byte[]> classFiles() {
      Map<String, byte[]> classFiles = new TreeMap<>();
      files.forEach((name, bytes) -> {
        if (!name.matches("io/sirocco/[^/]+")) {
          classFiles.put(name, bytes.toByteArray());
        }
      });
      return classFiles;
    }
  }
}
