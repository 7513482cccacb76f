package io.sirocco.instrument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of a jar in their order, in memory. */
final class JarContent {
  private static final String CLASS = ".class";
  private static final Pattern VERSION = Pattern.compile("META-INF/versions/(\\d{1,5})/.*");
  private static final List<String> NESTED_ROOTS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private final Path path;
  private final List<Entry> entries;
  private final String comment; // of the whole file, or null
  private final boolean multiRelease;

  private JarContent(Path path, List<Entry> entries, String comment, boolean multiRelease) {
    this.path = path;
    this.entries = entries;
    this.comment = comment;
    this.multiRelease = multiRelease;
  }

  /** One entry, with its bytes uncompressed. */
  record Entry(ZipEntry header, byte[] content) {

    String name() {
      return header.getName();
    }

    Entry with(byte[] newContent) {
      return new Entry(header, newContent);
    }

    /** Another entry, with the time and the compression of this one. */
    Entry sibling(String name, byte[] itsContent) {
      ZipEntry sibling = new ZipEntry(name);
      sibling.setMethod(header.getMethod());
      sibling.setTimeLocal(header.getTimeLocal()); // local, so that the time zone plays no part
      sibling.setExtra(header.getExtra());
      return new Entry(sibling, itsContent);
    }
  }

  static JarContent read(Path path) throws IOException {
    try (JarFile jar =
        new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.baseVersion())) {
      List<Entry> entries = new ArrayList<>();
      for (ZipEntry header : Collections.list(jar.entries())) {
        try (InputStream in = jar.getInputStream(header)) {
          entries.add(new Entry(header, in.readAllBytes()));
        }
      }
      return new JarContent(path, List.copyOf(entries), jar.getComment(), jar.isMultiRelease());
    } catch (IOException exception) {
      throw FileErrors.unreadable(path, exception);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  // ---- where classes are ------------------------------------------------------------------------

  /** Whether an entry is a class that the JVM or a framework's loader would find there. */
  boolean isClassFile(String entryName) {
    return entryName.endsWith(CLASS)
        && (!entryName.startsWith("META-INF/") || !rootOf(entryName).isEmpty());
  }

  /** The folder that package folders start from, with its slash; empty for the jar itself. */
  String rootOf(String entryName) {
    Matcher version = VERSION.matcher(entryName);
    if (multiRelease && version.matches()) {
      return versionRoot(Integer.parseInt(version.group(1)));
    }
    return NESTED_ROOTS.stream().filter(entryName::startsWith).findFirst().orElse("");
  }

  private static String versionRoot(int version) {
    return "META-INF/versions/" + version + "/";
  }

  /** The internal name of the class that an entry should hold. */
  String classNameOf(String entryName) {
    return entryName.substring(rootOf(entryName).length(), entryName.length() - CLASS.length());
  }

  /** The classes of this jar as those below one root see them: their own version or an older one. */
  ClassSource typesSeenFrom(String root) {
    Map<String, byte[]> classes = new HashMap<>();
    for (String other : rootsSeenFrom(root)) {
      entries.stream()
          .filter(entry -> isClassFile(entry.name()) && rootOf(entry.name()).equals(other))
          .forEach(entry -> classes.put(classNameOf(entry.name()), entry.content()));
    }
    return classes::get;
  }

  /** In ascending order: what a later root has replaces what an earlier one has. */
  private List<String> rootsSeenFrom(String root) {
    Stream<String> olderVersions =
        IntStream.range(9, versionOf(root)).mapToObj(JarContent::versionRoot);
    return Stream.of(Stream.of(""), olderVersions, Stream.of(root))
        .flatMap(roots -> roots)
        .toList();
  }

  private static int versionOf(String root) {
    Matcher version = VERSION.matcher(root);
    return version.matches() ? Integer.parseInt(version.group(1)) : 0;
  }

  // ---- writing ----------------------------------------------------------------------------------

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
