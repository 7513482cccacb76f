package io.sirocco.instrument.internal.analyse;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to say instead of awaiting an object that is no future of ours: the one place that knows types of
 * other libraries. A row holds for subtypes, too.
 */
final class AwaitAdvice {
  private static final String VALUE = "It is a value already; leave the await out.";
  private static final Map<String, Row> ROWS = new HashMap<>();

  static {
    library("Reactor", "reactor/core/publisher/Mono", "await(mono.toFuture())");
    library("Reactor", "reactor/core/publisher/Flux", "await(flux.collectList().toFuture())");
    String rx = "io/reactivex/rxjava3/core/";
    library("RxJava", rx + "Single", "await(single.toCompletionStage())");
    library("RxJava", rx + "Maybe", "await(maybe.toCompletionStage())");
    library("RxJava", rx + "Completable", "await(completable.toCompletionStage(null))");
    library("RxJava", rx + "Observable", "await(observable.toList().toCompletionStage())");
    library("RxJava", rx + "Flowable", "await(flowable.toList().toCompletionStage())");
    library("Mutiny", "io/smallrye/mutiny/Uni", "await(uni.subscribeAsCompletionStage())");
    library(
        "Mutiny",
        "io/smallrye/mutiny/Multi",
        "await(multi.collect().asList().subscribeAsCompletionStage())");
    library("Vert.x", "io/vertx/core/Future", "await(future.toCompletionStage())");
    library("Kafka", "org/apache/kafka/common/KafkaFuture", "await(future.toCompletionStage())");
    listener(
        "Guava",
        "com/google/common/util/concurrent/ListenableFuture",
        "Futures.addCallback(future, …, executor)");
    listener("Netty", "io/netty/util/concurrent/Future", "future.addListener(…)");
    row("Reactive Streams", "org/reactivestreams/Publisher", "Collect its elements first.");

    mistake(
        "java/util/concurrent/Flow$Publisher",
        "Read its elements one by one, with AsyncIterator.from(publisher).");
    mistake("java/util/function/Supplier", "Await what it gives: await(supplier.get()).");
    mistake("java/util/concurrent/Callable", "Await what it gives: await(callable.call()).");
    mistake("io/sirocco/AsyncIterator", "Await its next element: await(iterator.advance()).");
    mistake("io/sirocco/legacy/YieldPoint", "Start it: await(runner.start(yieldPoint)).");
    mistake(
        "java/util/concurrent/Future",
        "Have the function run by runOnExecutor(executor, function), or by"
            + " CompletableFuture.supplyAsync: both tell when it is done.");

    never("java/util/Optional", "Await what is in it: await(optional.get()).");
    never("java/util/Set", "Await all of its elements: await(multi(set)).");
    never("java/util/stream/BaseStream", "Collect it first: await(stream.toList()).");
    never("java/lang/CharSequence", VALUE);
    never("java/lang/Number", VALUE);
    never("java/lang/Throwable", "Throw it, or return Future.failed(exception).");
    never("java/time/Duration", "Sleep for so long: await(sleep(duration)).");
    never("java/lang/Process", "Await its end: await(process.onExit()).");
    never("java/lang/Thread", "Let the thread complete a Promise at its end, and await that.");
    never("java/util/concurrent/CountDownLatch", "Use io.sirocco.locks.Event, or a Promise.");
    never("java/util/concurrent/Semaphore", "Use io.sirocco.locks.Semaphore.");
    never("java/util/concurrent/locks/Lock", "Use io.sirocco.locks.Lock.");
    never("java/util/concurrent/Executor", "Await the futures of what it runs.");
    never("io/sirocco/locks/Event", "Await that it is set: await(event.waitUntilSet()).");
    never("io/sirocco/locks/Condition", "Await a signal: await(condition.waitForSignal()).");
    never("io/sirocco/locks/Lock", "Await a permit: await(lock.acquire()).");
    never("io/sirocco/locks/Semaphore", "Await a permit: await(semaphore.acquire()).");
    never("io/sirocco/queues/Queue", "Await an item: await(queue.get()).");
    never("io/sirocco/WaitIterator", "Await its next result: await(iterator.next()).");
    never("io/sirocco/Scope", "Await what Scope.run or scope.fork returns.");
  }

  /**
   * What is known of one type.
   *
   * @param library what an adapter would be for, or the empty string
   * @param neverAwaited whether nobody extends it to make something awaitable
   * @param advice a sentence
   */
  record Row(String library, boolean neverAwaited, String advice) {}

  private AwaitAdvice() {}

  private static void library(String library, String type, String expression) {
    row(library, type, "Say " + expression + ".");
  }

  private static void listener(String library, String type, String callback) {
    row(library, type, "Let " + callback + " complete a Promise, and await that.");
  }

  private static void row(String library, String type, String advice) {
    ROWS.put(type, new Row(library, false, advice));
  }

  private static void mistake(String type, String advice) {
    ROWS.put(type, new Row("", false, advice));
  }

  private static void never(String type, String advice) {
    ROWS.put(type, new Row("", true, advice));
  }

  /**
   * The row of the first type that has one.
   *
   * @param ancestry internal names of a type and what it inherits from, itself first
   */
  static Optional<Row> find(Collection<String> ancestry) {
    return ancestry.stream().filter(ROWS::containsKey).map(ROWS::get).findFirst();
  }
}
