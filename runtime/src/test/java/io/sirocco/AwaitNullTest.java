package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of limits says about {@code await(null)}. */
class AwaitNullTest {
  @TempDir
  Path out;

  /** The codes of the compiler's errors. */
  private List<String> compile(String expression) throws Exception {
    String source = "class A { Object a() { return io.sirocco.Coroutines." + expression + "; } }";
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    String classPath = Path.of(
            Coroutines.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none", "-cp", classPath, "-d", out.toString());
    compiler.getTask(null, null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream().map(Diagnostic::getCode).toList();
  }

  @Test
  void null_is_ambiguous() throws Exception {
    assertEquals(List.of("compiler.err.ref.ambiguous"), compile("await(null)"));
  }

  @Test
  void moment_and_a_null_of_type_object_are_not() throws Exception {
    assertEquals(List.of(), compile("await(io.sirocco.Coroutines.moment())"));
    assertEquals(List.of(), compile("await((Object) null)"));
  }
}
