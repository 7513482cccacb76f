package io.sirocco.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Calls {@code ClassLoader.defineClass}, which is protected.
 *
 * <p>{@code Lookup.defineClass} will not do: it wants a loaded class of the same package, and while
 * the first class of a package is transformed there is none. So {@code java.lang} is opened – not to
 * the unnamed module, where all of the class path is, but to one that has a single class of ours and
 * a class loader of its own (JaCoCo's {@code AgentModule} does the same).
 */
final class LoaderClassDefiner implements ClassDefiner {
  private final MethodHandle
      defineClass; // (ClassLoader, String, byte[], int, int, ProtectionDomain)

  private LoaderClassDefiner(MethodHandle defineClass) {
    this.defineClass = defineClass;
  }

  /** Opens {@code java.lang} as far as needed. */
  static LoaderClassDefiner open(Instrumentation instrumentation) {
    Class<?> key = new IsolatedLoader().define(DefineClassHandle.class);
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(key.getModule())),
        Set.of(),
        Map.of());
    try {
      Supplier<?> supplier = (Supplier<?>) key.getConstructor().newInstance();
      return new LoaderClassDefiner((MethodHandle) supplier.get());
    } catch (ReflectiveOperationException exception) {
      throw new LinkageError("java.lang could not be opened", exception);
    }
  }

  @Override
  public void define(ClassLoader loader, String name, byte[] classFile, ProtectionDomain domain) {
    try {
      defineClass.invoke(loader, name, classFile, 0, classFile.length, domain);
    } catch (Error | RuntimeException exception) {
      throw exception;
    } catch (Throwable exception) {
      throw new AssertionError("defineClass has no checked exceptions", exception);
    }
  }

  /** A class loader with one class, and hence an unnamed module with one class. */
  private static final class IsolatedLoader extends ClassLoader {
    IsolatedLoader() {
      super(null);
    }

    Class<?> define(Class<?> original) {
      byte[] classFile = read(original);
      // With the rights of the agent, if the JVM has a security manager.
      return defineClass(
          original.getName(), classFile, 0, classFile.length, original.getProtectionDomain());
    }

    private static byte[] read(Class<?> original) {
      String file = original.getSimpleName() + ".class";
      try (InputStream in = original.getResourceAsStream(file)) {
        return in.readAllBytes();
      } catch (IOException exception) {
        throw new LinkageError("agent jar without " + file, exception);
      }
    }
  }
}
