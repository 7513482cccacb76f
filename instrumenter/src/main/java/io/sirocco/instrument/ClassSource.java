package io.sirocco.instrument;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Where class files are looked up by name. Only bytes are read; no class is ever loaded.
 *
 * <p>The sources made here may be used by any number of threads.
 */
@FunctionalInterface
public interface ClassSource extends Closeable {
  /**
   * Finds a class file.
   *
   * @param internalName such as {@code java/util/List}
   * @return its bytes, or null if this source does not have it
   * @throws IOException if it is there but cannot be read
   */
  byte[] find(String internalName) throws IOException;

  /**
   * All files of this path that the source has, such as the lists of services below {@code
   * META-INF/services}; none by default.
   *
   * @param path with slashes and with the extension
   * @return their contents, in the order of the source
   * @throws IOException if one is there but cannot be read
   */
  default List<byte[]> resources(String path) throws IOException {
    return List.of();
  }

  /** Gives back what the source holds open, such as jars; without effect for most sources. */
  @Override
  default void close() throws IOException {}

  /**
   * The classes of a class path, in its order. A jar is opened when it is first asked and stays open
   * until {@link #close}; of a multi-release jar the classes for the running JVM are read.
   *
   * @param entries directories and jars; what does not exist is left out, as {@code java} does
   */
  static ClassSource classPath(Collection<Path> entries) {
    return new ClassPathSource(entries);
  }

  /**
   * What a class loader would find, as resources: its own classes, its parents' and the JDK's.
   *
   * @param loader not null; none of its classes is loaded
   */
  static ClassSource loader(ClassLoader loader) {
    return new LoaderSource(loader);
  }

  /** The classes of all modules of the JDK that runs this code. */
  static ClassSource jdk() {
    return JdkSource.INSTANCE;
  }

  /** This source, and after it another one for what this one does not have; closing closes both. */
  default ClassSource or(ClassSource next) {
    return new ChainedSource(this, next);
  }
}
