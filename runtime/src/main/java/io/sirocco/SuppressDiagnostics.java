package io.sirocco;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Silences warnings of the Sirocco build (Maven plugin, command line) about what is annotated and
 * everything in it, lambda bodies and nested classes included; in a {@code package-info} the whole package,
 * without the packages below.
 *
 * <p>It changes nothing but that: the woven classes are the same. Errors cannot be silenced. It is kept
 * in the class file, unlike {@link SuppressWarnings}, and not at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE, ElementType.PACKAGE})
public @interface SuppressDiagnostics {
  /** Codes of warnings, as they stand in brackets behind a message, such as {@code DROPPED_FUTURE}. */
  String[] value();
}
