package io.sirocco.it.programs.source;

/**
 * Leaves out parentheses that do nothing. javac attributes an argument in parentheses twice, and what
 * is inside it twice as often again.
 */
final class Parentheses {
  private Parentheses() {}

  /** If all of the text from an index on is in one pair of parentheses, removes them. */
  static void removeAround(StringBuilder text, int from) {
    if (text.charAt(from) == '(' && end(text, from) == text.length() - 1) {
      text.deleteCharAt(text.length() - 1);
      text.deleteCharAt(from);
    }
  }

  /** Where the parenthesis is that closes one. */
  private static int end(StringBuilder text, int begin) {
    int open = 0;
    for (int at = begin; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '"', '\'' -> at = endOfLiteral(text, at);
        case '(' -> open++;
        case ')' -> {
          if (--open == 0) {
            return at;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private static int endOfLiteral(StringBuilder text, int begin) {
    int at = begin + 1;
    while (text.charAt(at) != text.charAt(begin)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }
}
