package io.sirocco.torture.rewrite;

import org.objectweb.asm.Type;

/** What rewritten code names. */
final class Names {
  static final String COROUTINE = "Lio/sirocco/Coroutine;";
  static final String COROUTINES = "io/sirocco/Coroutines";
  static final String PAUSE = "io/sirocco/torture/rt/Pause";
  static final String DRIVE = "io/sirocco/torture/rt/Drive";

  static final Type FUTURE = Type.getObjectType("io/sirocco/Future");
  static final Type AWAITABLE = Type.getObjectType("io/sirocco/Awaitable");
  static final Type STAGE = Type.getObjectType("java/util/concurrent/CompletionStage");
  static final Type COMPLETABLE = Type.getObjectType("java/util/concurrent/CompletableFuture");
  static final Type JDK_FUTURE = Type.getObjectType("java/util/concurrent/Future");
  static final Type OBJECT = Type.getObjectType("java/lang/Object");
  static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");

  private Names() {}
}
