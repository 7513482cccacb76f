package io.sirocco.torture.library;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A library with its tests, on disk.
 *
 * @param name artifact and version
 * @param classes directory with its classes and resources
 * @param tests directory with the classes and resources of its tests
 * @param dependencies what its tests need besides, without JUnit
 * @param workingDirectory where its tests run; has what they expect in {@code src/test/resources}
 * @param options for the JVM that runs the tests
 * @param without tests that are left out, as {@code com.acme.TheTest.method}
 */
public record Library(
    String name,
    Path classes,
    Path tests,
    List<Path> dependencies,
    Path workingDirectory,
    List<String> options,
    Pattern without) {}
