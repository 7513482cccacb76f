package io.sirocco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What {@link ContextBridgeTest} runs in a class loader that finds a bridge. */
public final class BridgedProgram implements Callable<List<String>> {
  static final ThreadLocal<String> USER = new ThreadLocal<>();

  private final List<String> trace = new ArrayList<>();

  /** A service. */
  public static final class UserBridge extends ThreadLocalBridge<String> {
    public UserBridge() {
      super(USER);
    }
  }

  /** A service that works never; what it throws must disturb nobody. */
  public static final class FailingBridge implements ContextBridge<Object> {
    @Override
    public Object capture() {
      throw new IllegalStateException("broken");
    }

    @Override
    public void install(Object captured) {
      throw new IllegalStateException("broken");
    }
  }

  /** A service that cannot be made, as if it needed a class that is missing. */
  public static final class UnloadableBridge extends ThreadLocalBridge<String> {
    public UnloadableBridge() {
      super(missing());
    }

    private static ThreadLocal<String> missing() {
      throw new NoClassDefFoundError("com/acme/Missing");
    }
  }

  private Future<Void> coroutine(String user) {
    USER.set(user);
    return HandCoroutine.call((self, step, value) -> {
      trace.add(user + " in step " + step + ": " + USER.get());
      if (step == 1) {
        USER.set(user + "'");
      }
      return step < 2 ? Coroutines.sleep(Duration.ofMillis(1)) : self.end(null);
    });
  }

  @Override
  public List<String> call() {
    IOLoop loop = new IOLoop(new ManualTimeSource());
    USER.set("main");
    loop.runSync(() -> {
      trace.add("body: " + USER.get());
      Future<?> both = Coroutines.multi(List.of(coroutine("a"), coroutine("b")));
      USER.set(null);
      loop.addCallback(() -> trace.add("callback: " + USER.get()));
      return Coroutines.multi(List.of(both));
    });
    trace.add("after: " + USER.get());
    loop.runSync(() -> loop.runInExecutor(null, () -> trace.add("executor: " + USER.get())));
    return trace;
  }
}
