package io.sirocco.torture;

import io.sirocco.torture.rt.LinkJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** Checks class files in two ways: by the JVM, and by ASM, which explains better. */
final class Verification {
  private static final int LONGEST_SECONDS = 300;

  private Verification() {}

  /**
   * Checks all classes of a directory.
   *
   * @param others the rest of the class path
   * @param log file for notes; more are put beside it
   * @return the first complaint about each bad class, by internal name
   */
  static Map<String, String> complaints(Path directory, List<Path> others, Path log)
      throws IOException {
    Map<String, byte[]> classes = ClassFolder.read(directory);
    List<Path> classPath = new ArrayList<>(List.of(directory));
    classPath.addAll(others);
    classPath.addAll(Jvm.runtime());
    Map<String, String> complaints = new TreeMap<>();
    try (URLClassLoader loader = ClassFolder.loader(classPath)) {
      classes.forEach((name, classFile) -> {
        String complaint = complaintOfAsm(classFile, loader);
        if (!complaint.isEmpty()) {
          complaints.put(name, "ASM: " + complaint);
        }
      });
    }
    complaints.putAll(complaintsOfJvm(classes, classPath, log));
    return complaints;
  }

  private static String complaintOfAsm(byte[] classFile, ClassLoader loader) {
    StringWriter complaint = new StringWriter();
    try {
      CheckClassAdapter.verify(
          new ClassReader(classFile), loader, false, new PrintWriter(complaint));
    } catch (RuntimeException e) { // it has no exception of its own
      return e.toString();
    }
    return complaint.toString();
  }

  private static Map<String, String> complaintsOfJvm(
      Map<String, byte[]> classes, List<Path> classPath, Path log) throws IOException {
    Path names = log.resolveSibling("classes.txt");
    Path result = log.resolveSibling("not-linked.txt");
    Files.write(
        names, classes.keySet().stream().map(name -> name.replace('/', '.')).toList());
    Files.deleteIfExists(result);
    List<String> arguments = List.of(names.toString(), result.toString());
    int exitCode = Jvm.run(
        LinkJvm.class,
        classPath,
        List.of("-XX:TieredStopAtLevel=1"),
        arguments,
        log.getParent(),
        log,
        LONGEST_SECONDS);
    if (exitCode != 0) {
      throw new IOException("exit code " + exitCode + ":\n" + Files.readString(log));
    }
    Map<String, String> complaints = new TreeMap<>();
    for (String line : Files.readAllLines(result)) {
      String[] parts = line.split("\t", 2);
      complaints.put(parts[0].replace('.', '/'), "JVM: " + parts[1].replace("\\n", "\n"));
    }
    return complaints;
  }

  /** The methods that call {@code await}, as {@code com/acme/Owner.name(I)V}. */
  static List<String> methodsWithAwait(Map<String, byte[]> classes) {
    List<String> found = new ArrayList<>();
    for (byte[] classFile : classes.values()) {
      ClassNode owner = new ClassNode();
      new ClassReader(classFile).accept(owner, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      for (MethodNode method : owner.methods) {
        if (hasAwait(method)) {
          found.add(owner.name + "." + method.name + method.desc);
        }
      }
    }
    return found;
  }

  private static boolean hasAwait(MethodNode method) {
    for (var instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals("io/sirocco/Coroutines")
          && call.name.equals("await")) {
        return true;
      }
    }
    return false;
  }
}
