package io.sirocco.maven;

import java.io.File;
import java.util.Collection;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Weaves the coroutines among the compiled main classes: rewrites each into a state machine. */
@Mojo(
    name = "instrument",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class InstrumentMojo extends AbstractInstrumentMojo {
  /** The directory with the class files, which are changed in place. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  private File classesDirectory;

  /** Creates the goal; Maven does this. */
  public InstrumentMojo() {}

  @Override
  File classes() {
    return classesDirectory;
  }

  @Override
  Collection<String> classPath() throws DependencyResolutionRequiredException {
    return project().getCompileClasspathElements();
  }

  @Override
  Collection<String> sourceFolders() {
    return project().getCompileSourceRoots();
  }
}
