package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loop whose time the test moves, a trace with its milliseconds, and coroutines for scopes. */
abstract class ScopeFixture {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  final ManualTimeSource clock = new ManualTimeSource();
  final IOLoop loop = new IOLoop(clock);
  final long start = clock.nanoTime();
  final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  void note(Object event) {
    trace.add((clock.nanoTime() - start) / 1_000_000 + " " + event);
  }

  static Future<Void> sleep(int millis) {
    return Coroutines.sleep(Duration.ofMillis(millis));
  }

  /** Awaits, notes how that ended, and returns or throws the same. */
  <T> Future<T> noting(String name, Future<T> awaited) {
    return HandCoroutine.call(new HandCoroutine.Body<T>() {
      @Override
      public Future<?> step(HandCoroutine<T> self, int step, Object value) {
        if (step == 0) {
          return awaited;
        }
        note(name + " ends");
        return self.end(value);
      }

      @Override
      public Future<?> thrown(HandCoroutine<T> self, int step, Throwable exception)
          throws Throwable {
        note(name + " " + exception.getClass().getSimpleName());
        throw exception;
      }
    });
  }

  /** Awaits, and when it is cancelled there awaits something else before it ends. */
  Future<String> cleaning(String name, Future<?> awaited, int cleaningMillis) {
    return HandCoroutine.call(new HandCoroutine.Body<String>() {
      private Throwable thrown;

      @Override
      public Future<?> step(HandCoroutine<String> self, int step, Object value) throws Throwable {
        if (step == 0) {
          return awaited;
        }
        if (thrown != null) {
          note(name + " has cleaned up");
          throw thrown;
        }
        return self.end(name);
      }

      @Override
      public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
        note(name + " " + exception.getClass().getSimpleName());
        thrown = exception;
        return sleep(cleaningMillis);
      }
    });
  }

  static Future<Void> failing(int millis, Throwable exception) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return sleep(millis);
      }
      throw exception;
    });
  }

  Throwable failureOf(AsyncCallable<?> body) {
    Throwable thrown = assertThrows(Throwable.class, () -> loop.runSync(body));
    return thrown.getCause() instanceof CancellationException cancelled ? cancelled : thrown;
  }
}
