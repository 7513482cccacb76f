package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassSourceTest {
  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  @TempDir
  private Path temp;

  @Test
  void first_entry_of_a_class_path_wins() throws IOException {
    Compiler.write(temp.resolve("a/com/acme/A.class"), ONE);
    Compiler.write(temp.resolve("b/com/acme/A.class"), TWO);
    Compiler.write(temp.resolve("b/com/acme/B.class"), TWO);

    try (ClassSource source =
        ClassSource.classPath(List.of(temp.resolve("a"), temp.resolve("b")))) {
      assertArrayEquals(ONE, source.find("com/acme/A"));
      assertArrayEquals(TWO, source.find("com/acme/B"));
      assertNull(source.find("com/acme/C"));
    }
  }

  @Test
  void jar_is_an_entry_of_a_class_path() throws IOException {
    Path jar = Jars.write(temp.resolve("lib.jar"), Jars.entry("com/acme/A.class", ONE));

    try (ClassSource source = ClassSource.classPath(List.of(jar))) {
      assertArrayEquals(ONE, source.find("com/acme/A"));
      assertNull(source.find("com/acme/B"));
    }
  }

  @Test
  void multi_release_jar_gives_the_class_for_this_jvm() throws IOException {
    Path jar = Jars.write(
        temp.resolve("lib.jar"),
        Jars.multiReleaseManifest(),
        Jars.entry("com/acme/A.class", ONE),
        Jars.entry("META-INF/versions/11/com/acme/A.class", TWO));

    try (ClassSource source = ClassSource.classPath(List.of(jar))) {
      assertArrayEquals(TWO, source.find("com/acme/A"));
    }
  }

  @Test
  void resources_of_all_entries_are_found_in_their_order() throws IOException {
    String path = "META-INF/services/x";
    Compiler.write(temp.resolve("a").resolve(path), ONE);
    Path jar = Jars.write(temp.resolve("lib.jar"), Jars.entry(path, TWO));
    List<Path> entries = List.of(temp.resolve("a"), jar, temp.resolve("missing"));
    URL[] urls = {temp.resolve("a").toUri().toURL(), jar.toUri().toURL()};

    try (ClassSource source = ClassSource.classPath(entries).or(ClassSource.jdk());
        URLClassLoader loader = new URLClassLoader(urls, null)) {
      for (ClassSource each : List.of(source, ClassSource.loader(loader))) {
        List<byte[]> found = each.resources(path);

        assertEquals(2, found.size());
        assertArrayEquals(ONE, found.get(0));
        assertArrayEquals(TWO, found.get(1));
        assertEquals(List.of(), each.resources("META-INF/services/y"));
      }
    }
  }

  @Test
  void missing_entry_of_a_class_path_is_left_out() throws IOException {
    try (ClassSource source = ClassSource.classPath(List.of(temp.resolve("missing.jar")))) {
      assertNull(source.find("com/acme/A"));
    }
  }

  @Test
  void jar_that_is_none_is_an_error_that_names_it() throws IOException {
    Path jar = Files.write(temp.resolve("broken.jar"), new byte[100]);

    try (ClassSource source = ClassSource.classPath(List.of(jar))) {
      IOException error = assertThrows(IOException.class, () -> source.find("com/acme/A"));

      assertEquals(jar + ": error: cannot be read: zip END header not found", error.getMessage());
    }
  }

  @Test
  void class_loader_gives_class_files_of_the_jdk_and_of_its_own() throws IOException {
    ClassSource source = ClassSource.loader(ClassSourceTest.class.getClassLoader());

    assertEquals("java/util/List", name(source.find("java/util/List")));
    assertEquals(
        "io/sirocco/instrument/ClassSourceTest",
        name(source.find("io/sirocco/instrument/ClassSourceTest")));
    assertNull(source.find("com/acme/A"));
  }

  @Test
  void class_loader_that_throws_is_an_error_of_reading() {
    ClassLoader closed = new ClassLoader("closed", null) {
      @Override
      public InputStream getResourceAsStream(String name) {
        throw new IllegalStateException("closed");
      }

      @Override
      public String toString() {
        return "loader";
      }
    };

    IOException error =
        assertThrows(IOException.class, () -> ClassSource.loader(closed).find("com/acme/A"));

    assertEquals("loader fails for com/acme/A", error.getMessage());
  }

  @Test
  void jdk_has_the_classes_of_all_modules() throws IOException {
    ClassSource source = ClassSource.jdk();

    assertEquals("java/util/List", name(source.find("java/util/List")));
    assertEquals("java/sql/Driver", name(source.find("java/sql/Driver")));
    assertEquals("com/sun/source/tree/Tree", name(source.find("com/sun/source/tree/Tree")));
    assertNull(source.find("java/util/Liszt"));
    assertNull(source.find("com/acme/A"));
    assertNull(source.find("A"));
  }

  @Test
  void chain_asks_the_second_source_for_what_the_first_does_not_have() throws IOException {
    ClassSource first = name -> name.equals("A") ? ONE : null;
    ClassSource second = name -> TWO;

    ClassSource chain = first.or(second);

    assertArrayEquals(ONE, chain.find("A"));
    assertArrayEquals(TWO, chain.find("B"));
  }

  @Test
  void chain_closes_both_sources_even_if_one_fails() {
    AtomicInteger closed = new AtomicInteger();
    ClassSource chain = closing(closed).or(closing(closed));

    assertThrows(IOException.class, chain::close);

    assertEquals(2, closed.get());
  }

  private static ClassSource closing(AtomicInteger closed) {
    return new ClassSource() {
      @Override
      public byte[] find(String internalName) {
        return null;
      }

      @Override
      public void close() throws IOException {
        closed.incrementAndGet();
        throw new IOException("cannot be closed");
      }
    };
  }

  private static String name(byte[] classFile) {
    return ClassFileName.of(classFile).orElseThrow();
  }

  @Test
  void loader_that_throws_an_error_for_a_type_is_no_defect() {
    ClassLoader failing = new ClassLoader() {
      @Override
      public java.io.InputStream getResourceAsStream(String name) {
        throw new NoClassDefFoundError(name);
      }
    };
    byte[] classFile = Compiler.compile(Compiler.coroutines("Fetcher", 1)).get("com/acme/Fetcher");

    InstrumentationResult result =
        new Instrumenter(ClassSource.loader(failing)).instrument(classFile);

    assertEquals(1, result.coroutines());
  }
}
