package io.sirocco.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoroutineTransformerTest {
  private static final ClassLoader LOADER = CoroutineTransformerTest.class.getClassLoader();
  private static final ProtectionDomain DOMAIN =
      new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null);
  private static final String NAME = "com/acme/Sample"; // as the JVM says
  private static final byte[] WOVEN = {1};
  private static final byte[] FRAME = {2};

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> defined = new ArrayList<>();

  /** Looks to the agent as if it had a coroutine: the string is in its constant pool. */
  @SuppressWarnings("unused") // never run, only read
  private static final class Sample {
    static final String ANNOTATION = "Lio/sirocco/Coroutine;";
  }

  @Test
  void woven_class_is_returned_after_its_frames_were_defined_beside_it() throws IOException {
    CoroutineTransformer transformer = transformer("verbose=true", this::define, woven());

    byte[] result = transformer.transform(LOADER, NAME, null, DOMAIN, sample());

    assertEquals(WOVEN, result);
    assertEquals(List.of("com.acme.Sample$sirocco$load$0"), defined);
    assertEquals("sirocco-agent: wove com.acme.Sample, coroutines: 1\n", err.toString());
  }

  @Test
  void class_that_the_jvm_does_not_name_is_named_by_its_file() throws IOException {
    CoroutineTransformer transformer = transformer("include=*$Sample", this::define, woven());

    assertEquals(WOVEN, transformer.transform(LOADER, null, null, DOMAIN, sample()));
  }

  @Test
  void class_of_the_boot_loader_is_left_alone() throws IOException {
    assertNull(transformer("", this::define, woven()).transform(null, NAME, null, null, sample()));
  }

  @Test
  void class_of_the_agent_is_left_alone() throws IOException {
    CoroutineTransformer transformer = transformer("", this::define, woven());

    assertNull(transformer.transform(LOADER, "io/sirocco/agent/X", null, null, sample()));
    assertNull(transformer.transform(LOADER, "io/sirocco/instrument/X", null, null, sample()));
    assertNull(transformer.transform(LOADER, "java/sql/Driver", null, null, sample()));
  }

  @Test
  void class_that_mentions_no_coroutine_is_left_alone() throws IOException {
    CoroutineTransformer transformer = transformer("", this::define, woven());

    assertNull(transformer.transform(LOADER, "A", null, null, read(Sources.class)));
  }

  @Test
  void excluded_class_is_left_alone() throws IOException {
    CoroutineTransformer transformer = transformer("exclude=*.Sample", this::define, woven());

    assertNull(transformer.transform(LOADER, NAME, null, null, sample()));
  }

  @Test
  void class_with_errors_is_reported_and_throws_them_at_its_first_use() throws Exception {
    CoroutineTransformer transformer = transformer("", this::define, refused());

    byte[] result = transformer.transform(LOADER, NAME, null, DOMAIN, sample());

    String message = "com/acme/Sample.java:7: error: synchronized coroutine"
        + " (Sample.load)\n"
        + "    " + Code.SYNCHRONIZED_COROUTINE.advice() + " [SYNCHRONIZED_COROUTINE]";
    assertEquals(message + "\n", err.toString());
    Class<?> unusable = new OneClassLoader().define(result);
    LinkageError error = assertThrows(
        LinkageError.class,
        () -> Class.forName(unusable.getName(), true, unusable.getClassLoader()));
    assertEquals("com.acme.Sample was not woven by Sirocco:\n" + message, error.getMessage());
  }

  @Test
  void class_with_errors_is_only_reported_if_the_user_wants_that() throws IOException {
    CoroutineTransformer transformer = transformer("onerror=warn", this::define, refused());

    assertNull(transformer.transform(LOADER, NAME, null, DOMAIN, sample()));

    assertTrue(err.toString().startsWith("com/acme/Sample.java:7: error: "));
  }

  @Test
  void defect_of_the_weaver_is_reported_and_makes_the_class_unusable() throws IOException {
    CoroutineTransformer transformer = transformer("", this::define, (loader, classFile) -> {
      throw new IllegalStateException("a defect");
    });

    assertNotNull(transformer.transform(LOADER, NAME, null, DOMAIN, sample()));

    assertTrue(err.toString().startsWith("java.lang.IllegalStateException: a defect\n\tat "));
  }

  @Test
  void class_file_that_nobody_can_read_is_reported_and_left_to_the_jvm() {
    Diagnostic malformed = new Diagnostic(Code.MALFORMED_CLASS, "", "", "", 0, "malformed");
    CoroutineTransformer transformer = transformer(
        "",
        this::define,
        (loader, classFile) ->
            new InstrumentationResult(classFile, Map.of(), 0, List.of(malformed)));

    assertNull(transformer.transform(LOADER, "com/acme/A", null, DOMAIN, new byte[3]));

    assertEquals(
        "com/acme/A.class: error: malformed (A)\n"
            + "    The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]\n",
        err.toString());
  }

  @Test
  void frame_that_another_thread_defined_is_no_error() throws IOException {
    ClassDefiner definer = (loader, name, classFile, domain) -> {
      throw new LinkageError("loader 'app' attempted duplicate class definition for " + name);
    };

    byte[] result =
        transformer("", definer, woven()).transform(LOADER, NAME, null, DOMAIN, sample());

    assertEquals(WOVEN, result);
    assertEquals("", err.toString());
  }

  @Test
  void runtime_that_the_loader_does_not_see_is_reported() throws IOException {
    ClassDefiner definer = (loader, name, classFile, domain) -> {
      throw new NoClassDefFoundError("io/sirocco/CoroutineFrame");
    };

    byte[] result =
        transformer("", definer, woven()).transform(LOADER, NAME, null, DOMAIN, sample());

    assertNotNull(result);
    assertEquals(
        "sirocco-agent: com.acme.Sample: error: its class loader " + LOADER
            + " does not find io/sirocco/CoroutineFrame;"
            + " put sirocco-runtime on the same class path\n",
        err.toString());
  }

  @Test
  void loaded_class_with_coroutines_is_not_replaced() throws IOException {
    CoroutineTransformer transformer = transformer("", this::define, woven());

    assertNull(transformer.transform(LOADER, NAME, Sample.class, DOMAIN, sample()));

    assertEquals(List.of(), defined);
    assertEquals(
        "sirocco-agent: com.acme.Sample: warning: a class with coroutines cannot be replaced while"
            + " the program runs; restart it\n",
        err.toString());
  }

  private CoroutineTransformer transformer(
      String options, ClassDefiner definer, CoroutineTransformer.LoaderWeaver weaver) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new CoroutineTransformer(AgentOptions.parse(options), definer, stream, weaver);
  }

  private void define(ClassLoader loader, String name, byte[] classFile, ProtectionDomain domain) {
    assertEquals(LOADER, loader);
    assertEquals(FRAME, classFile);
    assertEquals(DOMAIN, domain);
    defined.add(name);
  }

  private static CoroutineTransformer.LoaderWeaver woven() {
    Map<String, byte[]> frames = Map.of(NAME + "$sirocco$load$0", FRAME);
    return (loader, classFile) -> new InstrumentationResult(WOVEN, frames, 1, List.of());
  }

  private static CoroutineTransformer.LoaderWeaver refused() {
    Diagnostic error = new Diagnostic(
        Code.SYNCHRONIZED_COROUTINE, NAME, "load", "Sample.java", 7, "synchronized coroutine");
    return (loader, classFile) -> new InstrumentationResult(classFile, Map.of(), 0, List.of(error));
  }

  private static byte[] sample() throws IOException {
    return read(Sample.class);
  }

  private static byte[] read(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static final class OneClassLoader extends ClassLoader {
    Class<?> define(byte[] classFile) {
      return defineClass(null, classFile, 0, classFile.length);
    }
  }
}
