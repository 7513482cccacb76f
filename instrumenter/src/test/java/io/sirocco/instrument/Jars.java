package io.sirocco.instrument;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Writes and reads jars for tests. */
final class Jars {
  static final LocalDateTime TIME = LocalDateTime.of(2001, 2, 3, 4, 5, 6);

  private Jars() {}

  /** What a jar is made of. */
  record Entry(String name, byte[] content, int method) {}

  static Entry entry(String name, byte[] content) {
    return new Entry(name, content, ZipEntry.DEFLATED);
  }

  static Entry stored(String name, byte[] content) {
    return new Entry(name, content, ZipEntry.STORED);
  }

  static Entry manifest(String attribute) {
    String text = "Manifest-Version: 1.0\n" + attribute + "\n\n";
    return entry("META-INF/MANIFEST.MF", text.getBytes(StandardCharsets.UTF_8));
  }

  static Entry multiReleaseManifest() {
    return manifest("Multi-Release: true");
  }

  static Path write(Path jar, Entry... entries) {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("made by hand");
      for (Entry entry : entries) {
        zip.putNextEntry(header(entry));
        zip.write(entry.content);
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return jar;
  }

  private static ZipEntry header(Entry entry) {
    CRC32 crc = new CRC32();
    crc.update(entry.content);
    ZipEntry header = new ZipEntry(entry.name);
    header.setTimeLocal(TIME);
    header.setMethod(entry.method);
    header.setSize(entry.content.length);
    header.setCrc(crc.getValue());
    return header;
  }

  /** One line per entry: name, compression and time. */
  static List<String> list(Path jar) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .forEach(entry -> lines.add(entry.getName() + " "
              + (entry.getMethod() == ZipEntry.STORED ? "stored" : "deflated") + " "
              + entry.getTimeLocal()));
    }
    return lines;
  }

  static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().<String>map(ZipEntry::getName).toList();
    }
  }

  static byte[] content(Path jar, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }
  }
}
