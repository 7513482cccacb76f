package io.sirocco.maven;

import io.sirocco.instrument.WovenClass;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Fails if main or test classes have coroutines that are not woven, because another plugin replaced
 * the classes or the goals are not bound. Changes nothing.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class CheckMojo extends AbstractSiroccoMojo {
  /** The main class files. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  private File classesDirectory;

  /** The test class files. */
  @Parameter(
      defaultValue = "${project.build.testOutputDirectory}",
      readonly = true,
      required = true)
  private File testClassesDirectory;

  /** Creates the goal; Maven does this. */
  public CheckMojo() {}

  @Override
  void run() throws IOException, DependencyResolutionRequiredException, MojoFailureException {
    List<WovenClass> unwoven = new ArrayList<>();
    for (File directory : List.of(classesDirectory, testClassesDirectory)) {
      if (directory.isDirectory()) {
        unwoven.addAll(
            weave(directory, project().getTestClasspathElements()).report().woven());
      }
    }
    if (!unwoven.isEmpty()) {
      throw new MojoFailureException(describe(unwoven));
    }
  }

  private static String describe(List<WovenClass> unwoven) {
    return unwoven.stream()
        .map(woven -> woven.classFile() + ": error: not woven, coroutines: " + woven.coroutines())
        .collect(Collectors.joining("\n", "Classes with coroutines are not woven\n", ""));
  }
}
