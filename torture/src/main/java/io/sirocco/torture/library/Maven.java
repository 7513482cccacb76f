package io.sirocco.torture.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts Maven to download things: the one that runs this build, with its settings and its local
 * repository. It alone knows mirrors, proxies and passwords, and what a pom means.
 *
 * @param home where Maven is installed
 * @param settings the user's settings, a file that need not exist
 * @param repository the local repository
 * @param offline whether nothing may be downloaded
 */
public record Maven(Path home, Path settings, Path repository, boolean offline) {
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
  private static final int LONGEST_SECONDS = 600;

  /** TestJvm brings its own JUnit. */
  private static final String EXCLUDED_GROUPS =
      "org.junit.jupiter,org.junit.platform,org.junit.vintage,junit,org.opentest4j";

  private static final String POM = """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.sirocco.torture</groupId>
        <artifactId>download</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-dependency-plugin</artifactId>
              <configuration>
                <artifactItems>%s</artifactItems>
                <outputDirectory>${project.basedir}</outputDirectory>
              </configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String ITEM = """
      <artifactItem>
        <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
        <type>%s</type><classifier>%s</classifier>
        <destFileName>%s</destFileName>
      </artifactItem>
      """;

  /** Puts {@code library.jar}, {@code tests.jar} and {@code pom.xml} of a library into a folder. */
  void copy(Coordinates library, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path pom = folder.resolve("download.xml");
    String items = item(library, "jar", "", "library.jar")
        + item(library, "jar", "tests", "tests.jar")
        + item(library, "pom", "", "pom.xml");
    Files.writeString(pom, POM.formatted(items));
    run(pom, PLUGIN + ":copy");
  }

  private static String item(Coordinates library, String type, String classifier, String file) {
    return ITEM.formatted(
        library.group(), library.artifact(), library.version(), type, classifier, file);
  }

  /** Writes the class path that a pom names for its tests, without JUnit, into a file. */
  void writeTestClassPath(Path pom, Path file) throws IOException {
    run(
        pom,
        PLUGIN + ":build-classpath",
        "-DincludeScope=test",
        "-DexcludeGroupIds=" + EXCLUDED_GROUPS,
        "-Dmdep.outputFile=" + file);
  }

  private void run(Path pom, String... arguments) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-f", pom.toString(), "-Dmaven.repo.local=" + repository));
    if (Files.exists(settings)) {
      command.addAll(List.of("-s", settings.toString()));
    }
    if (offline) {
      command.add("-o");
    }
    command.addAll(List.of(arguments));
    Path log = pom.resolveSibling("maven.log");
    int exitCode = Child.run(command, pom.getParent(), log, LONGEST_SECONDS);
    if (exitCode != 0) {
      throw new IOException(
          "exit code " + exitCode + " of " + command + ":\n" + Files.readString(log));
    }
  }
}
