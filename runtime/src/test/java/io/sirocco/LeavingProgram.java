package io.sirocco;

import io.sirocco.net.Resolver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What {@link LoaderTest} runs in a class loader of its own, in a thread that lives on. */
public final class LeavingProgram implements Runnable {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final ContextLocal<String> USER = new ContextLocal<>();

  /** What to do, by name. */
  static final Map<String, Callable<?>> WAYS = Map.ofEntries(
      Map.entry("a loop", () -> run(() -> Coroutines.sleep(MOMENT))),
      Map.entry("a coroutine without a loop", LeavingProgram::resumeWithoutLoop),
      Map.entry("a timer without a loop", () -> Coroutines.sleep(MOMENT).join()),
      Map.entry(
          "a cancelled timer",
          () -> Timeout.at(Deadline.after(MOMENT), () -> {}).cancel()),
      Map.entry("an executor", () -> Coroutines.runOnExecutor(null, () -> 1).join()),
      Map.entry("an executor of a loop", () -> run(() -> Coroutines.runOnExecutor(null, () -> 1))),
      Map.entry(
          "a resolver", () -> Resolver.threaded(2).resolve("127.0.0.1", 80).join()),
      Map.entry("a plain future", LeavingProgram::waitForPlainFuture),
      Map.entry("a watched loop", LeavingProgram::watchLoop),
      Map.entry("a context without a loop", () -> USER.callWith("anna", () -> resumeWithoutLoop())),
      Map.entry("a binding", LeavingProgram::bind),
      Map.entry("a context on a loop", () -> run(() -> USER.callWith("anna", () -> sleepTwice()))),
      Map.entry("a scope", () -> run(() -> Scope.run(scope -> scope.fork(() -> sleepTwice())))),
      Map.entry("a failure", LeavingProgram::fail),
      Map.entry(
          "a dropped failure", () -> Future.failed(new LinkageError("dropped")).isDone()),
      Map.entry("a reported failure", LeavingProgram::report),
      Map.entry("a conversion", LeavingProgram::convert));

  @Override
  public void run() {
    try {
      WAYS.get(System.getProperty("loader.way")).call();
    } catch (Exception exception) {
      throw Sneaky.rethrow(exception);
    }
  }

  private static <T> T run(AsyncCallable<T> body) {
    try (IOLoop loop = new IOLoop()) {
      return loop.runSync(body);
    }
  }

  private static Future<Object> sleepTwice() {
    return HandCoroutine.call(
        (self, step, value) -> step < 2 ? Coroutines.sleep(MOMENT) : self.end(null));
  }

  private static Object resumeWithoutLoop() {
    Promise<Integer> answer = new Promise<>();
    Future<Integer> request = HandCoroutine.awaiting(HandCoroutine.awaiting(answer));
    answer.complete(1);
    return request.result();
  }

  private static Object waitForPlainFuture() {
    FutureTask<Integer> task = new FutureTask<>(() -> 1);
    Future<Integer> future = Coroutines.convertYielded(task);
    task.run();
    return future.join();
  }

  private static Object watchLoop() {
    try (IOLoop loop = new IOLoop()) {
      loop.setBlockingLogThreshold(Duration.ofSeconds(10));
      return loop.runSync(() -> Coroutines.sleep(MOMENT));
    }
  }

  private static Object bind() {
    try (ContextLocal.Binding binding = USER.set("bert")) {
      return String.valueOf(binding);
    }
  }

  private static Object fail() {
    return Future.failed(new LinkageError("asked for")).exception();
  }

  private static Object report() {
    try (IOLoop loop = new IOLoop()) {
      loop.addCallback(() -> {
        throw new LinkageError("reported");
      });
      return loop.runSync(() -> Coroutines.sleep(MOMENT));
    }
  }

  /** Of a type that everybody has. */
  private static Object convert() {
    Coroutines.registerConversion(StringBuilder.class, text -> Future.of(text.length()));
    return Coroutines.convertYielded(new StringBuilder("abc")).result();
  }
}
