package io.sirocco.instrument.internal.read;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells what lambda expressions of a class stand in. Compilers make methods of their bodies, with names
 * that no user has written, such as {@code lambda$static$3}.
 */
public final class LambdaPlaces {
  /** As javac and ECJ name bodies in dead code, where no instruction refers to them. */
  private static final Pattern BODY = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private final Map<String, Site> sites = new HashMap<>(); // by name of the body
  private final Set<String> synthetic = new HashSet<>(); // names of methods

  /** The instruction that makes the object of a lambda expression. */
  private record Site(MethodNode method, InvokeDynamicInsnNode insn) {}

  /** Looks through a class once. */
  public LambdaPlaces(ClassNode owner) {
    for (MethodNode method : owner.methods) {
      if ((method.access & Opcodes.ACC_SYNTHETIC) != 0) {
        synthetic.add(method.name);
      }
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof InvokeDynamicInsnNode indy) {
          bodyOf(owner, indy).ifPresent(body -> sites.putIfAbsent(body, new Site(method, indy)));
        }
      }
    }
  }

  /** The method that a lambda expression is made of, if the instruction makes one of this class. */
  private static Optional<String> bodyOf(ClassNode owner, InvokeDynamicInsnNode indy) {
    for (Object argument : indy.bsmArgs) {
      if (argument instanceof Handle handle
          && handle.getOwner().equals(owner.name)
          && isNamedAsBody(handle.getName())) {
        return Optional.of(handle.getName());
      }
    }
    return Optional.empty();
  }

  /** By javac and ECJ, by scalac, or by kotlinc. */
  private static boolean isNamedAsBody(String method) {
    return method.startsWith("lambda$")
        || method.startsWith("$anonfun$")
        || method.contains("$lambda$");
  }

  /** The method that the expression stands in; the given one if it is no body of a lambda expression. */
  public MethodNode methodAround(MethodNode body) {
    Set<String> seen = new HashSet<>();
    MethodNode method = body;
    for (Site site = sites.get(body.name);
        site != null && seen.add(method.name);
        site = sites.get(method.name)) {
      method = site.method();
    }
    return method;
  }

  /**
   * A name that the user knows: of a body, the method or the field whose initial value it stands in and
   * {@code , in a lambda}; of any other method its own.
   */
  public String nameOf(String method) {
    Set<String> seen = new HashSet<>();
    String name = method;
    while (isBody(name) && seen.add(name)) {
      Site site = sites.get(name);
      name = site == null ? guessed(name) : nameAround(site);
    }
    return seen.isEmpty() ? name : name + ", in a lambda";
  }

  private boolean isBody(String method) {
    return sites.containsKey(method) || synthetic.contains(method) && isNamedAsBody(method);
  }

  private static String nameAround(Site site) {
    boolean initialises = site.method().name.startsWith("<");
    AbstractInsnNode next = site.insn().getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    boolean isStored = next != null
        && (next.getOpcode() == Opcodes.PUTFIELD || next.getOpcode() == Opcodes.PUTSTATIC);
    return initialises && isStored ? ((FieldInsnNode) next).name : site.method().name;
  }

  private static String guessed(String body) {
    Matcher matcher = BODY.matcher(body);
    if (!matcher.matches()) {
      return body;
    }
    return switch (matcher.group(1)) {
      case "static" -> "<clinit>";
      case "new" -> "<init>";
      default -> matcher.group(1);
    };
  }
}
