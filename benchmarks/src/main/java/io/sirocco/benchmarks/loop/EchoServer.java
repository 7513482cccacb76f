package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Takes connections on our loop and hands them to whoever serves them. */
final class EchoServer {
  static final int BUFFER = 16 * 1024;
  static final int BACKLOG = 4096;

  /** Serves one kind of connection. */
  interface Acceptor {
    /** Serves a connection; on the loop's thread. */
    void accept(IOLoop loop, SocketChannel channel) throws IOException;
  }

  private EchoServer() {}

  /** Begins to listen at a free port of the loopback device, and says which. */
  static int start(SiroccoLoop on, Acceptor acceptor) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    Signal listens = new Signal();
    on.post(() -> {
      on.loop.addHandler(
          server,
          (ready, ops) -> accept(on.loop, (ServerSocketChannel) ready, acceptor),
          SelectionKey.OP_ACCEPT);
      listens.fire();
    });
    listens.await();
    return port;
  }

  private static void accept(IOLoop loop, ServerSocketChannel server, Acceptor acceptor)
      throws IOException {
    for (SocketChannel channel; (channel = server.accept()) != null; ) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      acceptor.accept(loop, channel);
    }
  }
}
