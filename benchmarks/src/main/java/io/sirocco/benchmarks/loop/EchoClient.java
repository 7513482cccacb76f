package io.sirocco.benchmarks.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The other side of all echo servers, in a process of its own: connections with plain NIO on one thread,
 * each of which has one request under way. On standard input comes a number of requests, on standard
 * output the answer when so many have come back; the end of the input ends the process.
 */
final class EchoClient {
  /** Bytes of a request. */
  static final int REQUEST = 64;

  private static final int PORTS = 20_000;

  private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST);
  private final ByteBuffer received = ByteBuffer.allocateDirect(EchoServer.BUFFER);
  private final Selector selector = Selector.open();
  private final List<SelectionKey> connections = new ArrayList<>();
  private int unsent;
  private int unanswered;

  private EchoClient() throws IOException {}

  /** Arguments: port, number of connections. */
  public static void main(String[] args) throws IOException {
    EchoClient client = new EchoClient();
    client.connect(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    System.out.println("connected");
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = input.readLine()) != null; ) {
      client.run(Integer.parseInt(line));
      System.out.println("done");
    }
  }

  private void connect(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      if (i >= PORTS) { // an address has no more of them for one server: take the next, 127.0.0.2
        byte[] next = {127, 0, 0, (byte) (1 + i / PORTS)};
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(next), 0));
      }
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      connections.add(channel.register(selector, SelectionKey.OP_READ, new int[1]));
    }
  }

  private void run(int requests) throws IOException {
    unsent = requests;
    unanswered = requests;
    for (SelectionKey connection : connections) {
      send(connection);
    }
    while (unanswered > 0) {
      selector.select(key -> {
        try {
          receive(key);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
    }
  }

  private void send(SelectionKey connection) throws IOException {
    if (unsent == 0) {
      return;
    }
    unsent--;
    ((int[]) connection.attachment())[0] = REQUEST;
    ((SocketChannel) connection.channel()).write(request.clear());
    if (request.hasRemaining()) {
      throw new IOException("no room for " + REQUEST + " bytes in an idle connection");
    }
  }

  private void receive(SelectionKey connection) throws IOException {
    int count = ((SocketChannel) connection.channel()).read(received.clear());
    if (count < 0) {
      throw new IOException("the server has closed a connection");
    }
    int[] missing = (int[]) connection.attachment();
    missing[0] -= count;
    if (missing[0] == 0) {
      unanswered--;
      send(connection);
    }
  }
}
