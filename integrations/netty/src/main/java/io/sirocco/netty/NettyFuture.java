package io.sirocco.netty;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.sirocco.Promise;

/** The future of one of Netty's, and at the same time the listener that Netty's gets. */
final class NettyFuture<T> extends Promise<T> implements GenericFutureListener<Future<T>> {
  private final Future<T> source;

  private NettyFuture(Future<T> source) {
    this.source = source;
  }

  static <T> NettyFuture<T> following(Future<T> source) {
    NettyFuture<T> future = new NettyFuture<>(source);
    if (source.isDone()) {
      future.operationComplete(source);
    } else {
      source.addListener(future);
    }
    return future;
  }

  /** Called by Netty, on the thread of the source's executor; a cancelled source has an exception that says so. */
  @Override
  public void operationComplete(Future<T> done) {
    if (done.isSuccess()) {
      tryComplete(done.getNow());
    } else {
      tryFail(done.cause());
    }
  }

  /** Ours first: the listener of a cancelled source finds it done. */
  @Override
  public boolean cancel() {
    boolean cancelled = super.cancel();
    if (cancelled) {
      source.removeListener(this);
      source.cancel(false);
    }
    return cancelled;
  }
}
