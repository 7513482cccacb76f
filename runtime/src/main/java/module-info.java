/** The runtime of Sirocco: futures, coroutines, the loop, locks, queues and host names. Depends on the JDK only. */
module io.sirocco.runtime {
  exports io.sirocco;
  exports io.sirocco.legacy;
  exports io.sirocco.locks;
  exports io.sirocco.net;
  exports io.sirocco.queues;

  uses io.sirocco.ContextBridge;
  uses io.sirocco.Conversion;
}
