package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.AsyncIterator;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.Scope;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A woven application that {@link UndeployTest} loads by a loader of its own and runs in a foreign thread. */
public final class DeployedApplication implements Callable<String> {
  private final String way;

  /** Called by reflection. */
  public DeployedApplication(String way) {
    this.way = way;
  }

  @Coroutine
  private static Future<Integer> request(Future<Integer> answer) {
    return Future.of(await(answer) + 1);
  }

  @Coroutine
  private static AsyncIterator<Integer> numbers() {
    emit(1);
    await(sleep(Duration.ofMillis(1)));
    emit(2);
    return AsyncIterator.empty();
  }

  @Coroutine
  private static Future<Integer> sum() {
    AsyncIterator<Integer> numbers = numbers();
    int sum = 0;
    while (await(numbers.advance())) {
      sum += numbers.current();
    }
    return Future.of(sum);
  }

  @Override
  public String call() {
    return switch (way) {
      case "a coroutine on a loop" -> "" + onLoop();
      case "a coroutine without a loop" -> "" + withoutLoop();
      case "a generator in a scope" -> "" + inScope();
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static int onLoop() {
    try (IOLoop loop = new IOLoop()) {
      Promise<Integer> answer = new Promise<>();
      loop.callLater(Duration.ofMillis(1), () -> answer.complete(1));
      return loop.runSync(() -> request(answer));
    }
  }

  private static int withoutLoop() {
    Promise<Integer> answer = new Promise<>();
    Future<Integer> request = request(answer);
    answer.complete(2);
    return request.result();
  }

  private static int inScope() {
    try (IOLoop loop = new IOLoop()) {
      return loop.runSync(() -> Scope.run(Duration.ofMinutes(1), scope -> sum()));
    }
  }
}
