package io.sirocco.agent;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** Another process. Apart, because the module jdk.attach, without which this cannot be loaded, may be missing. */
final class RunningJvm {
  private RunningJvm() {}

  /**
   * Where it can be asked over JMX, by the same user on this machine; it begins to listen if it does not.
   *
   * @throws IOException if it cannot be reached, or is no JVM
   */
  static String managementAddress(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
