package io.sirocco.swing;

import io.sirocco.IOLoop;

/**
 * The loop that is the guest of the event queue of AWT and Swing. Coroutines that listeners start go on on the event
 * dispatch thread, where they may use components:
 *
 * <pre>{@code
 * SwingLoop.get();
 * button.addActionListener(event -> search(field.getText())); // a void coroutine
 * }</pre>
 */
public final class SwingLoop {
  private SwingLoop() {}

  /**
   * The guest of the event queue, which is current on the event dispatch thread from then on. Any thread may call this,
   * and gets the same loop each time, while it is open.
   */
  public static IOLoop get() {
    return IOLoop.guestOf(SwingHost.INSTANCE);
  }
}
