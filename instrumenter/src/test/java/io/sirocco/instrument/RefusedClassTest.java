package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedClassTest {

  @Test
  void first_use_of_the_class_throws_the_reason() throws Exception {
    byte[] classFile = compile("""
        package io.sirocco.instrument;
        public class WithInitializer implements Runnable {
          static final Object LOCK = new Object();
          static { System.setProperty("sirocco.test", "initialised"); }
          public void run() {}
        }
        """);

    Class<?> refused = define(RefusedClass.of(classFile, "WithInitializer.java:3: error: no"));

    LinkageError error = assertThrows(LinkageError.class, () -> create(refused));
    assertEquals(LinkageError.class, error.getClass());
    assertEquals("WithInitializer.java:3: error: no", error.getMessage());
    assertEquals(null, System.getProperty("sirocco.test"));
  }

  @Test
  void interface_with_a_static_method_is_refused_too() throws Exception {
    byte[] classFile = compile("""
        package io.sirocco.instrument;
        public interface Static { static int one() { return 1; } }
        """);

    Class<?> refused = define(RefusedClass.of(classFile, "no"));

    LinkageError error =
        assertThrows(LinkageError.class, () -> MethodHandles.lookup().ensureInitialized(refused));
    assertEquals("no", error.getMessage());
  }

  @Test
  void reason_that_is_too_long_for_a_class_file_is_cut_off() throws Exception {
    byte[] classFile = compile("package io.sirocco.instrument; public class Long {}");

    Class<?> refused = define(RefusedClass.of(classFile, "\u20ac".repeat(70_000)));

    LinkageError error = assertThrows(LinkageError.class, () -> create(refused));
    assertEquals("\u20ac".repeat(21_845), error.getMessage());
  }

  private static byte[] compile(String source) {
    Map<String, byte[]> classFiles = Compiler.compile(source);
    return classFiles.values().iterator().next();
  }

  private static Class<?> define(byte[] classFile) throws IllegalAccessException {
    return MethodHandles.lookup().defineClass(classFile);
  }

  private static Object create(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }
}
