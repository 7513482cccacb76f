package io.sirocco.instrument.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

class ConversionServicesTest {
  private static final String LIST = "META-INF/services/io.sirocco.Conversion";
  private static final Map<String, byte[]> CLASSES = JavaSource.compile("""
      package com.acme;
      import io.sirocco.Conversion;
      import io.sirocco.Future;
      public class Texts implements Conversion<String> {
        public Class<String> type() { return String.class; }
        public Future<?> toFuture(String text) { return null; }
        static class Sub extends Texts { }
        static class Computed extends Texts {
          public Class<String> type() { return System.nanoTime() > 0 ? String.class : null; }
        }
      }
      """);

  @Test
  void lists_may_have_comments_and_several_services() {
    assertEquals(
        Set.of("java/lang/String"),
        types(Map.of(
            LIST,
            "# a comment\n\n com.acme.Texts # one\ncom.acme.Texts$Sub"
                .getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void services_of_modules_are_found() {
    ClassWriter module = new ClassWriter(0);
    module.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor visitor = module.visitModule("com.acme", 0, null);
    visitor.visitProvide("io/sirocco/Conversion", "com/acme/Texts");
    visitor.visitProvide("java/lang/Runnable", "com/acme/Missing");
    visitor.visitEnd();
    module.visitEnd();

    assertEquals(
        Set.of("java/lang/String"), types(Map.of("module-info.class", module.toByteArray())));
  }

  @Test
  void service_whose_type_cannot_be_known_may_convert_anything() {
    for (String service : List.of("com.acme.Texts$Computed", "com.acme.Missing")) {
      assertEquals(
          Set.of("java/lang/Object"),
          types(Map.of(LIST, service.getBytes(StandardCharsets.UTF_8))));
    }
  }

  @Test
  void class_path_that_cannot_be_read_may_have_any_service() {
    ConversionServices services = new ConversionServices(CLASSES::get, path -> {
      throw new IOException("closed");
    });

    assertEquals(Set.of("java/lang/Object"), services.types());
  }

  private static Set<String> types(Map<String, byte[]> resources) {
    ConversionServices services = new ConversionServices(
        CLASSES::get,
        path -> resources.containsKey(path) ? List.of(resources.get(path)) : List.of());
    return new TreeSet<>(services.types());
  }
}
