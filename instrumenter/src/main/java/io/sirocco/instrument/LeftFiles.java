package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Staged files of processes that were killed. */
final class LeftFiles {
  private LeftFiles() {}

  /**
   * Removes them from a folder.
   *
   * @param prefix of their names; the number of the process and a hyphen follow
   */
  static void remove(Path folder, String prefix) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*")) {
      for (Path file : files) {
        if (isLeft(file, file.getFileName().toString().substring(prefix.length()))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException notOurs) {
      // they harm nobody, and whoever may will remove them
    }
  }

  private static boolean isLeft(Path file, String name) throws IOException {
    if (!name.matches("\\d{1,18}-.*")) {
      return false;
    }
    Optional<Instant> start = ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
        .filter(ProcessHandle::isAlive)
        .map(process -> process.info().startInstant().orElse(Instant.MIN));
    // In a container another process soon has the same number.
    return start.isEmpty() || Files.getLastModifiedTime(file).toInstant().isBefore(start.get());
  }
}
