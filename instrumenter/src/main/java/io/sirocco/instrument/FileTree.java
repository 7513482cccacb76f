package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The files below a folder, as a class loader sees them: links are followed. */
public final class FileTree {
  private FileTree() {}

  /**
   * All regular files, in the order of their paths. What another build removes meanwhile, or is about
   * to put into place, is left out, as are links that lead back to a folder around them.
   *
   * @param root an existing folder, or a link to one
   * @return paths that begin with {@code root}
   * @throws IOException naming the folder or file that cannot be read
   */
  public static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !StagedFiles.isStaged(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException exception)
              throws IOException {
            return goOn(file, exception);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException exception)
              throws IOException {
            return exception == null ? FileVisitResult.CONTINUE : goOn(folder, exception);
          }
        });
    files.sort(null);
    return files;
  }

  private static FileVisitResult goOn(Path file, IOException exception) throws IOException {
    if (exception instanceof FileSystemLoopException || exception instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw FileErrors.unreadable(file, exception);
  }
}
