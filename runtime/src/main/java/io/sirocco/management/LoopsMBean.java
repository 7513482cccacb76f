package io.sirocco.management;

/** What {@link Loops} shows: {@code io.sirocco:type=Loops}. */
public interface LoopsMBean {
  /** What the loops wait for, as text. */
  String dump();

  /** The same for programs, see {@link io.sirocco.dump.Dump#json}. */
  String dumpJson();

  /** The same as one page for a browser. */
  String dumpHtml();

  /** Number of open loops. */
  int getLoopCount();

  /** Number of callbacks that all loops have begun to run. */
  long getCallbackCount();

  /** Number of callbacks that are ready to run, on all loops. */
  long getQueueLength();

  /** How late timers run on the loop where they are latest, in milliseconds. */
  double getLagMillis();

  /** Number of suspended coroutines; -1 if the program was not started with {@code -Dsirocco.track=true}. */
  long getSuspendedCoroutines();
}
