package io.sirocco.instrument;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says which file could not be read or written, and why; half of the JDK's messages say only one. */
final class FileErrors {
  private FileErrors() {}

  static IOException unreadable(Path file, IOException cause) {
    return new IOException(file + ": error: cannot be read: " + reason(cause), cause);
  }

  static IOException unwritable(Path file, IOException cause) {
    return new IOException(file + ": error: cannot be written: " + reason(cause), cause);
  }

  /** For a file whose name has letters that the file system, or the locale of the JVM, cannot carry. */
  static IOException unnameable(Path folder, String file) {
    return new IOException(folder + "/" + file
        + ": error: cannot be written: the file system cannot carry this name; start the JVM in a"
        + " UTF-8 locale, or weave into a jar");
  }

  /** For a jar, or an entry of it, that does not fit into memory. */
  static IOException tooLarge(Object file, OutOfMemoryError cause) {
    return new IOException(
        file + ": error: does not fit into memory (" + cause.getMessage() + "); give the JVM that"
            + " weaves more (-Xmx), or leave out what has more than 2 GB",
        cause);
  }

  private static String reason(IOException exception) {
    if (exception instanceof AccessDeniedException) {
      return "access denied";
    }
    if (exception instanceof NoSuchFileException || exception instanceof FileNotFoundException) {
      return "no such file or folder";
    }
    if (exception instanceof FileAlreadyExistsException) {
      return exception.getMessage() + " is not a folder";
    }
    if (exception instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return exception.getMessage() == null ? exception.toString() : exception.getMessage();
  }
}
