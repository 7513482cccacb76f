package io.sirocco.benchmarks.loop;

import static io.sirocco.Coroutines.await;

import io.sirocco.ChannelHandler;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Sends back what comes, one coroutine per connection: what a user of Sirocco writes. */
final class CoroutineEcho implements EchoServer.Acceptor {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(EchoServer.BUFFER);

  @Override
  public void accept(IOLoop loop, SocketChannel channel) throws IOException {
    serve(new Socket(loop, channel));
  }

  @Coroutine
  private void serve(Socket socket) throws IOException {
    try (SocketChannel channel = socket.channel) {
      while (true) {
        await(socket.ready(SelectionKey.OP_READ));
        buffer.clear();
        if (channel.read(buffer) < 0) {
          return;
        }
        channel.write(buffer.flip());
        if (buffer.hasRemaining()) {
          ByteBuffer rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
          while (rest.hasRemaining()) {
            await(socket.ready(SelectionKey.OP_WRITE));
            channel.write(rest);
          }
        }
      }
    }
  }

  /** A channel that one coroutine can wait for; while it does not, the loop does not watch it. */
  private static final class Socket implements ChannelHandler {
    private final IOLoop loop;
    private final SocketChannel channel;
    private Promise<Void> waiter;

    Socket(IOLoop loop, SocketChannel channel) {
      this.loop = loop;
      this.channel = channel;
      loop.addHandler(channel, this, 0);
    }

    Future<Void> ready(int ops) {
      waiter = new Promise<>();
      loop.updateHandler(channel, ops);
      return waiter;
    }

    @Override
    public void ready(SelectableChannel ready, int readyOps) {
      loop.updateHandler(channel, 0);
      waiter.complete(null);
    }
  }
}
