package io.sirocco.torture.library;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A published library with its published tests, on disk.
 *
 * @param name artifact and version
 * @param classes directory with its classes and resources
 * @param tests directory with the classes and resources of its tests
 * @param dependencies what its pom names for the tests, without JUnit
 * @param workingDirectory where its tests run; has what they expect in {@code src/test/resources}
 * @param without tests that are left out, as {@code com.acme.TheTest.method}
 */
public record Library(
    String name,
    Path classes,
    Path tests,
    List<Path> dependencies,
    Path workingDirectory,
    Pattern without) {}
