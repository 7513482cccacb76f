package io.sirocco.net;

import io.sirocco.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Finds the addresses of a host (Tornado: {@code netutil.Resolver}). What the JDK has for this blocks; a
 * resolver lets other threads do it, so that the loop goes on meanwhile.
 *
 * <pre>{@code
 * List<InetSocketAddress> found = await(Resolver.system().resolve("example.org", 443));
 * }</pre>
 *
 * <p>The resolvers that are made here may be used from any thread and any number of loops, and never
 * need to be closed. Use one of your own, as a lambda for example, where something else knows the
 * addresses.
 */
@FunctionalInterface
public interface Resolver {
  /**
   * Starts to look up a host.
   *
   * @param host a name, or an address such as {@code 127.0.0.1} or {@code ::1}; not empty
   * @param port 0 to 65535; is put into the results
   * @return at least one address, in the order in which they should be tried; fails with a {@link
   *     java.net.UnknownHostException} if there is none. The resolvers of this class complete it as
   *     {@link io.sirocco.Coroutines#runOnExecutor} does; cancelling it does not stop a lookup that has
   *     begun
   * @throws IllegalArgumentException if {@code host} is empty, or {@code port} out of range
   */
  Future<List<InetSocketAddress>> resolve(String host, int port);

  /**
   * Asks the JDK, on the default executor of the current loop (Tornado: {@code DefaultExecutorResolver}).
   * Right for most programs.
   */
  static Resolver system() {
    return ExecutorResolver.SYSTEM;
  }

  /** Asks the JDK, on threads of {@code executor} (Tornado: {@code ExecutorResolver}). */
  static Resolver on(Executor executor) {
    return new ExecutorResolver(Objects.requireNonNull(executor, "executor"));
  }

  /**
   * Asks the JDK, on threads that do nothing else, so that slow name servers hold up no other work and no
   * other work holds up lookups (Tornado: {@code ThreadedResolver}). They are daemon threads, and end
   * when they are idle.
   *
   * @param threads how many lookups may run at a time; the others wait for them
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  static Resolver threaded(int threads) {
    return on(ResolverThreads.pool(threads));
  }

  /**
   * Lets some hosts stand for others, as {@code /etc/hosts} does (Tornado: {@code OverrideResolver}).
   *
   * <pre>{@code
   * resolver.overriding(Map.of(
   *     "example.org", "127.0.0.1",                 // any port
   *     "login.example.org:443", "localhost:1443",  // this port only, and to another one
   *     "[::1]:80", "[::1]:8080"))                  // addresses with colons in brackets
   * }</pre>
   *
   * <p>A host with the right port is preferred to one without. What is replaced is not looked for in the
   * map again.
   *
   * @param replacements from a host, or a host and a port, to what this resolver is asked instead; copied
   * @throws IllegalArgumentException if there is no host or no port number where there should be one
   */
  default Resolver overriding(Map<String, String> replacements) {
    return new OverrideResolver(this, replacements);
  }
}
