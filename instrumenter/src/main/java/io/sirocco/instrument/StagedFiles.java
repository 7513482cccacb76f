package io.sirocco.instrument;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a set of files so that nobody ever sees a half-written one.
 *
 * <p>{@link #put} writes beside the target, where a full disk or a missing permission does no harm;
 * {@link #commit} renames, in the order of the puts. Whatever was not committed is removed by {@link
 * #close}. A target with the right bytes already is left alone, so that its time stays and nothing
 * is built again because of it.
 */
final class StagedFiles implements Closeable {
  /** Two builds that run at the same time do not take each other's files. */
  private static final String SUFFIX = ".sirocco-" + ProcessHandle.current().pid();

  private final Map<Path, Path> stagedByTarget = new LinkedHashMap<>();

  /** Prepares one file; its folder is made if need be. */
  void put(Path target, byte[] content) throws IOException {
    try {
      if (hasContent(target, content)) {
        return;
      }
      Files.write(stage(target), content);
    } catch (IOException exception) {
      throw FileErrors.unwritable(target, exception);
    }
  }

  /** Prepares the copy of a file, with its times. */
  void copy(Path source, Path target) throws IOException {
    if (Files.isRegularFile(target) && Files.mismatch(source, target) < 0) {
      return;
    }
    try {
      Files.copy(
          source,
          stage(target),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException exception) {
      throw FileErrors.unwritable(target, exception);
    }
  }

  private static boolean hasContent(Path target, byte[] content) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == content.length
        && Arrays.equals(Files.readAllBytes(target), content);
  }

  private Path stage(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path staged = target.resolveSibling(target.getFileName() + SUFFIX);
    stagedByTarget.put(target, staged);
    return staged;
  }

  /** Makes all that was put visible under its own name. */
  void commit() throws IOException {
    for (Map.Entry<Path, Path> entry : stagedByTarget.entrySet()) {
      try {
        rename(entry.getValue(), entry.getKey());
      } catch (IOException exception) {
        throw FileErrors.unwritable(entry.getKey(), exception);
      }
    }
    stagedByTarget.clear();
  }

  private static void rename(Path staged, Path target) throws IOException {
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException exception) {
      Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes a file; that it is gone already is no error. */
  static void delete(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException exception) {
      throw FileErrors.unwritable(file, exception);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path staged : stagedByTarget.values()) {
      Files.deleteIfExists(staged);
    }
  }
}
