package io.sirocco.benchmarks.weaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Prints by how much weaving makes a clean build of a large module longer: the sources of a library and
 * classes with coroutines, with and without the plugin.
 */
public final class BuildCost {
  private static final int COROUTINES_PER_CLASS = 5;

  private static final String POM = """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>large</groupId>
        <artifactId>large</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          <dependency>
            <groupId>io.sirocco</groupId>
            <artifactId>sirocco-runtime</artifactId>
            <version>VERSION</version>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <artifactId>maven-clean-plugin</artifactId>
              <version>3.5.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.5.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.16.0</version>
            </plugin>
          </plugins>
        </build>
        <profiles>
          <profile>
            <id>woven</id>
            <build>
              <plugins>
                <plugin>
                  <groupId>io.sirocco</groupId>
                  <artifactId>sirocco-maven-plugin</artifactId>
                  <version>VERSION</version>
                  <executions>
                    <execution>
                      <goals>
                        <goal>instrument</goal>
                      </goals>
                    </execution>
                  </executions>
                </plugin>
              </plugins>
            </build>
          </profile>
        </profiles>
      </project>
      """;

  private static final String SERVICE = """
      package app;

      import static io.sirocco.Coroutines.await;
      import static io.sirocco.Coroutines.sleep;

      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import java.io.IOException;
      import java.time.Duration;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.function.Function;

      public class NAME {
        private final Function<String, Future<String>> fetch;
        private int calls;

        public NAME(Function<String, Future<String>> fetch) {
          this.fetch = fetch;
        }

        @Coroutine
        public Future<List<String>> all(List<String> urls) {
          List<String> pages = new ArrayList<>();
          for (String url : urls) {
            pages.add(await(load(url)));
          }
          return Future.of(pages);
        }

        @Coroutine
        public Future<String> load(String url) {
          calls++;
          String page = await(fetch.apply(url));
          return Future.of(page.trim());
        }

        @Coroutine
        public Future<String> retried(String url, int times) throws IOException {
          for (int i = 0; i < times; i++) {
            try {
              return Future.of(await(load(url)));
            } catch (IllegalStateException e) {
              await(sleep(Duration.ofMillis(100L << i)));
            } finally {
              calls--;
            }
          }
          throw new IOException("no answer from " + url);
        }

        @Coroutine
        public Future<Integer> sizes(String a, String b) {
          Future<String> first = load(a);
          Future<String> second = load(b);
          return Future.of(await(first).length() + await(second).length());
        }

        @Coroutine
        public Future<Integer> matrix(int[][] rows, Future<Integer> factor) {
          int sum = 0;
          for (int[] row : rows) {
            for (int x : row) {
              sum += x;
            }
            sum *= await(factor);
          }
          return Future.of(sum);
        }
      }
      """;

  private final Path module;

  private BuildCost(Path module) {
    this.module = module;
  }

  /**
   * Arguments: the folder to make for the module; a jar with sources; the version of Sirocco in the local
   * repository; how many coroutines; how many pairs of builds, which take turns.
   */
  public static void main(String[] args) throws Exception {
    BuildCost cost = new BuildCost(Path.of(args[0]));
    int coroutines = Integer.parseInt(args[3]);
    cost.makeModule(Path.of(args[1]), args[2], coroutines);
    int pairs = Integer.parseInt(args[4]);
    double more = cost.build("-q")
        .median(cost.build("-q", "-P", "woven"), pairs, (without, with) -> with / without - 1);
    System.out.printf(
        "%d coroutines: %+.0f %%, the median of %d pairs%n", coroutines, 100 * more, pairs);
  }

  private TimedCommand build(String... options) {
    List<String> words = new ArrayList<>(List.of("mvn", "-B", "clean", "process-classes"));
    words.addAll(List.of(options));
    return new TimedCommand(module, words);
  }

  private void makeModule(Path library, String version, int coroutines) throws IOException {
    if (Files.exists(module)) {
      throw new IOException("there is something already: " + module);
    }
    Path sources = module.resolve("src/main/java");
    try (JarFile jar = new JarFile(library.toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".java")) {
          write(sources.resolve(entry.getName()), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    for (int i = 0; i < coroutines / COROUTINES_PER_CLASS; i++) {
      String name = "Service" + i;
      write(
          sources.resolve("app/" + name + ".java"),
          SERVICE.replace("NAME", name).getBytes());
    }
    write(module.resolve("pom.xml"), POM.replace("VERSION", version).getBytes());
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
