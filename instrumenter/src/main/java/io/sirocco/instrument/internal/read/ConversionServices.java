package io.sirocco.instrument.internal.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ModuleNode;
import org.objectweb.asm.tree.ModuleProvideNode;

/**
 * Finds the types that conversion services on the class path teach {@code await}, without loading one. A
 * service says its type in its method {@code type()}, which nearly always returns a class literal.
 */
public final class ConversionServices {
  private static final String SERVICE = "io/sirocco/Conversion";
  private static final String LIST = "META-INF/services/" + SERVICE.replace('/', '.');

  private final ClassHierarchy.Source classes;
  private final Resources resources;

  /** Where files are found that are no classes. */
  @FunctionalInterface
  public interface Resources {
    /** The contents of all files of this path. */
    List<byte[]> find(String path) throws IOException;
  }

  /** Reads class files and lists of services when it is asked. */
  public ConversionServices(ClassHierarchy.Source classes, Resources resources) {
    this.classes = classes;
    this.resources = resources;
  }

  /**
   * Internal names of the types; {@code java/lang/Object} stands for a service whose type is not known,
   * so that nothing is said about types that it may convert.
   */
  public Set<String> types() {
    Set<String> types = new HashSet<>();
    for (String service : services()) {
      types.add(typeOf(service).orElse("java/lang/Object"));
    }
    return types;
  }

  private Set<String> services() {
    Set<String> services = new LinkedHashSet<>();
    try {
      resources.find(LIST).forEach(list -> services.addAll(listed(list)));
      resources.find("module-info.class").forEach(module -> services.addAll(provided(module)));
    } catch (IOException unreadable) {
      services.add("unreadable"); // which could be a service of any type
    }
    return services;
  }

  /** The format of {@code ServiceLoader}: a binary name per line, and comments behind a number sign. */
  private static List<String> listed(byte[] list) {
    return new String(list, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> provided(byte[] moduleInfo) {
    List<String> provided = new ArrayList<>();
    ClassNode node = new ClassNode();
    try {
      new ClassReader(moduleInfo).accept(node, ClassReader.SKIP_DEBUG);
    } catch (RuntimeException unreadable) {
      return List.of();
    }
    ModuleNode module = node.module;
    if (module != null && module.provides != null) {
      for (ModuleProvideNode provide : module.provides) {
        if (provide.service.equals(SERVICE)) {
          provided.addAll(provide.providers);
        }
      }
    }
    return provided;
  }

  private Optional<String> typeOf(String service) {
    Set<String> seen = new HashSet<>();
    String name = service;
    while (name != null && seen.add(name)) {
      ClassNode node = read(name);
      if (node == null) {
        return Optional.empty();
      }
      for (MethodNode method : node.methods) {
        if (method.name.equals("type") && method.desc.equals("()Ljava/lang/Class;")) {
          return literal(method);
        }
      }
      name = node.superName;
    }
    return Optional.empty();
  }

  private ClassNode read(String internalName) {
    return classes
        .read(internalName, reader -> {
          ClassNode node = new ClassNode();
          reader.accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
          return node;
        })
        .orElse(null);
  }

  /** What a method returns that does nothing else than return a class literal. */
  private static Optional<String> literal(MethodNode method) {
    List<AbstractInsnNode> code = new ArrayList<>();
    method.instructions.forEach(insn -> {
      if (insn.getOpcode() >= 0) {
        code.add(insn);
      }
    });
    boolean isLiteral = code.size() == 2
        && code.get(0) instanceof LdcInsnNode ldc
        && ldc.cst instanceof Type
        && code.get(1).getOpcode() == Opcodes.ARETURN;
    return isLiteral
        ? Optional.of(((Type) ((LdcInsnNode) code.get(0)).cst).getInternalName())
        : Optional.empty();
  }
}
