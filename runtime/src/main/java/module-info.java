/** The runtime of Sirocco: futures, coroutines and the loop. Depends on the JDK only. */
module io.sirocco.runtime {
  exports io.sirocco;

  uses io.sirocco.Conversion;
}
