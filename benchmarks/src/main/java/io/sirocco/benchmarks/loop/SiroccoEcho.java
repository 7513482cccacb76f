package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Sends back what comes, on handlers of our loop: written by hand, without coroutines. */
final class SiroccoEcho implements EchoServer.Acceptor {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(EchoServer.BUFFER);

  @Override
  public void accept(IOLoop loop, SocketChannel channel) {
    loop.addHandler(channel, (ready, ops) -> echo(loop, channel), SelectionKey.OP_READ);
  }

  private void echo(IOLoop loop, SocketChannel channel) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      channel.close();
      return;
    }
    channel.write(buffer.flip());
    if (buffer.hasRemaining()) {
      writeLater(
          loop, channel, ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
    }
  }

  /** Reads nothing until the rest is written. */
  private void writeLater(IOLoop loop, SocketChannel channel, ByteBuffer rest) {
    loop.removeHandler(channel);
    loop.addHandler(
        channel,
        (ready, ops) -> {
          channel.write(rest);
          if (!rest.hasRemaining()) {
            loop.removeHandler(channel);
            accept(loop, channel);
          }
        },
        SelectionKey.OP_WRITE);
  }
}
