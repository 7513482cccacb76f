package io.sirocco.net;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** Looks hosts up on threads of an executor. */
final class ExecutorResolver implements Resolver {
  static final Resolver SYSTEM = new ExecutorResolver(null);

  private final Executor executor; // null: the default one of the current loop
  private final Lookup lookup;

  /** What blocks; replaced in tests. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  ExecutorResolver(Executor executor) {
    this(executor, InetAddress::getAllByName);
  }

  ExecutorResolver(Executor executor, Lookup lookup) {
    this.executor = executor;
    this.lookup = lookup;
  }

  @Override
  public Future<List<InetSocketAddress>> resolve(String host, int port) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "host must not be empty"); // the JDK takes it for localhost
    }
    HostPort.checkedPort(port);
    return Coroutines.runOnExecutor(
        executor,
        () -> Arrays.stream(lookup.addresses(host))
            .map(address -> new InetSocketAddress(address, port))
            .toList());
  }
}
