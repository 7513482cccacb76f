package io.sirocco.instrument.internal.read;

import java.util.Optional;
import org.objectweb.asm.Type;

/** What a coroutine is declared to return; decides how it starts and how it ends. */
public enum ReturnKind {
  /** Starts at the call; the frame itself is handed out. */
  FUTURE("Lio/sirocco/Future;"),
  /** Starts when it is awaited. */
  AWAITABLE("Lio/sirocco/Awaitable;"),
  /** As {@link #FUTURE}: our future is a completion stage. */
  STAGE("Ljava/util/concurrent/CompletionStage;"),
  /** As {@link #FUTURE}, but a dependent of the frame is handed out. */
  COMPLETABLE("Ljava/util/concurrent/CompletableFuture;"),
  /** Starts when its consumer asks for the first element. */
  GENERATOR("Lio/sirocco/AsyncIterator;"),
  /** Fire and forget. */
  VOID("V");

  private final String descriptor;

  ReturnKind(String descriptor) {
    this.descriptor = descriptor;
  }

  /** Whether a call only keeps the arguments, and the body is called later. */
  public boolean isLazy() {
    return this == AWAITABLE || this == GENERATOR;
  }

  /** Descriptor of what the woven body returns: that of a generator does not make the iterator. */
  public String bodyDescriptor() {
    return this == GENERATOR ? FUTURE.descriptor : descriptor;
  }

  /** Descriptor of the return type. */
  public String descriptor() {
    return descriptor;
  }

  /** The kind of a method, or nothing if a coroutine cannot return this type. */
  static Optional<ReturnKind> of(String methodDescriptor) {
    String returned = Type.getReturnType(methodDescriptor).getDescriptor();
    for (ReturnKind kind : values()) {
      if (kind.descriptor.equals(returned)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
