package io.sirocco.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a target as a case: public, static, without parameters, and declared to return a
 * future of any kind or nothing. The harness finds cases by this annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shape {
  /** Numbers of the shapes in the catalogue that the case shows; empty if it is in none. */
  int[] value();
}
