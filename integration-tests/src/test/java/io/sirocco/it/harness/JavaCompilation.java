package io.sirocco.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/**
 * Compiles Java in memory, against the class path of the tests.
 *
 * @param compiler javac, or another one with the same interface
 * @param release such as 17; the newest of the running JDK if 0
 */
public record JavaCompilation(JavaCompiler compiler, int release) {

  /** The sources are wrong; the message has everything that the compiler says. */
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** Compiles files. */
  public ClassFiles files(Collection<Path> sources, String... options) {
    try (StandardJavaFileManager standard = standardFiles()) {
      List<JavaFileObject> units = new ArrayList<>();
      standard.getJavaFileObjectsFromPaths(sources).forEach(units::add);
      return compile(standard, units, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles texts.
   *
   * @param sources by name of the class, such as {@code demo.Fetcher}
   */
  public ClassFiles texts(Map<String, String> sources, String... options) {
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Text(name, text)));
    try (StandardJavaFileManager standard = standardFiles()) {
      return compile(standard, units, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StandardJavaFileManager standardFiles() {
    return compiler.getStandardFileManager(null, Locale.ROOT, null);
  }

  private ClassFiles compile(
      StandardJavaFileManager standard, List<JavaFileObject> units, String... options) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    StringWriter output = new StringWriter();
    InMemory files = new InMemory(standard);

    boolean ok = compiler
        .getTask(output, files, problems, allOptions(options), null, units)
        .call();

    if (!ok) {
      throw new Failed(errors(problems) + output);
    }
    return files.compiled();
  }

  private List<String> allOptions(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-proc:none", "-nowarn"));
    if (all.stream().noneMatch(option -> option.startsWith("-g"))) {
      all.add("-g");
    }
    all.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    if (release > 0) {
      all.addAll(List.of("--release", Integer.toString(release)));
    }
    return all;
  }

  private static String errors(DiagnosticCollector<JavaFileObject> problems) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic<?> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        text.append(problem).append('\n');
      }
    }
    return text.toString();
  }

  /** A source that is not in a file. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what the compiler writes. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    InMemory(StandardJavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      URI uri = URI.create("memory:///" + className.replace('.', '/') + ".class");
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(className.replace('.', '/'), bytes);
          return bytes;
        }
      };
    }

    ClassFiles compiled() {
      Map<String, byte[]> byName = new TreeMap<>();
      written.forEach((name, bytes) -> byName.put(name, bytes.toByteArray()));
      return new ClassFiles(byName);
    }
  }
}
