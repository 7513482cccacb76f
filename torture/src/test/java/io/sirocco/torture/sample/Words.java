package io.sirocco.torture.sample;

import java.util.List;

/** A very small library. */
public final class Words {
  private final StringBuilder seen = new StringBuilder();

  /** The length of all words, without those that are null. */
  public int length(List<String> words) {
    int length = 0;
    for (String word : words) {
      try {
        length += word.length();
      } catch (NullPointerException e) {
        seen.append("null ");
      }
    }
    return length;
  }

  /** Like a constructor with arguments: an object waits on the operand stack for its constructor. */
  public String repeated(String word, int times) {
    return new String(new StringBuilder(word.repeat(times)).append(times));
  }

  /** Locked; inside, nothing may be suspended. */
  public String seen() {
    synchronized (seen) {
      return seen.toString();
    }
  }
}
