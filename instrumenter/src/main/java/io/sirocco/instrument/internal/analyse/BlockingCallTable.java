package io.sirocco.instrument.internal.analyse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Methods that block the thread that calls them, with what to do instead in a coroutine. A row is about a
 * method of this name, whatever its parameters, of a class and of those that inherit from it.
 *
 * <p>Reading and writing whole files is here, looking at their attributes is not: that takes microseconds
 * and has no other form.
 */
final class BlockingCallTable {
  private static final String ON_EXECUTOR =
      "Let an executor do it: await(runOnExecutor(null, () -> …)).";
  private static final String AWAIT = "Await the future instead: await(future).";
  private static final String QUEUE = "Use io.sirocco.queues.Queue: await(queue.%s).";

  private final Map<String, List<Row>> rows = new HashMap<>(); // by name of the method
  private final List<Row> classes = new ArrayList<>(); // all methods of a class

  /**
   * One method.
   *
   * @param owner internal name of the class that declares it, or of one above the callers
   * @param parameters the beginning of the descriptor; empty for all methods of the name
   */
  record Row(String owner, String parameters, String remedy) {}

  /**
   * The rows that are built in, and those of the user.
   *
   * @param more as {@code com.acme.Db.query}, or {@code com.acme.Db.*} for all of a class
   */
  BlockingCallTable(Set<String> more) {
    threads();
    futures();
    locksAndQueues();
    inputAndOutput();
    libraries();
    for (String call : more) {
      int dot = call.lastIndexOf('.');
      Row row = new Row(call.substring(0, dot).replace('.', '/'), "", ON_EXECUTOR);
      String name = call.substring(dot + 1);
      if (name.equals("*")) {
        classes.add(row);
      } else {
        rows.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
      }
    }
  }

  /** The rows for a call, if it is of one of their classes. */
  List<Row> rowsFor(String method) {
    List<Row> named = rows.getOrDefault(method, List.of());
    if (classes.isEmpty() || method.startsWith("<")) {
      return named;
    }
    List<Row> all = new ArrayList<>(named);
    all.addAll(classes);
    return all;
  }

  private void threads() {
    add("java/lang/Thread", "Say await(sleep(duration)).", "sleep");
    add("java/util/concurrent/TimeUnit", "Say await(sleep(duration)).", "sleep");
    add(
        "java/lang/Thread",
        "Let the thread complete a Promise at its end, and await that.",
        "join");
    add(
        "java/lang/Object",
        "Use io.sirocco.locks.Condition: await(condition.waitForSignal()).",
        "wait");
    add(
        "java/util/concurrent/locks/LockSupport",
        "Await a Promise that the other side completes.",
        "park",
        "parkNanos",
        "parkUntil");
    add("java/lang/Process", "Say await(process.onExit()).", "waitFor");
    String executor = "java/util/concurrent/ExecutorService";
    add(
        executor,
        "Await a Promise that the executor completes when it terminates.",
        "awaitTermination");
    add(executor, "Shut it down where it may block, outside of the loop.", "close");
    add(
        executor,
        "Say await(multi(futures)) with runOnExecutor for each.",
        "invokeAll",
        "invokeAny");
    add("java/util/concurrent/CompletionService", "Use WaitIterator.", "take");
    add("java/util/concurrent/ForkJoinPool", ON_EXECUTOR, "invoke", "awaitQuiescence");
    add("io/sirocco/IOLoop", "Await the coroutine itself.", "runSync");
  }

  private void futures() {
    add("java/util/concurrent/Future", AWAIT, "get");
    add("java/util/concurrent/CompletableFuture", AWAIT, "join");
    add("java/util/concurrent/ForkJoinTask", AWAIT, "join", "invoke");
    add("io/sirocco/Future", AWAIT, "join");
  }

  private void locksAndQueues() {
    String lock = "java/util/concurrent/locks/Lock";
    String useLock =
        "Use io.sirocco.locks.Lock if only coroutines share it: await(lock.acquire()).";
    add(lock, useLock, "lock", "lockInterruptibly");
    timed(lock, useLock, "tryLock");
    add("java/util/concurrent/locks/StampedLock", useLock, "readLock", "writeLock");
    String condition = "java/util/concurrent/locks/Condition";
    add(
        condition,
        "Use io.sirocco.locks.Condition: await(condition.waitForSignal()).",
        "await",
        "awaitNanos",
        "awaitUntil",
        "awaitUninterruptibly");
    String semaphore = "java/util/concurrent/Semaphore";
    String useSemaphore = "Use io.sirocco.locks.Semaphore: await(semaphore.acquire()).";
    add(semaphore, useSemaphore, "acquire", "acquireUninterruptibly");
    timed(semaphore, useSemaphore, "tryAcquire");
    add(
        "java/util/concurrent/CountDownLatch",
        "Use io.sirocco.locks.Event: await(event.waitUntilSet()).",
        "await");
    add("java/util/concurrent/CyclicBarrier", "Say await(multi(futures)).", "await");
    String phaser = "java/util/concurrent/Phaser";
    add(phaser, "Say await(multi(futures)).", "arriveAndAwaitAdvance", "awaitAdvance");
    add("java/util/concurrent/Exchanger", "Use a Promise for each side.", "exchange");
    String queue = "java/util/concurrent/BlockingQueue";
    add(queue, String.format(QUEUE, "put(item)"), "put", "putFirst", "putLast", "transfer");
    add(queue, String.format(QUEUE, "get()"), "take", "takeFirst", "takeLast");
    timed(queue, String.format(QUEUE, "get(timeout)"), "poll", "pollFirst", "pollLast");
    for (String offer : List.of("offer", "offerFirst", "offerLast")) {
      rows.computeIfAbsent(offer, key -> new ArrayList<>())
          .add(new Row(queue, "(Ljava/lang/Object;J", String.format(QUEUE, "put(item, timeout)")));
    }
  }

  private void inputAndOutput() {
    add("java/net/http/HttpClient", "Say await(client.sendAsync(request, handler)).", "send");
    String query = "Let an executor do it: await(runOnExecutor(pool, () -> …)).";
    add(
        "java/sql/Statement",
        query,
        "execute",
        "executeQuery",
        "executeUpdate",
        "executeBatch",
        "executeLargeUpdate",
        "executeLargeBatch");
    add("java/sql/Connection", query, "commit", "rollback");
    add("java/sql/DriverManager", query, "getConnection");
    add("javax/sql/DataSource", query, "getConnection");
    String channel = "Use a SocketChannel and await(loop.ready(channel, ops)), or an executor.";
    add("java/net/Socket", channel, "connect", "getInputStream", "getOutputStream");
    add("java/net/ServerSocket", channel, "accept");
    add("java/net/DatagramSocket", channel, "receive");
    add("java/nio/channels/Selector", "Say await(loop.ready(channel, ops)).", "select");
    String resolver = "Use io.sirocco.net.Resolver.";
    add("java/net/InetAddress", resolver, "getByName", "getAllByName", "getHostName");
    add("java/net/URL", "Use HttpClient.sendAsync.", "openStream", "getContent");
    add(
        "java/net/URLConnection",
        "Use HttpClient.sendAsync.",
        "connect",
        "getInputStream",
        "getContent",
        "getResponseCode");
    add("java/io/Console", ON_EXECUTOR, "readLine", "readPassword");
    add(
        "java/nio/file/Files",
        ON_EXECUTOR,
        "copy",
        "lines",
        "mismatch",
        "readAllBytes",
        "readAllLines",
        "readString",
        "walkFileTree",
        "write",
        "writeString");
    add("java/nio/channels/FileChannel", ON_EXECUTOR, "lock");
  }

  private void libraries() {
    String mono = "Say await(mono.toFuture()).";
    add("reactor/core/publisher/Mono", mono, "block", "blockOptional");
    String flux = "Say await(flux.collectList().toFuture()).";
    add("reactor/core/publisher/Flux", flux, "blockFirst", "blockLast");
    String stage = "Await its completion stage: await(source.toCompletionStage()).";
    for (String type : List.of("Single", "Maybe", "Completable")) {
      add("io/reactivex/rxjava3/core/" + type, stage, "blockingGet", "blockingAwait");
    }
    add(
        "io/smallrye/mutiny/groups/UniAwait",
        "Say await(uni.subscribeAsCompletionStage()).",
        "indefinitely",
        "atMost");
    add(
        "io/netty/util/concurrent/Future",
        "Let future.addListener(…) complete a Promise, and await that.",
        "sync",
        "await",
        "syncUninterruptibly",
        "awaitUninterruptibly");
  }

  private void add(String owner, String remedy, String... methods) {
    for (String method : methods) {
      rows.computeIfAbsent(method, key -> new ArrayList<>()).add(new Row(owner, "", remedy));
    }
  }

  /** Methods that block only if they are told for how long: their first number is a {@code long}. */
  private void timed(String owner, String remedy, String... methods) {
    for (String method : methods) {
      List<Row> named = rows.computeIfAbsent(method, key -> new ArrayList<>());
      named.add(new Row(owner, "(J", remedy));
      named.add(new Row(owner, "(IJ", remedy)); // permits first
    }
  }
}
