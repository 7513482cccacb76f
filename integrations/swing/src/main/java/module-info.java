/** Coroutines on the thread of Swing's event queue. */
module io.sirocco.swing {
  requires java.desktop;
  requires transitive io.sirocco.runtime;

  exports io.sirocco.swing;
}
