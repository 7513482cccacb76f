package io.sirocco.it.harness;

import java.util.Map;

/** Defines the classes of one target itself, before its parent is asked: each run has its own. */
public final class TargetLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  public TargetLoader(ClassFiles classes) {
    super(TargetLoader.class.getClassLoader());
    this.classes = classes.byName();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
