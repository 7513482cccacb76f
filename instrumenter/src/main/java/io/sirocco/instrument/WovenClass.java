package io.sirocco.instrument;

/**
 * A class with coroutines.
 *
 * @param classFile path of the class file; in a jar {@code app.jar!/com/acme/Fetcher.class}
 * @param coroutines how many of its methods were woven; at least 1
 */
public record WovenClass(String classFile, int coroutines) {}
