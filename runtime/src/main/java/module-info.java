/** What coroutines use when they run; needs nothing but {@code java.base}. */
module io.sirocco.runtime {
  exports io.sirocco;
}
