package io.sirocco.benchmarks.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/** Echo servers with idle connections. Each has been used: what is made at the first use counts. */
final class ConnectionHolders {
  private ConnectionHolders() {}

  static Map<String, LoopMemory.Contender> all() {
    Map<String, LoopMemory.Contender> all = new LinkedHashMap<>();
    all.put("sirocco", () -> holder(EchoServer.start(SiroccoLoop.opened(), new SiroccoEcho())));
    all.put(
        "siroccoCoroutine",
        () -> holder(EchoServer.start(SiroccoLoop.opened(), new CoroutineEcho())));
    all.put("netty", () -> holder(NettyEcho.start(new NettyLoop())));
    return all;
  }

  private static LoopMemory.Holder holder(int port) {
    return count -> {
      ClientProcess client = new ClientProcess(port, count);
      client.run(count); // one request each
      return client;
    };
  }
}
