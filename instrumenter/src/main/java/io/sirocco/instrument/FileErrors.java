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
