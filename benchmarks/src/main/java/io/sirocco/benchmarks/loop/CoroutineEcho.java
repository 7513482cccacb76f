package io.sirocco.benchmarks.loop;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.IOLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Sends back what comes, one coroutine per connection: what a user of Sirocco writes. */
final class CoroutineEcho implements EchoServer.Acceptor {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(EchoServer.BUFFER);

  @Override
  public void accept(IOLoop loop, SocketChannel channel) throws IOException {
    serve(loop, channel);
  }

  @Coroutine
  private void serve(IOLoop loop, SocketChannel connection) throws IOException {
    try (SocketChannel channel = connection) {
      while (true) {
        await(loop.ready(channel, SelectionKey.OP_READ));
        buffer.clear();
        if (channel.read(buffer) < 0) {
          return;
        }
        channel.write(buffer.flip());
        if (buffer.hasRemaining()) {
          ByteBuffer rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
          while (rest.hasRemaining()) {
            await(loop.ready(channel, SelectionKey.OP_WRITE));
            channel.write(rest);
          }
        }
      }
    }
  }
}
