package io.sirocco.agent;

import io.sirocco.instrument.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One input of the command line and where its result goes.
 *
 * @param input an existing directory or jar
 * @param output the same path for weaving in place
 */
record Target(Path input, Path output) {

  boolean isDirectory() {
    return Files.isDirectory(input);
  }

  /** Whether it is a directory with jars and without a class file. */
  boolean isFolderOfJars() throws IOException {
    if (!isDirectory()) {
      return false;
    }
    List<Path> files = FileTree.files(input);
    return files.stream().noneMatch(file -> file.toString().endsWith(".class"))
        && files.stream().anyMatch(file -> isJar(file.toString()));
  }

  private static boolean isJar(String file) {
    return file.matches("(?i).*\\.(jar|war|ear|rar|zip|aar)");
  }

  /** Every input is its own output. */
  static List<Target> inPlace(List<Path> inputs) {
    inputs.forEach(Target::checkExists);
    return inputs.stream().map(input -> new Target(input, input)).toList();
  }

  /**
   * All inputs go to one output: directories are merged into it, jars keep their file names in it. Only
   * the output of a single jar is a file.
   *
   * @throws IllegalArgumentException if an input does not exist, if two results would be one file, or if
   *     the output is named like a jar and the input is not a single jar
   */
  static List<Target> into(Path output, List<Path> inputs) throws IOException {
    inputs.forEach(Target::checkExists);
    if (inputs.size() == 1 && !Files.isDirectory(inputs.get(0)) && isFile(output)) {
      return List.of(new Target(inputs.get(0), output));
    }
    if (!Files.exists(output) && isFile(output)) {
      throw new IllegalArgumentException(
          "only a single jar can become a jar; name a directory instead of " + output);
    }
    List<Target> targets = new ArrayList<>();
    for (Path input : inputs) {
      targets.add(Files.isDirectory(input) ? merged(input, output) : jar(input, output));
    }
    checkDistinct(targets);
    return targets;
  }

  private static void checkExists(Path input) {
    if (!Files.exists(input)) {
      throw new IllegalArgumentException("no such file or directory: " + input);
    }
  }

  private static boolean isFile(Path output) {
    return Files.exists(output) ? !Files.isDirectory(output) : isJar(output.toString());
  }

  private static Target merged(Path input, Path output) {
    Path from = input.toAbsolutePath().normalize();
    Path to = output.toAbsolutePath().normalize();
    if (to.startsWith(from) && !to.equals(from)) {
      throw new IllegalArgumentException("the output is inside of an input: " + output);
    }
    return new Target(input, output);
  }

  private static Target jar(Path input, Path output) {
    return new Target(input, output.resolve(input.getFileName()));
  }

  /** No two inputs may have a file for the same place: which one should win? */
  private static void checkDistinct(List<Target> targets) throws IOException {
    Map<Path, Path> sourceByResult = new HashMap<>();
    for (Target target : targets) {
      for (Path file : target.files()) {
        Path result = target.output.resolve(target.input.relativize(file));
        Path other = sourceByResult.put(result, file);
        if (other != null) {
          throw new IllegalArgumentException(
              other + " and " + file + " would both become " + result);
        }
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!isDirectory()) {
      return List.of(input);
    }
    return FileTree.files(input);
  }
}
