package io.sirocco.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the port of a recorded program, which has the same name.
 *
 * <p>It is a static method with a {@link Trace} as its parameter. If it returns a future, a new loop runs
 * it with {@code runSync}; if it returns nothing, it is called with a new current loop that does not run.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Scenario {
  /** Whether the loop has the system's clock instead of a simulated one. */
  boolean realTime() default false;

  /** Whether failures that were never retrieved are part of the trace, if it is the program's own. */
  boolean tracesUnretrieved() default false;
}
