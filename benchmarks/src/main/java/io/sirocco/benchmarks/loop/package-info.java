/** The rows that compare our loop with Netty's, on NIO both: callbacks, timers, wake-ups, sockets. */
package io.sirocco.benchmarks.loop;
