package io.sirocco.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.InstanceAlreadyExistsException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loops as JMX sees them. */
class LoopsTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name = name();
  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);

  private static ObjectName name() {
    try {
      return new ObjectName("io.sirocco:type=Loops");
    } catch (javax.management.MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void forget() throws Exception {
    loop.close();
    if (server.isRegistered(name)) {
      server.unregisterMBean(name);
    }
  }

  private Object dump(String operation) throws Exception {
    return server.invoke(name, operation, new Object[0], new String[0]);
  }

  @Test
  void program_registers_it_once() throws Exception {
    Loops.register();
    Loops.register();

    assertTrue(dump("dump").toString().contains("loop "));
    assertTrue(dump("dumpJson").toString().startsWith("{\"version\":1,"));
    assertTrue(dump("dumpHtml").toString().startsWith("<!DOCTYPE html>"));
  }

  @Test
  void others_create_it_from_outside_by_its_class() throws Exception {
    server.createMBean("io.sirocco.management.Loops", name);

    assertTrue(dump("dump").toString().contains("loop "));
    assertThrows(
        InstanceAlreadyExistsException.class,
        () -> server.createMBean("io.sirocco.management.Loops", name));
  }

  @Test
  void figures_are_those_of_all_open_loops() throws Exception {
    Loops.register();
    long callbacks = (long) server.getAttribute(name, "CallbackCount");

    loop.addCallback(() -> {});
    loop.addCallback(loop::stop);
    loop.start();
    loop.callLater(Duration.ofSeconds(1), () -> {});
    loop.addCallback(loop::stop);
    loop.start();
    clock.advance(Duration.ofSeconds(3601));

    assertTrue((long) server.getAttribute(name, "CallbackCount") >= callbacks + 3);
    assertTrue((int) server.getAttribute(name, "LoopCount") >= 1);
    assertTrue((long) server.getAttribute(name, "QueueLength") >= 0);
    assertTrue((double) server.getAttribute(name, "LagMillis") >= 3_600_000.0);
    assertEquals(-1L, server.getAttribute(name, "SuspendedCoroutines"));
  }
}
