package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that no tool of the JDK writes, and that the JVM runs all the same. */
class OddJarsTest {
  private static final byte[] FETCHER =
      Compiler.compile(Compiler.coroutines("Fetcher", 1)).get("com/acme/Fetcher");
  private static final String CLASS = "com/acme/Fetcher.class";
  private static final String FRAME = "com/acme/Fetcher$sirocco$load0$0.class";

  @TempDir
  private Path temp;

  private Path input;
  private Path output;

  @BeforeEach
  void jars() {
    input = temp.resolve("input.jar");
    output = temp.resolve("output.jar");
  }

  @Test
  void jar_without_dates_is_woven() throws IOException {
    Jars.write(input, Jars.entry(CLASS, FETCHER));
    byte[] jar = Files.readAllBytes(input);
    clear(jar, new byte[] {'P', 'K', 3, 4}, 10, 4); // time and date, APPNOTE.TXT 4.3.7
    clear(jar, new byte[] {'P', 'K', 1, 2}, 12, 4); // 4.3.12
    Files.write(input, jar);

    weave();

    assertEquals(List.of(CLASS, FRAME), Jars.names(output));
  }

  @Test
  void last_of_several_entries_of_one_name_is_kept_as_the_jvm_finds_it() throws IOException {
    Jars.write(
        input,
        Jars.entry("LICENSE", "first".getBytes(StandardCharsets.UTF_8)),
        Jars.entry(CLASS, FETCHER),
        Jars.entry("LICENCE", "last".getBytes(StandardCharsets.UTF_8)));
    byte[] jar = Files.readAllBytes(input);
    replace(jar, "LICENCE", "LICENSE");
    Files.write(input, jar);

    weave();

    assertEquals(List.of("LICENSE", CLASS, FRAME), Jars.names(output));
    assertArrayEquals(Jars.content(input, "LICENSE"), Jars.content(output, "LICENSE"));
    assertEquals("last", new String(Jars.content(output, "LICENSE"), StandardCharsets.UTF_8));
  }

  @Test
  void woven_jar_does_not_depend_on_the_time_zone() throws IOException {
    try (OutputStream out = Files.newOutputStream(input);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(CLASS);
      entry.setLastModifiedTime(FileTime.fromMillis(1_000_000_000_000L)); // an extended timestamp
      zip.putNextEntry(entry);
      zip.write(FETCHER);
    }

    assertArrayEquals(wovenIn("Pacific/Auckland"), wovenIn("America/Los_Angeles"));
  }

  private byte[] wovenIn(String zone) throws IOException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      weave();
      return Files.readAllBytes(output);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void what_does_not_fit_into_memory_is_named() {
    IOException error = FileErrors.tooLarge(
        input + "!/big.bin", new OutOfMemoryError("Required array size too large"));

    assertEquals(
        input
            + "!/big.bin: error: does not fit into memory (Required array size too large); give the"
            + " JVM that weaves more (-Xmx), or leave out what has more than 2 GB",
        error.getMessage());
  }

  private void weave() throws IOException {
    new JarInstrumenter(ClassSource.jdk(), ClassFilter.all())
        .weave(input, output)
        .write();
  }

  private static void clear(byte[] jar, byte[] signature, int offset, int length) {
    for (int at = 0; at + signature.length <= jar.length; at++) {
      if (java.util.Arrays.equals(jar, at, at + 4, signature, 0, 4)) {
        java.util.Arrays.fill(jar, at + offset, at + offset + length, (byte) 0);
      }
    }
  }

  private static void replace(byte[] jar, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + old.length <= jar.length; at++) {
      if (java.util.Arrays.equals(jar, at, at + old.length, old, 0, old.length)) {
        System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, jar, at, old.length);
      }
    }
  }
}
