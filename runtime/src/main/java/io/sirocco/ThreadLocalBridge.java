package io.sirocco;

import java.util.Objects;

/**
 * A {@link ContextBridge} for one {@link ThreadLocal}. A service needs a constructor without parameters:
 *
 * <pre>{@code
 * public final class UserBridge extends ThreadLocalBridge<User> {
 *   public UserBridge() {
 *     super(Security.USER);
 *   }
 * }
 * }</pre>
 *
 * @param <T> type of the value; null counts as no value
 */
public class ThreadLocalBridge<T> implements ContextBridge<T> {
  private final ThreadLocal<T> threadLocal;

  /** Bridges one variable. */
  public ThreadLocalBridge(ThreadLocal<T> threadLocal) {
    this.threadLocal = Objects.requireNonNull(threadLocal, "threadLocal");
  }

  @Override
  public final T capture() {
    return threadLocal.get();
  }

  @Override
  public final void install(T captured) {
    if (captured == null) {
      threadLocal.remove();
    } else {
      threadLocal.set(captured);
    }
  }
}
