package io.sirocco.maven;

import io.sirocco.instrument.CheckOptions;
import io.sirocco.instrument.ClassFilter;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.DirectoryInstrumenter;
import io.sirocco.instrument.InstrumentationException;
import io.sirocco.instrument.Weaving;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * What all goals have in common: which classes they look at, and that they can be skipped.
 *
 * <p>Maven makes an object for each execution and nothing is shared, so that modules can be built in
 * parallel.
 */
abstract class AbstractSiroccoMojo extends AbstractMojo {
  /** The module. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /** Does nothing at all. */
  @Parameter(property = "sirocco.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The classes to look at, as names in which {@code *} stands for any characters, such as {@code
   * com.acme.*}; paths such as {@code com/acme/**} mean the same. Default: all.
   */
  @Parameter(property = "sirocco.includes")
  private List<String> includes;

  /** The classes to leave alone, in the form of the includes. Default: none. */
  @Parameter(property = "sirocco.excludes")
  private List<String> excludes;

  /** Codes of warnings that are not printed, such as {@code DROPPED_FUTURE}. Default: none. */
  @Parameter(property = "sirocco.suppress")
  private List<String> suppress;

  /**
   * Types for which the program itself registers a conversion, such as {@code com.acme.Task}: awaiting one
   * is no mistake. Default: none.
   */
  @Parameter(property = "sirocco.awaitable")
  private List<String> awaitable;

  /**
   * More annotations whose meaning ends with the call of a method, as that of {@code @Transactional} does:
   * coroutines that carry one get a warning. Default: none.
   */
  @Parameter(property = "sirocco.wholeCallAnnotations")
  private List<String> wholeCallAnnotations;

  /**
   * More methods that block, such as {@code com.acme.Db.query} or {@code com.acme.Db.*}: calls of them in
   * coroutines get a warning. Default: none.
   */
  @Parameter(property = "sirocco.blockingCalls")
  private List<String> blockingCalls;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || isSkippedForTests()) {
      getLog().info("Skipped");
      return;
    }
    try {
      run();
    } catch (IOException | DependencyResolutionRequiredException exception) {
      throw new MojoExecutionException(exception.getMessage(), exception);
    } catch (IllegalArgumentException wrongParameter) {
      throw new MojoExecutionException(wrongParameter.getMessage(), wrongParameter);
    } catch (InstrumentationException defect) {
      throw new MojoExecutionException(defect.getMessage(), defect);
    }
  }

  /** Whether the goal is about tests, and these are not even compiled. */
  boolean isSkippedForTests() {
    return false;
  }

  /** Does what the goal is for. */
  abstract void run()
      throws IOException, DependencyResolutionRequiredException, MojoFailureException;

  final MavenProject project() {
    return project;
  }

  /**
   * Weaves a directory in memory.
   *
   * @param classes an existing directory
   * @param classPath what its classes were compiled against
   */
  final Weaving weave(File classes, Collection<String> classPath) throws IOException {
    ClassFilter filter = ClassFilter.of(orEmpty(includes), orEmpty(excludes));
    CheckOptions options = CheckOptions.of(
        orEmpty(suppress),
        orEmpty(awaitable),
        orEmpty(wholeCallAnnotations),
        orEmpty(blockingCalls));
    try (ClassSource types =
        ClassSource.classPath(classPath.stream().map(Path::of).toList()).or(ClassSource.jdk())) {
      return new DirectoryInstrumenter(types, filter, options)
          .weave(classes.toPath(), classes.toPath());
    }
  }

  private static List<String> orEmpty(List<String> values) {
    return values == null ? List.of() : values; // Maven sets no default for lists
  }
}
