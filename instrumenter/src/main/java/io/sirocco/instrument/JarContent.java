package io.sirocco.instrument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of a jar in their order, in memory. */
final class JarContent {
  private static final String CLASS = ".class";

  /** The first one that an entry can have. */
  private static final LocalDateTime FIRST_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path path;
  private final List<Entry> entries;
  private final String comment; // of the whole file, or null

  private JarContent(Path path, List<Entry> entries, String comment) {
    this.path = path;
    this.entries = entries;
    this.comment = comment;
  }

  /** One entry, with its bytes uncompressed. */
  record Entry(ZipEntry header, byte[] content) {

    String name() {
      return header.getName();
    }

    boolean isClassFile() {
      return name().endsWith(CLASS);
    }

    /** The name of a class file without its extension. */
    String place() {
      return name().substring(0, name().length() - CLASS.length());
    }

    Entry with(byte[] newContent) {
      return new Entry(header, newContent);
    }

    /** Another entry, with the time and the compression of this one. */
    Entry sibling(String name, byte[] itsContent) {
      ZipEntry sibling = new ZipEntry(name);
      sibling.setMethod(header.getMethod());
      sibling.setTimeLocal(timeOf(header));
      sibling.setExtra(header.getExtra());
      return new Entry(sibling, itsContent);
    }

    /** In such a way that the time zone of the machine plays no part. */
    private static LocalDateTime timeOf(ZipEntry header) {
      if (ExtraFields.haveTime(header.getExtra())) { // in UTC, and getTimeLocal would convert it
        return LocalDateTime.ofInstant(header.getLastModifiedTime().toInstant(), ZoneOffset.UTC);
      }
      try {
        return header.getTimeLocal();
      } catch (DateTimeException exception) { // month or day are zero: no date at all
        return FIRST_TIME;
      }
    }
  }

  static JarContent read(Path path) throws IOException {
    try (JarFile jar =
        new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.baseVersion())) {
      List<Entry> entries = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (ZipEntry each : Collections.list(jar.entries())) {
        if (names.add(each.getName())) { // by its name the JVM finds the last of several
          entries.add(read(path, jar, jar.getEntry(each.getName())));
        }
      }
      return new JarContent(path, List.copyOf(entries), jar.getComment());
    } catch (IOException exception) {
      throw FileErrors.unreadable(path, exception);
    }
  }

  private static Entry read(Path path, JarFile jar, ZipEntry header) throws IOException {
    try (InputStream in = jar.getInputStream(header)) {
      return new Entry(header, in.readAllBytes());
    } catch (OutOfMemoryError error) {
      throw FileErrors.tooLarge(path + "!/" + header.getName(), error);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** The class files by their places. */
  ClassSource classes() {
    Map<String, byte[]> classes = new HashMap<>();
    entries.stream()
        .filter(Entry::isClassFile)
        .forEach(entry -> classes.put(entry.place(), entry.content()));
    return classes::get;
  }

  /** Refuses a jar that would be broken by any change. */
  void refuseIfFragile() throws IOException {
    if (entries.stream().anyMatch(entry -> isSignature(entry.name()))) {
      throw new IOException(path
          + ": error: is signed, and weaving would break the signature; weave it before signing");
    }
    if (!startsWithAnEntry()) {
      throw new IOException(
          path + ": error: does not start with an entry but with a script or other data;"
              + " weave the jar before that is put in front");
    }
  }

  private static boolean isSignature(String entryName) {
    return entryName.toUpperCase(Locale.ROOT).matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  private boolean startsWithAnEntry() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  /** Starts a new version of this jar. */
  Writer writer() {
    return new Writer(comment);
  }

  /** Writes a jar into memory. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    private Writer(String comment) {
      zip.setComment(comment);
    }

    void write(Entry entry) throws IOException {
      zip.putNextEntry(headerOf(entry));
      zip.write(entry.content());
      zip.closeEntry();
    }

    private static ZipEntry headerOf(Entry entry) {
      ZipEntry header = new ZipEntry(entry.header());
      if (header.getMethod() == ZipEntry.STORED) {
        CRC32 crc = new CRC32();
        crc.update(entry.content());
        header.setCrc(crc.getValue());
        header.setSize(entry.content().length);
        header.setCompressedSize(entry.content().length);
      } else {
        header.setCompressedSize(-1); // another deflater may come to another size
      }
      return header;
    }

    byte[] finish() throws IOException {
      zip.close();
      return bytes.toByteArray();
    }
  }
}
