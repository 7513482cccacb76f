package io.sirocco.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Rewrites the coroutines among the compiled main classes. */
@Mojo(
    name = "instrument",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class InstrumentMojo extends AbstractMojo {

  /** Creates the goal; Maven does this. */
  public InstrumentMojo() {}

  @Override
  public void execute() {
    getLog().debug("No coroutines.");
  }
}
