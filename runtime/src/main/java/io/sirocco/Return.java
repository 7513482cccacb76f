package io.sirocco;

/**
 * Ends a coroutine with a value from anywhere in its body: {@code throw new Return(value)} does what
 * {@code return Future.of(value)} does (Tornado: {@code gen.Return}). So it does in a lambda body that is given
 * to a loop, a scope or a timer to be started, whether that awaits anything or not.
 *
 * <p>It is an ordinary exception on its way out: {@code finally} blocks run, and an enclosing {@code
 * catch (RuntimeException e)} swallows it. Prefer {@code return}.
 */
public final class Return extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Object value;

  /** Ends the coroutine with {@code value}, which may be null. */
  public Return(Object value) {
    super("return from a coroutine", null, false, false);
    this.value = value;
  }

  /** Ends the coroutine with {@code null}. */
  public Return() {
    this(null);
  }

  /** What the coroutine returns. */
  public Object value() {
    return value;
  }
}
