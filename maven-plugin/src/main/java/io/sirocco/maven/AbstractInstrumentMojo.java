package io.sirocco.maven;

import io.sirocco.instrument.Finding;
import io.sirocco.instrument.SourceRoots;
import io.sirocco.instrument.Weaving;
import io.sirocco.instrument.WeavingReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Weaves the classes of one directory in place, or fails with all errors at once. */
abstract class AbstractInstrumentMojo extends AbstractSiroccoMojo {
  /** Prints a line for every class that is woven. */
  @Parameter(property = "sirocco.verbose", defaultValue = "false")
  private boolean verbose;

  /**
   * Whether coroutines that cannot be woven fail the build. If not, they are warnings: the other
   * classes are woven, and these, of which there is a list, throw when they come to an {@code await}.
   */
  @Parameter(property = "sirocco.failOnError", defaultValue = "true")
  private boolean failOnError;

  /** The version of this plugin. */
  @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
  private String pluginVersion;

  /** The directory with the class files; need not exist. */
  abstract File classes();

  /** What the classes were compiled against. */
  abstract Collection<String> classPath() throws DependencyResolutionRequiredException;

  /** Where their sources are. */
  abstract Collection<String> sourceFolders();

  @Override
  final void run() throws IOException, DependencyResolutionRequiredException, MojoFailureException {
    if (!classes().isDirectory()) {
      getLog().debug("Nothing to weave: there is no " + classes());
      return;
    }
    warnIfVersionsDiffer();
    Weaving weaving = weave(classes(), classPath());
    WeavingReport report = weaving.report();
    if (failOnError && report.hasErrors()) {
      throw new MojoFailureException(describe(report.errors()));
    }
    report.findings().forEach(finding -> getLog().warn(format(finding)));
    weaving.write();
    report.refused().forEach(refused -> getLog().warn("Left as it was: " + refused));
    if (verbose) {
      report.woven().forEach(woven -> getLog().info("Wove " + woven.classFile()));
    }
    getLog().info(report.summary());
  }

  /** Woven code calls the runtime in ways that may change from version to version. */
  private void warnIfVersionsDiffer() {
    for (Artifact artifact : project().getArtifacts()) {
      if (artifact.getGroupId().equals("io.sirocco")
          && artifact.getArtifactId().equals("sirocco-runtime")
          && !artifact.getBaseVersion().equals(pluginVersion)) {
        getLog()
            .warn("sirocco-runtime " + artifact.getBaseVersion() + " and sirocco-maven-plugin "
                + pluginVersion + " do not belong together; use the same version of both");
      }
    }
  }

  /** The message of the failure. It has the errors itself, because Maven prints it in any case. */
  private String describe(List<Finding> errors) {
    return errors.stream()
        .map(this::format)
        .collect(Collectors.joining(
            "\n", errors.size() == 1 ? "1 error\n" : errors.size() + " errors\n", ""));
  }

  private String format(Finding finding) {
    return new SourceRoots(sourceFolders().stream().map(Path::of).toList()).format(finding);
  }
}
