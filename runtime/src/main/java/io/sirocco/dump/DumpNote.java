package io.sirocco.dump;

import java.util.List;

/** Takes a dump to where exceptions are printed; never thrown. */
final class DumpNote extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_LINES = 40;

  DumpNote(String text) {
    super(shortened(text), null, false, false);
  }

  private static String shortened(String text) {
    List<String> lines = text.lines().toList();
    return lines.size() <= MOST_LINES
        ? text.stripTrailing()
        : String.join("\n", lines.subList(0, MOST_LINES)) + "\n...";
  }

  @Override
  public String toString() {
    return "what was waited for:\n" + getMessage();
  }
}
