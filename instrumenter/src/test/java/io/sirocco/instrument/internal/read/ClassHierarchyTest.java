package io.sirocco.instrument.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHierarchyTest {
  private static final Map<String, byte[]> CLASSES = JavaSource.compile("""
      package a;
      interface Top { }
      interface Left extends Top { }
      class Base implements Left { }
      class Sub extends Base { }
      class Orphan extends Base { }
      """);

  private final ClassHierarchy hierarchy = new ClassHierarchy(CLASSES::get);

  @Test
  void class_is_assignable_to_what_it_inherits_in_any_way() {
    assertTrue(hierarchy.isAssignable("a/Sub", "a/Sub"));
    assertTrue(hierarchy.isAssignable("a/Sub", "a/Base"));
    assertTrue(hierarchy.isAssignable("a/Sub", "a/Left"));
    assertTrue(hierarchy.isAssignable("a/Sub", "a/Top"));
    assertTrue(hierarchy.isAssignable("a/Sub", "java/lang/Object"));
  }

  @Test
  void class_is_not_assignable_to_its_siblings_and_subclasses() {
    ClassHierarchy complete = new ClassHierarchy(
        name -> CLASSES.getOrDefault(name, name.equals("java/lang/Object") ? jdk(name) : null));

    assertFalse(complete.isAssignable("java/lang/Object", "a/Sub"));
    assertFalse(complete.isAssignable("a/Base", "a/Sub"));
    assertFalse(complete.isAssignable("a/Orphan", "a/Sub"));
    assertFalse(complete.isAssignable("a/Left", "a/Base"));
  }

  @Test
  void unknown_type_counts_as_fitting() {
    assertFalse(hierarchy.isKnown("b/Missing"));
    assertFalse(hierarchy.isInterface("b/Missing"));
    assertEquals("java/lang/Object", hierarchy.superName("b/Missing"));
    assertTrue(hierarchy.isAssignable("b/Missing", "a/Sub"));
    assertTrue(hierarchy.isAssignable("a/Sub", "b/Missing"));
  }

  @Test
  void object_has_no_superclass_and_an_interface_has_object() {
    assertNull(hierarchy.superName("java/lang/Object"));
    assertEquals("java/lang/Object", hierarchy.superName("a/Left"));
    assertEquals("a/Base", hierarchy.superName("a/Sub"));
    assertTrue(hierarchy.isInterface("a/Left"));
  }

  @Test
  void each_class_is_read_once() {
    List<String> read = new ArrayList<>();
    ClassHierarchy counted = new ClassHierarchy(name -> {
      read.add(name);
      return CLASSES.get(name);
    });

    counted.isAssignable("a/Sub", "a/Base");
    counted.isAssignable("a/Sub", "a/Top");
    counted.isKnown("b/Missing");
    counted.isKnown("b/Missing");

    assertEquals(List.of("a/Sub", "a/Base", "a/Left", "b/Missing"), read);
  }

  @Test
  void unreadable_class_is_unknown() {
    ClassHierarchy broken = new ClassHierarchy(name -> {
      if (name.equals("b/Broken")) {
        throw new IOException("broken");
      }
      return new byte[] {1, 2, 3};
    });

    assertFalse(broken.isKnown("b/Broken"));
    assertFalse(broken.isKnown("b/NoClassFile"));
  }

  @Test
  void class_that_is_added_hides_the_one_of_the_source() {
    byte[] other = JavaSource.compileOne("package a; class Sub extends Thread { }");

    hierarchy.superName("a/Sub");
    hierarchy.add(other);

    assertEquals("java/lang/Thread", hierarchy.superName("a/Sub"));
  }

  private static byte[] jdk(String name) throws IOException {
    try (var stream = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return stream.readAllBytes();
    }
  }
}
