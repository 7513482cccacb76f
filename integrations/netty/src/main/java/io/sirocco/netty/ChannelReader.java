package io.sirocco.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The last handler of a pipeline: hands what a channel receives to a coroutine, message by message.
 *
 * <pre>{@code
 * for (Object message; (message = await(reader.read())) != null; ) {
 *   channel.writeAndFlush(answerTo((ByteBuf) message));
 * }
 * }</pre>
 *
 * <p>Who waits for a message goes on before Netty's read has ended, in the same call; so what it writes is
 * flushed once per read, with {@code write} alone: the reader flushes when a read has ended. If nobody takes the messages, the channel
 * is read no more after some of them, and the peer has to wait.
 *
 * <p>Belongs to the thread of the channel's event loop. A message belongs to who has taken it, and must be released by
 * them; those that nobody took are released when the channel is closed.
 */
public final class ChannelReader extends ChannelInboundHandlerAdapter {
  private static final int MOST_MESSAGES = 16; // that wait; then the channel is read no more

  private final Queue<Object> messages = new ArrayDeque<>();
  private ChannelHandlerContext context; // null until it is in a pipeline
  private IOLoop loop;
  private Promise<Object> waiting; // null: nobody
  private Throwable failure; // null: none
  private boolean hasEnded;

  /** Makes a handler for one pipeline. */
  public ChannelReader() {}

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    loop = NettyLoops.of(added.channel());
  }

  /**
   * The next message.
   *
   * @return null when the channel is closed, or the other side sends nothing any more; fails with what a handler of
   *     the pipeline threw. Cancelling it loses no message
   * @throws IllegalStateException if somebody waits for a message already, or this is not the thread of the
   *     channel's event loop
   */
  public Future<Object> read() {
    if (context == null || !context.channel().eventLoop().inEventLoop()) {
      throw new IllegalStateException(
          "only the thread of the channel's event loop may read from it: "
              + "start the coroutine there, with NettyLoops.of(channel).addCallback");
    }
    if (waiting != null && !waiting.isDone()) {
      throw new IllegalStateException("somebody waits for a message already: " + context.channel());
    }
    Object next = messages.poll();
    if (next != null) {
      readOn();
      return Future.of(next);
    }
    if (failure != null) {
      return Future.failed(failure);
    }
    if (hasEnded) {
      return Future.of(null);
    }
    waiting = new Promise<>();
    return waiting;
  }

  private void readOn() {
    if (messages.isEmpty() && !context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    if (!hand(message)) {
      messages.add(message);
      if (messages.size() >= MOST_MESSAGES) {
        here.channel().config().setAutoRead(false);
      }
    }
    loop.runReady();
  }

  /** Returns whether somebody got the message: a wait that was cancelled does not. */
  private boolean hand(Object message) {
    Promise<Object> next = waiting;
    waiting = null;
    return next != null && next.tryComplete(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext here) {
    here.flush();
    here.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext here) {
    end();
    here.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext here) {
    end();
    messages.forEach(ReferenceCountUtil::release);
    messages.clear();
  }

  private void end() {
    hasEnded = true;
    hand(null);
    loop.runReady();
  }

  /** The reader gets it, after the messages that came before. */
  @Override
  public void exceptionCaught(ChannelHandlerContext here, Throwable cause) {
    failure = cause;
    Promise<Object> next = waiting;
    waiting = null;
    if (next != null) {
      next.tryFail(cause);
    }
    loop.runReady();
  }
}
