package io.sirocco.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Rewrites the coroutines among the compiled test classes. */
@Mojo(
    name = "instrument-test",
    defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class InstrumentTestMojo extends AbstractMojo {

  /** Creates the goal; Maven does this. */
  public InstrumentTestMojo() {}

  @Override
  public void execute() {
    getLog().debug("No coroutines.");
  }
}
