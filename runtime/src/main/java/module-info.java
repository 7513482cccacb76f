/** The runtime of Sirocco: futures, coroutines, the loop, locks, queues and host names. Depends on the JDK only. */
@SuppressWarnings("module") // the module of the tests is compiled later
module io.sirocco.runtime {
  requires static java.management;

  exports io.sirocco;
  exports io.sirocco.dump;
  exports io.sirocco.internal to
      io.sirocco.testing;
  exports io.sirocco.legacy;
  exports io.sirocco.locks;
  exports io.sirocco.management;
  exports io.sirocco.net;
  exports io.sirocco.queues;

  uses io.sirocco.ContextBridge;
  uses io.sirocco.Conversion;
}
