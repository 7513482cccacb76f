package io.sirocco.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The agent jar, as it is handed to users. */
class AgentIT {
  private static final Path AGENT_JAR = Path.of(System.getProperty("sirocco.agent.jar"));

  @Test
  void jar_holds_sirocco_without_its_runtime_and_nothing_else() throws IOException {
    List<String> strangers;
    try (JarFile jar = new JarFile(AGENT_JAR.toFile())) {
      strangers = jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(JarEntry::getName)
          .filter(name -> !name.startsWith("io/sirocco/agent/"))
          .filter(name -> !name.startsWith("io/sirocco/instrument/"))
          .filter(name -> !name.startsWith("META-INF/maven/io.sirocco/sirocco-agent/"))
          .filter(name -> !name.equals("META-INF/MANIFEST.MF"))
          .filter(name -> !name.startsWith("META-INF/licenses/"))
          .toList();
    }

    assertEquals(List.of(), strangers);
  }

  @Test
  void manifest_names_agent_and_command_line() throws IOException {
    Attributes manifest;
    try (JarFile jar = new JarFile(AGENT_JAR.toFile())) {
      manifest = jar.getManifest().getMainAttributes();
    }

    assertEquals("io.sirocco.agent.SiroccoAgent", manifest.getValue("Premain-Class"));
    assertEquals("io.sirocco.agent.SiroccoAgent", manifest.getValue("Agent-Class"));
    assertEquals("io.sirocco.agent.Cli", manifest.getValue("Main-Class"));
    assertEquals("false", manifest.getValue("Can-Retransform-Classes"));
  }

  @Test
  void jar_starts_as_program_and_as_its_own_agent() throws IOException, InterruptedException {
    String jar = AGENT_JAR.toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Process process = new ProcessBuilder(java, "-javaagent:" + jar, "-jar", jar, "--version")
        .redirectErrorStream(true)
        .start();
    String output = new String(process.getInputStream().readAllBytes());

    assertEquals(0, process.waitFor(), output);
    assertTrue(output.startsWith("sirocco 0."), output);
  }
}
