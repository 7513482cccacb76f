package io.sirocco.it.apply;

/** Sources of programs that load classes in unusual ways; {@code launch.*} itself has no coroutine. */
final class Loaders {

  /** Reads classes out of a jar with jars in it, in the manner of Spring Boot. */
  static final String FAT_JAR_LAUNCHER = """
      package launch;
      import java.io.ByteArrayInputStream;
      import java.io.InputStream;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.HashMap;
      import java.util.Map;
      import java.util.zip.ZipEntry;
      import java.util.zip.ZipInputStream;
      public class FatJarLauncher extends ClassLoader {
        private final Map<String, byte[]> files = new HashMap<>();
        FatJarLauncher(byte[] jar) throws Exception {
          super("fat jar", FatJarLauncher.class.getClassLoader());
          read(jar, "");
        }
        private void read(byte[] jar, String ignoredPrefix) throws Exception {
          ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar));
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] content = zip.readAllBytes();
            if (entry.getName().endsWith(".jar")) {
              read(content, "");
            } else {
              files.put(entry.getName().replace("BOOT-INF/classes/", ""), content);
            }
          }
        }
        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
          byte[] file = files.get(name.replace('.', '/') + ".class");
          if (file == null) throw new ClassNotFoundException(name);
          return defineClass(name, file, 0, file.length);
        }
        @Override public InputStream getResourceAsStream(String name) {
          byte[] file = files.get(name);
          return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
        }
        @Override public String toString() { return "fat jar"; }
        public static void main(String[] args) throws Throwable {
          ClassLoader loader = new FatJarLauncher(Files.readAllBytes(Path.of(args[0])));
          try {
            loader.loadClass(args[1]).getMethod("main", String[].class).invoke(null, (Object) null);
          } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause();
          }
        }
      }
      """;

  /** Loads the same class in two loaders and runs both. */
  static final String TWO_LOADERS = """
      package launch;
      import java.net.URL;
      import java.net.URLClassLoader;
      import java.nio.file.Path;
      public class TwoLoaders {
        public static void main(String[] args) throws Exception {
          for (int i = 0; i < 2; i++) {
            URLClassLoader loader = new URLClassLoader(new URL[] {Path.of(args[0]).toUri().toURL()});
            System.out.println(loader.loadClass("com.acme.Adder").getMethod("run").invoke(null));
          }
        }
      }
      """;

  /**
   * Lets eight threads define the same class, in a loader that has no lock against that: one wins,
   * the others get a LinkageError and take the winner's class.
   */
  static final String RACE = """
      package launch;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.Set;
      import java.util.concurrent.ConcurrentSkipListSet;
      import java.util.concurrent.CyclicBarrier;
      public class Race extends ClassLoader {
        static { registerAsParallelCapable(); }
        private final byte[] file;
        private final CyclicBarrier barrier = new CyclicBarrier(8);
        Race(byte[] file) {
          super(Race.class.getClassLoader());
          this.file = file;
        }
        Class<?> load() throws Exception {
          barrier.await();
          try {
            return defineClass("com.acme.Adder", file, 0, file.length);
          } catch (LinkageError duplicate) {
            return findLoadedClass("com.acme.Adder");
          }
        }
        public static void main(String[] args) throws Exception {
          Set<Object> results = new ConcurrentSkipListSet<>();
          for (int round = 0; round < 20; round++) {
            Race loader = new Race(Files.readAllBytes(Path.of(args[0], "com/acme/Adder.class")));
            Thread[] threads = new Thread[8];
            for (int i = 0; i < 8; i++) {
              threads[i] = new Thread(() -> {
                try {
                  results.add(loader.load().getMethod("run").invoke(null));
                } catch (Throwable e) {
                  e.printStackTrace();
                }
              });
              threads[i].start();
            }
            for (Thread thread : threads) thread.join();
          }
          System.out.println(results);
        }
      }
      """;

  /** Defines a class without saying its name. */
  static final String NAMELESS = """
      package launch;
      import java.nio.file.Files;
      import java.nio.file.Path;
      public class Nameless extends ClassLoader {
        public static void main(String[] args) throws Exception {
          byte[] file = Files.readAllBytes(Path.of(args[0]));
          Class<?> adder = new Nameless().defineClass(null, file, 0, file.length);
          System.out.println(adder.getMethod("run").invoke(null));
        }
      }
      """;

  private Loaders() {}
}
