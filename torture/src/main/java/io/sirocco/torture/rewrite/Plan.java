package io.sirocco.torture.rewrite;

import java.util.function.Predicate;

/**
 * How to torture.
 *
 * @param seed decides everything that could also be otherwise
 * @param maxPoints how many awaits a method gets at most
 * @param chosen the methods to torture, as {@code com/acme/Owner.name(I)V}
 */
public record Plan(long seed, int maxPoints, Predicate<String> chosen) {}
