package io.sirocco.net;

import io.sirocco.internal.DaemonThreads;
import java.util.concurrent.Executor;

/** Threads for lookups. */
final class ResolverThreads {
  private ResolverThreads() {}

  static Executor pool(int threads) {
    if (threads <= 0) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    return DaemonThreads.pool(threads, "sirocco-resolver");
  }
}
