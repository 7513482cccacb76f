package io.sirocco.it.apply;

/** An agent for a JVM of a test: writes classes as that JVM gets them from the agents before this one. */
final class DumpAgent {
  private static final String SOURCE = """
      package dump;
      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.security.ProtectionDomain;
      public class Dump implements ClassFileTransformer {
        private static Path directory;
        public static void premain(String options, Instrumentation instrumentation) {
          directory = Path.of(options);
          instrumentation.addTransformer(new Dump(), true);
        }
        @Override public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if (name.startsWith("PREFIX")) {
            try {
              Path target = directory.resolve(name + ".class");
              Files.createDirectories(target.getParent());
              Files.write(target, file);
            } catch (java.io.IOException e) {
              e.printStackTrace();
            }
          }
          return null;
        }
      }
      """;

  private DumpAgent() {}

  /**
   * Source of the agent {@code dump.Dump}; its option is the directory to write to.
   *
   * @param prefix what the internal names of the written classes begin with
   */
  static String source(String prefix) {
    return SOURCE.replace("PREFIX", prefix);
  }
}
