package io.sirocco.example;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Accepts connections on a free port of the loopback interface; a coroutine serves each of them. */
final class Server implements Closeable {
  private static final int BACKLOG = 1024;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final IOLoop loop = IOLoop.current();
  private final Service service;
  private int open;

  /** What a server does with a connection. */
  @FunctionalInterface
  interface Service {
    /** Serves a connection until its future is done; the server closes it then. */
    Future<Void> serve(Connection connection) throws IOException;
  }

  private Server(Service service) throws IOException {
    this.service = service;
    listener.configureBlocking(false);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
  }

  /** Opens a port; connections are accepted when the current loop runs. */
  static Server start(Service service) throws IOException {
    Server server = new Server(service);
    server.acceptAll();
    return server;
  }

  /** Fire and forget: nobody waits for a coroutine that returns nothing. */
  @Coroutine
  private void acceptAll() {
    while (listener.isOpen()) {
      try {
        SocketChannel accepted = listener.accept();
        if (accepted == null) {
          await(loop.ready(listener, SelectionKey.OP_ACCEPT));
        } else {
          serve(accepted);
        }
      } catch (IOException e) { // most often: no more files can be opened
        System.err.println("Cannot accept a connection: " + e.getMessage());
        await(sleep(PAUSE_AFTER_FAILURE));
      }
    }
  }

  @Coroutine
  private void serve(SocketChannel accepted) {
    open++;
    try (Connection connection = new Connection(accepted)) {
      await(service.serve(connection));
    } catch (IOException e) {
      // The client went away in the middle of something: nobody is left to be told.
    } finally {
      open--;
    }
  }

  /** How many connections are open. */
  int open() {
    return open;
  }

  InetSocketAddress address() {
    try {
      return (InetSocketAddress) listener.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts no more; open connections live on. */
  @Override
  public void close() throws IOException {
    loop.removeHandler(listener);
    listener.close();
  }
}
