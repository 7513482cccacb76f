package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection that carries text, for one coroutine: {@code await(connection.readLine())}.
 *
 * <p>An idle connection owns no buffer. All connections of a thread read into the same one, which is
 * emptied before anybody else gets a turn: there is no {@code await} in between.
 */
final class Connection implements Closeable {
  private static final ThreadLocal<ByteBuffer> INPUT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(16 * 1024));

  private final SocketChannel channel;
  private final IOLoop loop = IOLoop.current();
  private String unread = ""; // what came after the last line that was taken

  /** Takes over a connected channel. */
  Connection(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Connects to a server. */
  @Coroutine
  static Future<Connection> open(SocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      if (!channel.connect(server)) {
        await(IOLoop.current().ready(channel, SelectionKey.OP_CONNECT));
        channel.finishConnect();
      }
      return Future.of(new Connection(channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The next line without its end; null if the other side has closed the connection. */
  @Coroutine
  Future<String> readLine() throws IOException {
    int end = unread.indexOf('\n');
    while (end < 0) {
      String received = await(receive());
      if (received == null) {
        return Future.of(null);
      }
      unread += received;
      end = unread.indexOf('\n');
    }
    String line = unread.substring(0, end);
    unread = unread.substring(end + 1);
    return Future.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  /** Waits for at least one byte; null at the end of the input. */
  @Coroutine
  private Future<String> receive() throws IOException {
    String received = receiveNow();
    while (received != null && received.isEmpty()) {
      await(loop.ready(channel, SelectionKey.OP_READ));
      received = receiveNow();
    }
    return Future.of(received);
  }

  private String receiveNow() throws IOException {
    ByteBuffer input = INPUT.get().clear();
    return channel.read(input) < 0 ? null : ISO_8859_1.decode(input.flip()).toString();
  }

  /** Writes all of {@code text}; done when the system has taken it. */
  @Coroutine
  Future<Void> send(String text) throws IOException {
    ByteBuffer output = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    channel.write(output);
    while (output.hasRemaining()) {
      await(loop.ready(channel, SelectionKey.OP_WRITE));
      channel.write(output);
    }
    return Future.of(null);
  }

  /** Closes the connection; a coroutine that waits for it is cancelled. */
  @Override
  public void close() throws IOException {
    loop.removeHandler(channel);
    channel.close();
  }
}
