package io.sirocco.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class files of the running JDK, all its modules, also those that this program does not require.
 * A package is in one module only.
 */
final class JdkSource implements ClassSource {
  static final JdkSource INSTANCE = new JdkSource();

  private final Map<String, ModuleReference> modules = new HashMap<>(); // by package; not changed
  private final Map<ModuleReference, ModuleReader> readers = new ConcurrentHashMap<>();

  private JdkSource() {
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (String name : module.descriptor().packages()) {
        modules.put(name, module);
      }
    }
  }

  @Override
  public byte[] find(String internalName) throws IOException {
    ModuleReference module = modules.get(packageOf(internalName));
    if (module == null) {
      return null;
    }
    InputStream found = reader(module).open(internalName + ".class").orElse(null);
    try (found) {
      return found == null ? null : found.readAllBytes();
    }
  }

  private static String packageOf(String internalName) {
    int end = internalName.lastIndexOf('/');
    return end < 0 ? "" : internalName.substring(0, end).replace('/', '.');
  }

  /** Two threads may both open one; it holds nothing but the image, which the JVM keeps open. */
  private ModuleReader reader(ModuleReference module) throws IOException {
    ModuleReader known = readers.get(module);
    if (known != null) {
      return known;
    }
    ModuleReader opened = module.open();
    readers.put(module, opened);
    return opened;
  }
}
