package io.sirocco.it.programs.source;

import java.util.List;

/**
 * The head of a coroutine of a made-up program.
 *
 * @param kind {@code Future}, {@code Awaitable}, {@code CompletionStage}, {@code CompletableFuture} or
 *     {@code void}
 * @param home where it is declared
 * @param resultType type of the result; not boxed
 * @param parameters types; a first parameter {@code int depth} comes before them
 */
record MadeCoroutine(
    String name, String kind, Home home, String resultType, List<String> parameters) {

  /** Kinds whose futures may be awaited more than once. */
  static final List<String> EAGER_KINDS = List.of("Future", "CompletionStage", "CompletableFuture");

  /** The method of {@link Awaits} for results of a kind. */
  static String await(String kind) {
    return switch (kind) {
      case "Awaitable" -> "awaitLazy";
      case "CompletionStage" -> "awaitStage";
      case "CompletableFuture" -> "awaitCompletable";
      default -> "await";
    };
  }

  boolean isVoid() {
    return kind.equals("void");
  }

  String returnType() {
    return isVoid() ? "void" : kind + "<" + Literals.boxed(resultType) + ">";
  }
}
