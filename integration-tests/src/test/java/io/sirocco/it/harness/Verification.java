package io.sirocco.it.harness;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Checks classes twice: by the JVM that runs the tests, and by ASM, which explains better. */
public final class Verification {
  private Verification() {}

  /**
   * Checks all classes.
   *
   * @throws AssertionError about the first bad one; its text lies in the folder of {@link Remains}
   */
  public static void verify(ClassFiles classes) {
    TargetLoader loader = new TargetLoader(classes);
    classes.byName().forEach((name, bytes) -> verify(name, bytes, loader));
  }

  /**
   * Has the JVM check all classes.
   *
   * @param loader that defines them
   * @throws AssertionError as {@link #verify(ClassFiles)}
   */
  static void link(ClassFiles classes, TargetLoader loader) {
    classes.byName().forEach((name, bytes) -> {
      try {
        Class.forName(name.replace('/', '.'), false, loader).getDeclaredMethods();
      } catch (LinkageError | ClassNotFoundException e) {
        verify(name, bytes, new TargetLoader(classes)); // says more
        throw new AssertionError(e);
      }
    });
  }

  private static void verify(String name, byte[] bytes, ClassLoader loader) {
    try {
      Class.forName(name.replace('/', '.'), false, loader).getDeclaredMethods(); // links
    } catch (LinkageError | ClassNotFoundException e) {
      throw new AssertionError(name + " does not link: " + e + Remains.leave(name, bytes), e);
    }
    String complaint = complaintOfAsm(bytes, loader);
    if (!complaint.isEmpty()) {
      throw new AssertionError(name + ": " + complaint + Remains.leave(name, bytes));
    }
  }

  private static String complaintOfAsm(byte[] bytes, ClassLoader loader) {
    StringWriter complaint = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(bytes), loader, false, new PrintWriter(complaint));
    return complaint.toString();
  }
}
