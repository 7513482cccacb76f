package io.sirocco.agent;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the agent jar. */
@Command(name = "sirocco", mixinStandardHelpOptions = true, versionProvider = Cli.Version.class)
public final class Cli implements Runnable {

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Cli()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sirocco " + Cli.class.getPackage().getImplementationVersion()};
    }
  }
}
