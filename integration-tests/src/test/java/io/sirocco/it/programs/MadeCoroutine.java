package io.sirocco.it.programs;

import java.util.List;

/**
 * The head of a coroutine of a made-up program.
 *
 * @param kind {@code Future}, {@code Awaitable}, {@code CompletionStage}, {@code CompletableFuture} or
 *     {@code void}
 * @param resultType type of the result; not boxed
 * @param parameters types; a first parameter {@code int depth} comes before them
 */
record MadeCoroutine(
    String name, String kind, boolean isStatic, String resultType, List<String> parameters) {

  boolean isVoid() {
    return kind.equals("void");
  }

  String returnType() {
    return isVoid() ? "void" : kind + "<" + Literals.boxed(resultType) + ">";
  }
}
