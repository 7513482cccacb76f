package io.sirocco.agent;

import io.sirocco.instrument.CheckOptions;
import io.sirocco.instrument.ClassFilter;
import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.DirectoryInstrumenter;
import io.sirocco.instrument.Finding;
import io.sirocco.instrument.InstrumentationException;
import io.sirocco.instrument.JarInstrumenter;
import io.sirocco.instrument.SourceRoots;
import io.sirocco.instrument.Weaving;
import io.sirocco.instrument.WeavingReport;
import io.sirocco.instrument.WovenClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of the agent jar: weaves directories and jars; {@code dump} is a {@link DumpCommand}.
 *
 * <p>All inputs are woven in memory first, and nothing is written if there is an error anywhere.
 * Messages go to the standard error stream, in the compiler's form.
 */
@Command(
    name = "java -jar sirocco-agent.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    sortOptions = false,
    description = "Weaves the coroutines in compiled classes: rewrites each into a state machine.",
    footer = {
      "%nAnother command:%n  dump PID   prints what the loops of a running program wait for (dump --help)"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is woven, or there was nothing to do",
      "1:errors in the classes, or a file that cannot be read or written, or not enough memory;"
          + " nothing was changed",
      "2:wrong usage",
      "3:a defect of Sirocco"
    })
public final class Cli implements Callable<Integer> {
  static final int OK = 0;
  static final int ERRORS = 1;
  static final int USAGE = 2;
  static final int DEFECT = 3;

  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Directories with class files, and jars.")
  private List<Path> inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "Where to write; default: in place. Directories are merged into this one, with all their"
              + " other files; jars keep their names in it. For a single jar also a file.")
  private Path output;

  @Option(
      names = {"-cp", "--classpath"},
      paramLabel = "CP",
      description =
          "What the classes were compiled against: directories, jars, and DIR/* for all jars of a"
              + " directory. The inputs and the JDK are always on it.")
  private String classPath = "";

  @Option(
      names = "--source-path",
      paramLabel = "SP",
      description = "Directories with the sources, so that messages name the real files.")
  private String sourcePath = "";

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Weave only classes that match, such as com.acme.*; can be repeated.")
  private List<String> includes = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Do not weave classes that match; can be repeated.")
  private List<String> excludes = List.of();

  @Option(
      names = "--suppress",
      paramLabel = "CODE",
      description =
          "Do not print the warnings of this code, such as DROPPED_FUTURE; can be repeated.")
  private List<String> suppressed = List.of();

  @Option(
      names = "--awaitable",
      paramLabel = "TYPE",
      description =
          "A type for which the program registers a conversion, such as com.acme.Task; can be repeated.")
  private List<String> awaitable = List.of();

  @Option(
      names = "--whole-call-annotation",
      paramLabel = "NAME",
      description =
          "Warn of coroutines with this annotation, too, as of those with @Transactional; can be"
              + " repeated.")
  private List<String> wholeCallAnnotations = List.of();

  @Option(
      names = "--blocking-call",
      paramLabel = "METHOD",
      description =
          "Warn of calls of this method in coroutines, too, such as com.acme.Db.query or com.acme.Db.*;"
              + " can be repeated.")
  private List<String> blockingCalls = List.of();

  @Option(
      names = "--leave-refused",
      description =
          "Weave what can be woven, and leave classes with errors as they are; each is named,"
              + " and throws when it comes to an await. Files that cannot be read are errors all the same.")
  private boolean leaveRefused;

  @Option(
      names = "--check",
      description = "Write nothing; it is an error if a class has coroutines that are not woven.")
  private boolean check;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print a line for every woven class.")
  private boolean verbose;

  private Cli() {}

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** A command of its own, and not one of picocli's inside this: else that would ask for inputs, too. */
  private static int execute(String[] args) {
    boolean isDump = args.length > 0 && args[0].equals(DumpCommand.NAME);
    return isDump
        ? commandLine(new DumpCommand()).execute(Arrays.copyOfRange(args, 1, args.length))
        : commandLine().execute(args);
  }

  /** The command line, with streams that can be replaced. */
  static CommandLine commandLine() {
    return commandLine(new Cli());
  }

  static CommandLine commandLine(Callable<Integer> command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(Cli::printUsageError)
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> printFailure(exception, commandLine.getErr()));
  }

  private static int printFailure(Exception exception, PrintWriter err) {
    if (exception instanceof InstrumentationException failure && !failure.isDefect()) {
      err.println(failure.getMessage());
      return ERRORS;
    }
    exception.printStackTrace(err);
    return DEFECT;
  }

  /** In two lines, not with the whole help, which would push the message out of sight. */
  private static int printUsageError(ParameterException exception, String[] args) {
    PrintWriter err = exception.getCommandLine().getErr();
    err.println("sirocco: error: " + exception.getMessage());
    err.println("Try --help for all options.");
    return USAGE;
  }

  @Override
  public Integer call() throws IOException {
    List<Target> targets = targets();
    List<Weaving> weavings = weaveAll(targets);
    WeavingReport report =
        weavings.stream().map(Weaving::report).reduce(WeavingReport.EMPTY, WeavingReport::plus);
    print(report);
    boolean failed = hasFolderOfJars(targets)
        || report.hasErrors() && !leaveRefused
        || weavings.size() < targets.size();
    return check ? checked(report, failed) : written(weavings, report, failed);
  }

  private List<Target> targets() {
    try {
      return output == null ? Target.inPlace(inputs) : Target.into(output, inputs);
    } catch (IllegalArgumentException | IOException exception) {
      throw new ParameterException(spec.commandLine(), exception.getMessage());
    }
  }

  private CheckOptions checkOptions() {
    try {
      return CheckOptions.of(suppressed, awaitable, wholeCallAnnotations, blockingCalls);
    } catch (IllegalArgumentException exception) {
      throw new ParameterException(spec.commandLine(), exception.getMessage());
    }
  }

  /** A folder that has nothing but jars would be silent and green, whatever is in them. */
  private boolean hasFolderOfJars(List<Target> targets) throws IOException {
    boolean found = false;
    for (Target target : targets) {
      if (target.isFolderOfJars()) {
        warn(target.input() + ": error: no class files here but jars, which are not looked at;"
            + " name the jars themselves, as in " + target.input() + "/*.jar");
        found = true;
      }
    }
    return found;
  }

  /** Leaves out the inputs that cannot be read, after a message for each. */
  private List<Weaving> weaveAll(List<Target> targets) throws IOException {
    CheckOptions options = checkOptions();
    List<Path> types = new ArrayList<>(inputs);
    types.addAll(ClassPathText.parse(classPath, this::warn));
    List<Weaving> weavings = new ArrayList<>();
    try (ClassSource source = ClassSource.classPath(types).or(ClassSource.jdk())) {
      for (Target target : targets) {
        weave(target, source, options).ifPresent(weavings::add);
      }
    }
    return weavings;
  }

  private Optional<Weaving> weave(Target target, ClassSource types, CheckOptions options) {
    ClassFilter filter = ClassFilter.of(includes, excludes);
    try {
      return Optional.of(
          target.isDirectory()
              ? new DirectoryInstrumenter(types, filter, options)
                  .weave(target.input(), target.output())
              : new JarInstrumenter(types, filter, options).weave(target.input(), target.output()));
    } catch (IOException exception) {
      warn(exception.getMessage());
      return Optional.empty();
    }
  }

  private void print(WeavingReport report) {
    SourceRoots sources = new SourceRoots(ClassPathText.parse(sourcePath, this::warn));
    for (Finding finding : report.findings()) {
      err().println(sources.format(finding));
    }
  }

  private int checked(WeavingReport report, boolean failed) {
    for (WovenClass unwoven : report.woven()) {
      err()
          .println(unwoven.classFile() + ": error: not woven, coroutines: " + unwoven.coroutines());
    }
    return failed || !report.woven().isEmpty() ? ERRORS : OK;
  }

  private int written(List<Weaving> weavings, WeavingReport report, boolean failed) {
    if (failed || !write(weavings)) {
      return ERRORS;
    }
    report.refused().forEach(refused -> out().println("Left as it was: " + refused));
    if (verbose) {
      report.woven().forEach(woven -> out().println("Wove " + woven.classFile()));
    }
    out().println(report.summary());
    return OK;
  }

  private boolean write(List<Weaving> weavings) {
    try {
      Weaving.writeAll(weavings);
      return true;
    } catch (IOException exception) {
      warn(exception.getMessage());
      return false;
    }
  }

  private void warn(String message) {
    err().println(message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sirocco " + Cli.class.getPackage().getImplementationVersion()};
    }
  }
}
