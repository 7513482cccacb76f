package io.sirocco.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.function.Supplier;

/**
 * Fetches {@code ClassLoader.defineClass}. A copy of this class is alone in the module that {@code
 * java.lang} is opened to, see {@link LoaderClassDefiner}; so it uses nothing but the JDK.
 */
public final class DefineClassHandle implements Supplier<MethodHandle> {
  private static final MethodType TYPE = MethodType.methodType(
      Class.class, String.class, byte[].class, int.class, int.class, ProtectionDomain.class);

  /** Public for reflection. */
  public DefineClassHandle() {}

  @Override
  public MethodHandle get() {
    try {
      return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
          .findVirtual(ClassLoader.class, "defineClass", TYPE);
    } catch (ReflectiveOperationException exception) {
      throw new LinkageError("java.lang is not open", exception);
    }
  }
}
