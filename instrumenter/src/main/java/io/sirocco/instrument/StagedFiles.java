package io.sirocco.instrument;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a set of files so that nobody ever sees a half-written one, and none is written if one of them
 * cannot be.
 *
 * <p>{@link #put} writes beside the target, where a full disk or a missing permission does no harm;
 * {@link #commit} renames, in the order of the puts, and then deletes. Whatever was not committed is
 * removed by {@link #close}. A target with the right bytes already is left alone, so that its time stays
 * and nothing is built again because of it. One that is replaced keeps its mode and its owner; of a link
 * the file that it leads to is replaced.
 *
 * <p>Staged files have short names that say which process made them. What a process has left that was
 * killed goes when the next one writes into the folder.
 */
final class StagedFiles implements Closeable {
  private static final String PREFIX = ".sirocco-";
  private static final int LONGEST_CHAIN_OF_LINKS = 40; // as Linux has it

  private final Map<Path, Path> stagedByTarget = new LinkedHashMap<>();
  private final Set<Path> deleted = new LinkedHashSet<>();
  private final Set<Path> tidied = new LinkedHashSet<>(); // folders
  private final String run = PREFIX + ProcessHandle.current().pid() + "-"
      + UUID.randomUUID().toString().substring(0, 8) + "-";

  /** Whether a file is on its way to its place, and no concern of anybody else. */
  static boolean isStaged(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().startsWith(PREFIX);
  }

  /**
   * Prepares one file; its folder is made if need be.
   *
   * @param model an existing file whose mode and owner the target gets if it is new
   */
  void put(Path target, byte[] content, Path model) throws IOException {
    try {
      Path file = followed(target);
      if (hasContent(file, content)) {
        return;
      }
      Path staged = stage(file);
      FileModes.create(staged);
      Files.write(staged, content);
      FileModes.copy(Files.exists(file) ? file : model, staged);
    } catch (IOException exception) {
      throw FileErrors.unwritable(target, exception);
    }
  }

  /** Prepares the copy of a file, with its times and its mode. */
  void copy(Path source, Path target) throws IOException {
    try {
      Path file = followed(target);
      if (Files.isRegularFile(file) && Files.mismatch(source, file) < 0) {
        return;
      }
      Files.copy(
          source,
          stage(file),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException exception) {
      throw FileErrors.unwritable(target, exception);
    }
  }

  /** Prepares the end of a file; that it is gone already is no error. */
  void delete(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file) && !Files.isWritable(folder)) {
      throw FileErrors.unwritable(file, new FileSystemException(null, null, "access denied"));
    }
    deleted.add(file);
  }

  private static Path followed(Path target) throws IOException {
    Path file = target;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == LONGEST_CHAIN_OF_LINKS) {
        throw new FileSystemException(target.toString(), null, "too many links");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static boolean hasContent(Path target, byte[] content) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == content.length
        && Arrays.equals(Files.readAllBytes(target), content);
  }

  private Path stage(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a folder");
    }
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    if (tidied.add(folder)) {
      LeftFiles.remove(folder, PREFIX);
    }
    Path staged = target.resolveSibling(run + stagedByTarget.size());
    stagedByTarget.put(target, staged);
    return staged;
  }

  /** Makes all that was put visible under its own name, and deletes what was to be deleted. */
  void commit() throws IOException {
    for (Map.Entry<Path, Path> entry : stagedByTarget.entrySet()) {
      try {
        rename(entry.getValue(), entry.getKey());
      } catch (IOException exception) {
        throw FileErrors.unwritable(entry.getKey(), exception);
      }
    }
    stagedByTarget.clear();
    for (Path file : deleted) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException exception) {
        throw FileErrors.unwritable(file, exception);
      }
    }
  }

  private static void rename(Path staged, Path target) throws IOException {
    try {
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException exception) {
      Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path staged : stagedByTarget.values()) {
      Files.deleteIfExists(staged);
    }
  }
}
