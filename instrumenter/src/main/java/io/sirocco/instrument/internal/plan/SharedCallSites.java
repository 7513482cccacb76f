package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.read.Instructions;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * The {@code invokedynamic} instructions that must not be copied.
 *
 * <p>Each of them is linked once, and keeps what its bootstrap method has returned (JVMS 6.5). A lambda
 * expression that captures nothing is the same object each time; two copies of its instruction would
 * make two objects of it, and which one a program gets would depend on whether it had been suspended.
 * So such an instruction gets a method of its own, which all copies call.
 */
final class SharedCallSites {
  /** What these link to has no state, and its results have no identity that outlives a call. */
  private static final Set<String> STATELESS = Set.of(
      "java/lang/invoke/StringConcatFactory",
      "java/lang/runtime/ObjectMethods",
      "java/lang/runtime/SwitchBootstraps");

  private SharedCallSites() {}

  /**
   * Finds them, in their order; with the names of their methods.
   *
   * @param number of the coroutine in its class
   */
  static Map<InvokeDynamicInsnNode, String> of(
      InsnList insns, ResumedBody body, String method, int number) {
    BitSet copied = new BitSet();
    body.parts().forEach(part -> copied.or(part.kept()));
    Map<InvokeDynamicInsnNode, String> sites = new LinkedHashMap<>();
    copied.stream().forEach(index -> {
      if (insns.get(index) instanceof InvokeDynamicInsnNode site && isRemembered(site)) {
        sites.put(site, GeneratedNames.callSiteMethod(method, number, sites.size()));
      }
    });
    return Collections.unmodifiableMap(sites);
  }

  private static boolean isRemembered(InvokeDynamicInsnNode site) {
    boolean capturesNothing = site.desc.startsWith("()");
    return Instructions.isLambda(site) ? capturesNothing : !STATELESS.contains(site.bsm.getOwner());
  }
}
