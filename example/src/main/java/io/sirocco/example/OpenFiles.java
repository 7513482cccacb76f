package io.sirocco.example;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How many files, and so sockets, this process may still open. */
final class OpenFiles {
  private static final long RESERVE = 250; // for jars, pipes, the web client

  private OpenFiles() {}

  /** Number of sockets that this process can open; very many where the system tells no limit. */
  static long available() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof UnixOperatingSystemMXBean unix) {
      long free = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount();
      return Math.max(1, free - RESERVE);
    }
    return Integer.MAX_VALUE;
  }
}
