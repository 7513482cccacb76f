package io.sirocco.management;

import io.sirocco.Coroutines;
import io.sirocco.IOLoop;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The loops of this process, for JMX: a dump of what they wait for, and figures. It needs the module {@code
 * java.management}, which nothing else here does; so programs that do not ask for it do not load it.
 *
 * <p>{@link #register} makes it known under {@link #NAME}. That is also done from outside, by creating an
 * MBean of this class, if the program has Sirocco on its class path: the command line {@code dump} does so.
 */
public final class Loops implements LoopsMBean {
  /** Where it is found. */
  public static final String NAME = "io.sirocco:type=Loops";

  /** For {@link MBeanServer#createMBean}. */
  public Loops() {}

  /**
   * Makes the loops known to the JMX server of this process; does nothing if they are.
   *
   * @throws IllegalStateException if the server refuses it
   */
  public static void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      server.registerMBean(new Loops(), new ObjectName(NAME));
    } catch (InstanceAlreadyExistsException e) {
      // somebody was faster
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + NAME, e);
    }
  }

  @Override
  public String dump() {
    return Coroutines.dump().text();
  }

  @Override
  public String dumpJson() {
    return Coroutines.dump().json();
  }

  @Override
  public String dumpHtml() {
    return Coroutines.dump().html();
  }

  @Override
  public int getLoopCount() {
    return loops().size();
  }

  @Override
  public long getCallbackCount() {
    return loops().stream().mapToLong(IOLoop::callbacksSoFar).sum();
  }

  @Override
  public long getQueueLength() {
    return loops().stream().mapToLong(IOLoop::queueLength).sum();
  }

  @Override
  public double getLagMillis() {
    return loops().stream()
        .mapToDouble(loop -> loop.lag().toNanos() / 1e6)
        .max()
        .orElse(0);
  }

  @Override
  public long getSuspendedCoroutines() {
    return Coroutines.suspended().orElse(-1);
  }

  private static Collection<IOLoop> loops() {
    return IOLoop.all();
  }
}
