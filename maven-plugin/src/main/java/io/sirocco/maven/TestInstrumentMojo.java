package io.sirocco.maven;

import java.io.File;
import java.util.Collection;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Weaves the coroutines among the compiled test classes: rewrites each into a state machine. */
@Mojo(
    name = "instrument-test",
    defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class TestInstrumentMojo extends AbstractInstrumentMojo {
  /** The directory with the class files, which are changed in place. */
  @Parameter(
      defaultValue = "${project.build.testOutputDirectory}",
      readonly = true,
      required = true)
  private File testClassesDirectory;

  /** Set by users who do not want the tests to be compiled; then there is nothing to weave. */
  @Parameter(property = "maven.test.skip", defaultValue = "false", readonly = true)
  private boolean testsSkipped;

  /** Creates the goal; Maven does this. */
  public TestInstrumentMojo() {}

  @Override
  boolean isSkippedForTests() {
    return testsSkipped;
  }

  @Override
  File classes() {
    return testClassesDirectory;
  }

  @Override
  Collection<String> classPath() throws DependencyResolutionRequiredException {
    return project().getTestClasspathElements(); // the main classes are on it
  }

  @Override
  Collection<String> sourceFolders() {
    return project().getTestCompileSourceRoots();
  }
}
