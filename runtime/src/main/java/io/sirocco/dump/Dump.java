package io.sirocco.dump;

import java.util.List;

/**
 * What the loops of this process waited for, and the coroutines behind it, at about one moment: it was read
 * while they ran. Holds text only, and keeps nothing of the program alive.
 *
 * @param tracked whether all suspended coroutines were known ({@code -Dsirocco.track=true}); else there are
 *     those that timers, channels, jobs, scopes and {@code runSync} lead to
 * @param complete false if there was more than a dump holds
 * @param loops in the order in which they were made, those that are open or still have coroutines; last what
 *     belongs to no loop, if there is any
 * @param deadEnds cycles of coroutines: each waits for the next one, and the last one, which is named twice,
 *     for the first. They wait for ever
 */
public record Dump(
    boolean tracked, boolean complete, List<LoopDump> loops, List<List<String>> deadEnds) {
  /** Copies the lists. */
  public Dump {
    loops = List.copyOf(loops);
    deadEnds = deadEnds.stream().map(List::copyOf).toList();
  }

  /** For people: a few lines per loop, equal chains as one line with their number. */
  public String text() {
    return new TextWriter().write(this);
  }

  /**
   * For programs: an object with {@code version} 1. Its keys are those of the records here; amounts of time are
   * numbers of seconds and called {@code ...Seconds}; what is not known is left out.
   */
  public String json() {
    return new JsonWriter().write(this);
  }

  /** For a browser: one page that needs nothing else, to be folded, searched and filtered. */
  public String html() {
    return HtmlPage.of(json());
  }

  /**
   * The first lines of the text as an exception without a stack: to be added, as a suppressed one, to an exception
   * that tells of a time that is over.
   */
  public Throwable note() {
    return new DumpNote(text());
  }

  /** As {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
