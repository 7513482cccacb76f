package io.sirocco.it.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A program that hangs, and the command line that asks another process what it waits for. */
class DumpCommandIT {
  private static final String AGENT_JAR =
      Path.of(System.getProperty("sirocco.agent.jar")).normalize().toString();

  private static ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /** Starts the program, reads its own dump, and lets it hang for as long as it is needed. */
  private static void whileSick(String option, Consumer<String> check, Asked asked)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("sick", ".err");
    Process program = java(
            option, "-cp", System.getProperty("java.class.path"), SickProgram.class.getName())
        .redirectErrorStream(false)
        .redirectError(errors.toFile())
        .start();
    try {
      StringBuilder own = new StringBuilder();
      BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine();
          line != null && !line.equals("--");
          line = out.readLine()) {
        own.append(line).append('\n');
      }
      check.accept(own.toString());
      asked.ask(Long.toString(program.pid()));
    } finally {
      program.destroyForcibly().waitFor();
    }
    assertEquals("", Files.readString(errors), "nothing is loaded into it that it would warn of");
    Files.delete(errors);
  }

  /** What is done while the program hangs. */
  @FunctionalInterface
  private interface Asked {
    void ask(String pid) throws IOException, InterruptedException;
  }

  private static String command(int exitCode, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-jar", AGENT_JAR, "dump"));
    all.addAll(List.of(arguments));
    Process command = java(all.toArray(String[]::new)).start();
    String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, command.waitFor(), output);
    return output;
  }

  /** Lines and times change: what is left are the methods, in their order. */
  private static String withoutNumbers(String dump) {
    return dump.replaceAll("java:[0-9]+", "java")
        .replaceAll("[0-9]+\\.[0-9]+ s", "T")
        .replace("io.sirocco.it.dump.SickProgram", "Sick")
        .replaceAll("[0-9]+ callbacks", "N callbacks");
  }

  @Test
  void tracked_program_shows_all_that_hang_and_the_command_sees_it_from_outside() throws Exception {
    whileSick(
        "-Dsirocco.track=true", own -> assertEquals("""
            loop 1 (running in main), busy: 11 coroutines, 0 queued, N callbacks so far, 1 timer, next in T, lag T
              Promise
                3 x Sick.price(SickProgram.java) <- Sick.page(SickProgram.java), oldest T
              a dead end
                1 x Sick.second(SickProgram.java) <- Sick.first(SickProgram.java), oldest T
              a future that nobody has any more: nothing can wake it
                1 x Sick.lost(SickProgram.java), oldest T
              nothing: it runs, or is about to; last awaited at
                1 x Sick.serve(SickProgram.java)
              sleep
                1 x multi <- Sick.nap(SickProgram.java), oldest T, in T
            dead end, each waits for the next:
              Sick.second(SickProgram.java) -> Sick.first(SickProgram.java) -> Sick.second(SickProgram.java)

            """, ordered(withoutNumbers(own))), pid -> {
          String text = withoutNumbers(command(0, pid));
          assertTrue(
              text.startsWith("loop 1 (running in main), asleep: 13 coroutines, 0 queued, "), text);
          assertTrue(
              text.contains(
                  "    1 x Sick.price(SickProgram.java) <- Sick.page(SickProgram.java) <- Sick.serve(SickProgram.java), oldest T\n"),
              text);
        });
  }

  /** Where a cycle begins is not told: at either of the two. */
  private static String ordered(String dump) {
    String first = "Sick.first(SickProgram.java)";
    String second = "Sick.second(SickProgram.java)";
    return dump.replace(
            first + " -> " + second + " -> " + first, second + " -> " + first + " -> " + second)
        .replace(first + " <- " + second, second + " <- " + first);
  }

  @Test
  void program_that_is_not_tracked_shows_what_timers_and_runSync_lead_to() throws Exception {
    whileSick("-Dsirocco.track=false", own -> assertEquals("""
            loop 1 (running in main), busy: 2 coroutines, 0 queued, N callbacks so far, 1 timer, next in T, lag T
              sleep
                1 x multi <- Sick.nap(SickProgram.java), in T
              something unknown
                1 x Sick.serve(SickProgram.java)
            Coroutines that no timer, channel, job, scope or runSync leads to are missing: start with -Dsirocco.track=true to see all.

            """, withoutNumbers(own)), pid -> {
      assertTrue(command(0, pid, "--format", "json").startsWith("{\"version\":1,"));
      assertTrue(command(0, "--format=html", pid).startsWith("<!DOCTYPE html>"));
    });
  }

  @Test
  void process_that_cannot_be_asked_is_an_error_with_its_reason() throws Exception {
    Process other = java("-cp", AGENT_JAR, NoSirocco.class.getName()).start();
    other.destroyForcibly().waitFor();

    String message = command(1, Long.toString(other.pid()));

    String reason = "[^\\n]*"; // the JVM's
    assertTrue(
        message.matches("sirocco: error: cannot reach process " + other.pid() + ": " + reason
            + "\\. It must be a JVM of the same user on this machine\n"),
        message);
  }

  @Test
  void process_without_sirocco_is_an_error_that_says_what_to_do() throws Exception {
    Path classes = Path.of(
        NoSirocco.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process other = java("-cp", classes.toString(), NoSirocco.class.getName()).start();
    try {
      assertEquals("ready", other.inputReader().readLine());

      assertEquals(
          "sirocco: error: process " + other.pid()
              + " has no Sirocco on its class path. If another class loader has it, let the program"
              + " call io.sirocco.management.Loops.register() when it starts\n",
          command(1, Long.toString(other.pid())));
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void java_without_the_module_for_it_is_an_error_that_names_it() throws Exception {
    Process command =
        java("--limit-modules", "java.se", "-jar", AGENT_JAR, "dump", "1").start();
    String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(
        "sirocco: error: this Java cannot look into other processes: use one with the module"
            + " jdk.attach\n",
        output);
    assertEquals(1, command.waitFor());
  }

  @Test
  void wrong_usage_is_told_in_two_lines() throws Exception {
    assertEquals(
        "sirocco: error: Missing required parameter: 'PID'\nTry --help for all options.\n",
        command(2));
  }
}
