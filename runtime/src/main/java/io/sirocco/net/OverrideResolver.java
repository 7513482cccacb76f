package io.sirocco.net;

import io.sirocco.Future;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks another resolver for other hosts. */
final class OverrideResolver implements Resolver {
  private final Resolver resolver;
  private final Map<HostPort, HostPort> replacements = new HashMap<>();

  OverrideResolver(Resolver resolver, Map<String, String> replacements) {
    this.resolver = resolver;
    replacements.forEach((from, to) -> this.replacements.put(
        HostPort.parse(from), HostPort.parse(Objects.requireNonNull(to, from))));
  }

  @Override
  public Future<List<InetSocketAddress>> resolve(String host, int port) {
    HostPort asked = new HostPort(host, port);
    HostPort found = replacements.get(asked);
    if (found == null) {
      found = replacements.getOrDefault(new HostPort(host, HostPort.ANY_PORT), asked);
    }
    return resolver.resolve(found.host(), found.port() == HostPort.ANY_PORT ? port : found.port());
  }
}
