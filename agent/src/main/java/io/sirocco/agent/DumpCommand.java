package io.sirocco.agent;

import java.io.IOException;
import java.util.concurrent.Callable;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dump PID}: prints what the loops of another process wait for. It asks that process over JMX, as JConsole
 * does; nothing is loaded into it that it does not have.
 */
@Command(
    name = "java -jar sirocco-agent.jar dump",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    description =
        "Prints what the loops of a running program wait for, and the coroutines behind it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed",
      "1:the process cannot be reached, or has no Sirocco",
      "2:wrong usage",
      "3:a defect of Sirocco"
    })
final class DumpCommand implements Callable<Integer> {
  /** The word that tells this command from the inputs of the other one. */
  static final String NAME = "dump";

  private static final String MBEAN = "io.sirocco:type=Loops";
  private static final String MBEAN_CLASS = "io.sirocco.management.Loops";

  /** How it is printed. */
  enum Format {
    text("dump"),
    json("dumpJson"),
    html("dumpHtml");

    private final String operation;

    Format(String operation) {
      this.operation = operation;
    }
  }

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PID",
      description = "Number of the process, as jps prints it; of the same user.")
  private long pid;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Override
  public Integer call() throws Exception {
    String address;
    try {
      address = RunningJvm.managementAddress(pid);
    } catch (IOException e) {
      return fail("cannot reach process " + pid + ": " + e.getMessage()
          + ". It must be a JVM of the same user on this machine");
    } catch (NoClassDefFoundError e) {
      return fail("this Java cannot look into other processes: use one with the module jdk.attach");
    }
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
      print(connector.getMBeanServerConnection());
      return Cli.OK;
    } catch (ReflectionException e) { // no such class
      return fail(
          "process " + pid + " has no Sirocco on its class path. If another class loader has it,"
              + " let the program call " + MBEAN_CLASS + ".register() when it starts");
    }
  }

  private void print(MBeanServerConnection server) throws JMException, IOException {
    ObjectName name = new ObjectName(MBEAN);
    if (!server.isRegistered(name)) {
      try {
        server.createMBean(MBEAN_CLASS, name);
      } catch (InstanceAlreadyExistsException e) {
        // somebody was faster
      }
    }
    Object dump = server.invoke(name, format.operation, new Object[0], new String[0]);
    spec.commandLine().getOut().print(dump);
    spec.commandLine().getOut().flush();
  }

  private int fail(String message) {
    spec.commandLine().getErr().println("sirocco: error: " + message);
    return Cli.ERRORS;
  }
}
