package io.sirocco.instrument;

/**
 * Weaves class files: rewrites each coroutine in them into a resumable state machine.
 *
 * <p>Same input, same output, however and how often it is applied. Instances hold no state but the
 * class source; any number of threads may use one if the source allows it.
 */
public final class Instrumenter {
  private final ClassSource types;

  /**
   * Makes an instrumenter.
   *
   * @param types where the types that the woven classes mention can be looked up
   */
  public Instrumenter(ClassSource types) {
    this.types = types;
  }

  /**
   * Weaves one class file.
   *
   * @param classFile of Java 8 to 28; not changed
   * @return the woven class with its frame classes, or the same array and why it was left alone
   * @throws InstrumentationException if Sirocco itself fails
   */
  public InstrumentationResult instrument(byte[] classFile) {
    return InstrumentationResult.untouched(classFile);
  }

  /**
   * Tells quickly whether a class could contain a coroutine, by a look at its constant pool.
   *
   * @return false if {@link #instrument} would certainly return the array untouched
   */
  public static boolean mayContainCoroutines(byte[] classFile) {
    return true;
  }
}
