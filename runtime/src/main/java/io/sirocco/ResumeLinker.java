package io.sirocco;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * For generated code only: links the call of a private resume method from its frame class.
 *
 * <p>Both classes are in one package of one module and one loader, so the frame may look into its
 * owner (JLS 12.4 and {@link MethodHandles#privateLookupIn}); the JIT compilers see a direct call.
 */
public final class ResumeLinker {
  private ResumeLinker() {}

  /**
   * Bootstrap method of the call.
   *
   * @param frame lookup of the frame class
   * @param name of the resume method
   * @param type of the call: the receiver, if the method has one, the frame, and the outcome
   * @param owner the class that declares the resume method
   * @throws ReflectiveOperationException if frame class and owner do not belong together
   */
  public static CallSite link(Lookup frame, String name, MethodType type, Class<?> owner)
      throws ReflectiveOperationException {
    Lookup inOwner = MethodHandles.privateLookupIn(owner, frame);
    boolean isStatic = type.parameterType(0) == frame.lookupClass();
    MethodHandle resume = isStatic
        ? inOwner.findStatic(owner, name, type)
        : inOwner.findSpecial(owner, name, type.dropParameterTypes(0, 1), owner);
    return new ConstantCallSite(resume);
  }
}
