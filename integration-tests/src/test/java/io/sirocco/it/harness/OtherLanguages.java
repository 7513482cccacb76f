package io.sirocco.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import scala.tools.nsc.Main;

/**
 * Compiles what is not Java, for Java 17, against the class path of the tests. Warnings are errors; the
 * compilers print them.
 */
public final class OtherLanguages {
  private OtherLanguages() {}

  /** Runs a compiler; false if it refuses the sources. */
  private interface Compiler {
    boolean run(String[] arguments);
  }

  /** Has kotlinc compile all files below a folder. */
  public static ClassFiles kotlin(Path sources) throws IOException {
    return compiled(
        arguments -> new K2JVMCompiler().exec(System.err, arguments) == ExitCode.OK,
        List.of("-jvm-target", "17", "-no-stdlib", "-no-reflect", "-Werror", sources.toString()));
  }

  /** Has scalac compile all files below a folder. */
  public static ClassFiles scala(Path sources) throws IOException {
    List<String> options = new ArrayList<>(List.of("-release", "17", "-Werror"));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".scala")).forEach(options::add);
    }
    return compiled(Main::process, options);
  }

  private static ClassFiles compiled(Compiler compiler, List<String> options) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "compiled");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString()));
    arguments.addAll(options);
    if (!compiler.run(arguments.toArray(new String[0]))) {
      throw new AssertionError("the compiler refuses " + options + " and says why above");
    }
    return ClassFiles.below(folder);
  }
}
