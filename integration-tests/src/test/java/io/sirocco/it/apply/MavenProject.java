package io.sirocco.it.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Maven project as a user of the plugin has it.
 *
 * <p>It is built by a Maven of its own, with a local repository of its own in {@code target}. There
 * this build's artifacts are put, so that nothing has to be installed; everything else is taken from
 * the local repository of this build, or downloaded.
 */
final class MavenProject {
  static final String VERSION = System.getProperty("sirocco.version");

  private static final Path SIROCCO = Path.of(System.getProperty("sirocco.project.directory"));
  private static final Path REPOSITORY =
      Path.of("target", "maven-it-repository").toAbsolutePath();

  private static final String POM = """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.acme</groupId>
        <artifactId>%s</artifactId>
        <version>1</version>
        <packaging>%s</packaging>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <repositories>
          <repository>%s</repository>
        </repositories>
        <pluginRepositories>
          <pluginRepository>%s</pluginRepository>
        </pluginRepositories>
        <dependencies>
          <dependency>
            <groupId>io.sirocco</groupId>
            <artifactId>sirocco-runtime</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.16.0</version>
            </plugin>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.5.0</version>
            </plugin>
            <plugin>
              <groupId>io.sirocco</groupId>
              <artifactId>sirocco-maven-plugin</artifactId>
              <version>%s</version>
              %s
            </plugin>
          </plugins>
        </build>
        %s
      </project>
      """;

  private final Path directory;

  private MavenProject(Path directory) {
    this.directory = directory;
  }

  /**
   * A project {@code com.acme:demo} with both goals bound to their default phases.
   *
   * @param configuration of the plugin; may be empty
   */
  static MavenProject withGoals(Path directory, String configuration, String... goals) {
    StringBuilder executions = new StringBuilder("<executions><execution><goals>");
    for (String goal : goals) {
      executions.append("<goal>").append(goal).append("</goal>");
    }
    executions.append("</goals></execution></executions>");
    executions.append("<configuration>").append(configuration).append("</configuration>");
    return make(directory, pom("demo", "jar", executions.toString(), ""));
  }

  /** As {@link #withGoals} with {@code instrument} and {@code instrument-test}. */
  static MavenProject weaving(Path directory) {
    return withGoals(directory, "", "instrument", "instrument-test");
  }

  /** A parent with both goals bound in every module. */
  static MavenProject weavingModules(Path directory, String... modules) {
    StringBuilder list = new StringBuilder("<modules>");
    for (String module : modules) {
      list.append("<module>").append(module).append("</module>");
    }
    list.append("</modules>");
    String executions = "<executions><execution><goals><goal>instrument</goal>"
        + "<goal>instrument-test</goal></goals></execution></executions>";
    return make(directory, pom("parent", "pom", executions, list.toString()));
  }

  private static MavenProject make(Path directory, String pom) {
    MavenProject project = new MavenProject(directory);
    project.write("pom.xml", pom);
    project.write(".mvn/jvm.config", "-XX:TieredStopAtLevel=1\n"); // also makes it a root directory
    return project;
  }

  private static String pom(String name, String packaging, String executions, String modules) {
    Path known = Path.of(System.getProperty("sirocco.local.repository"));
    String repository = "<id>known</id><url>" + known.toUri() + "</url>"
        + "<releases><checksumPolicy>ignore</checksumPolicy></releases>";
    return POM.formatted(
        name, packaging, repository, repository, VERSION, VERSION, executions, modules);
  }

  /** Makes the project use the runtime under another version. */
  void useRuntime(String version) {
    Path folder = SIROCCO.resolve("runtime");
    install(folder.resolve("pom.xml"), "sirocco-runtime", version, "pom");
    install(jarOf(folder, "sirocco-runtime"), "sirocco-runtime", version, "jar");
    String pom = read("pom.xml");
    String dependency = "<artifactId>sirocco-runtime</artifactId>\n      <version>";
    write("pom.xml", pom.replace(dependency + VERSION, dependency + version));
  }

  /** Adds a module to a parent. */
  void module(String name, String packaging, String dependencies) {
    write(name + "/pom.xml", """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent>
          <artifactId>%s</artifactId>
          <packaging>%s</packaging>
          <dependencies>%s</dependencies>
        </project>
        """.formatted(name, packaging, dependencies));
  }

  void write(String path, String content) {
    Path file = directory.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private String read(String path) {
    try {
      return Files.readString(directory.resolve(path));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Writes a main class, and returns where. */
  Path source(String source) {
    return Sources.write(directory.resolve("src/main/java"), source);
  }

  Path testSource(String source) {
    return Sources.write(directory.resolve("src/test/java"), source);
  }

  Path path(String path) {
    return directory.resolve(path);
  }

  /** Runs Maven. */
  Build build(String... arguments) {
    installSirocco();
    Path bin = Path.of(System.getProperty("sirocco.maven.home"), "bin");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(bin.resolve(windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(
        List.of("-B", "-ntp", "-Dstyle.color=never", "-Dmaven.repo.local=" + REPOSITORY));
    command.addAll(Arrays.asList(arguments));
    return new Build(Child.run(directory, command));
  }

  private static void installSirocco() {
    install(SIROCCO.resolve("pom.xml"), "sirocco-parent", VERSION, "pom");
    for (String module : List.of("runtime", "instrumenter", "maven-plugin")) {
      String artifact = "sirocco-" + module;
      Path folder = SIROCCO.resolve(module);
      install(folder.resolve("pom.xml"), artifact, VERSION, "pom");
      install(jarOf(folder, artifact), artifact, VERSION, "jar");
    }
  }

  private static Path jarOf(Path module, String artifact) {
    return module.resolve("target/" + artifact + "-" + VERSION + ".jar");
  }

  private static void install(Path file, String artifact, String version, String type) {
    Path folder = REPOSITORY.resolve("io/sirocco").resolve(artifact).resolve(version);
    try {
      Files.createDirectories(folder);
      Files.copy(
          file,
          folder.resolve(artifact + "-" + version + "." + type),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES); // new times would mean: compile all again
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** What came of a run of Maven. */
  record Build(Child process) {

    boolean succeeded() {
      return process.exitCode() == 0;
    }

    String log() {
      return process.out() + process.err();
    }

    /** The lines that our plugin logs with level INFO or WARNING. */
    List<String> lines() {
      return process
          .out()
          .lines()
          .filter(line ->
              line.matches("\\[(INFO|WARNING)\\] +(Wove |Nothing to weave|Skipped|sirocco-).*"))
          .toList();
    }

    /** What Maven prints as the reason of the failure. */
    String failure() {
      return process
          .out()
          .replaceFirst("(?s).*?(\\[ERROR\\] Failed to execute goal)", "$1")
          .replaceFirst("(?s)(\n\\[ERROR\\])? -> \\[Help 1\\].*", "");
    }
  }
}
