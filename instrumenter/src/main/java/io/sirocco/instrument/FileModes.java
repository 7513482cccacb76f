package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Who may do what with a file, on file systems that know of it. */
final class FileModes {
  private static final Set<PosixFilePermission> OF_THE_GROUP = EnumSet.of(
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_EXECUTE);

  private FileModes() {}

  /** Makes an empty file that nobody else can read, until it gets a mode. */
  static void create(Path file) throws IOException {
    if (isPosix(file.toAbsolutePath().getParent())) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** Gives a file the mode of another one and, where this process may do that, its owner. */
  static void copy(Path model, Path file) throws IOException {
    if (isPosix(model) && isPosix(file)) {
      copyPosix(model, file);
      return;
    }
    AclFileAttributeView from = Files.getFileAttributeView(model, AclFileAttributeView.class);
    AclFileAttributeView to = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (from != null && to != null) {
      to.setAcl(from.getAcl());
    }
  }

  private static boolean isPosix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }

  private static void copyPosix(Path model, Path file) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
    PosixFileAttributes given = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(wanted.permissions());
    if (!given.group().equals(wanted.group())) {
      try {
        view.setGroup(wanted.group());
      } catch (IOException notAllowed) { // then nobody of another group gets in
        mode.removeAll(OF_THE_GROUP);
      }
    }
    if (!given.owner().equals(wanted.owner())) {
      try {
        view.setOwner(wanted.owner());
      } catch (IOException notAllowed) {
        // only root may; the file belongs to whoever weaves
      }
    }
    view.setPermissions(mode);
  }
}
