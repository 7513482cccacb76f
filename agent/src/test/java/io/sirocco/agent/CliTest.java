package io.sirocco.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CliTest {
  private static final String SYNCHRONIZED_ADVICE =
      "    A suspension leaves the method, and a method may not leave with a monitor held. On one"
          + " loop no other code runs between two awaits, so the keyword is usually not needed."
          + " [SYNCHRONIZED_COROUTINE]\n";

  @TempDir
  private Path temp;

  private Path classes;
  private Path output;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void directories() {
    classes = temp.resolve("classes");
    output = temp.resolve("output");
  }

  @Test
  void directory_is_woven_in_place() {
    Sources.compileGood("Fetcher", classes);
    Sources.compilePlain("Plain", classes);

    int code = run(classes.toString());

    assertEquals(0, code, err.toString());
    assertEquals("Wove 1 coroutine in 1 of 2 classes\n", out.toString());
    assertTrue(Files.exists(classes.resolve("com/acme/Fetcher$sirocco$plusOne$0.class")));
  }

  @Test
  void verbose_run_names_the_woven_classes() {
    Sources.compileGood("Fetcher", classes);

    run("--verbose", classes.toString());

    assertEquals(
        "Wove " + classes + "/com/acme/Fetcher.class\nWove 1 coroutine in 1 of 1 class\n",
        out.toString());
  }

  @Test
  void directories_are_merged_and_jars_keep_their_names() throws IOException {
    Sources.compileGood("One", classes);
    Path more = temp.resolve("more");
    Sources.compileGood("Two", more);
    Path jar = jarWith("Three");

    int code = run("-o", output.toString(), classes.toString(), more.toString(), jar.toString());

    assertEquals(0, code, err.toString());
    assertEquals("Wove 3 coroutines in 3 of 3 classes\n", out.toString());
    assertEquals(
        List.of(
            "com/acme/One$sirocco$plusOne$0.class",
            "com/acme/One.class",
            "com/acme/Two$sirocco$plusOne$0.class",
            "com/acme/Two.class",
            "three.jar"),
        files(output));
  }

  @Test
  void single_jar_can_have_a_file_as_output() throws IOException {
    Path jar = jarWith("Fetcher");
    Path woven = temp.resolve("woven.jar");

    int code = run("--output", woven.toString(), jar.toString());

    assertEquals(0, code, err.toString());
    assertTrue(Files.size(woven) > Files.size(jar));
  }

  @Test
  void all_errors_of_all_inputs_are_reported_and_nothing_is_written() throws IOException {
    Sources.compileBad("First", classes);
    Sources.compileGood("Good", classes);
    Path more = temp.resolve("more");
    Sources.compileBad("Second", more);

    int code = run("-o", output.toString(), classes.toString(), more.toString());

    assertEquals(1, code);
    assertEquals(
        "com/acme/First.java:7: error: @Coroutine on a synchronized method (First.load)\n"
            + SYNCHRONIZED_ADVICE
            + "com/acme/Second.java:7: error: @Coroutine on a synchronized method (Second.load)\n"
            + SYNCHRONIZED_ADVICE,
        err.toString());
    assertEquals("", out.toString());
    assertFalse(Files.exists(output));
  }

  @Test
  void warnings_can_be_suppressed_and_extended() {
    Sources.compile("com/acme/Fetcher", """
        package com.acme;
        import static io.sirocco.Coroutines.await;
        import io.sirocco.Coroutine;
        import io.sirocco.Future;
        public class Fetcher {
          static class Task { }
          @interface Audited { }
          static void query() { }
          @Audited @Coroutine static Future<Object> load(Task task) {
            query();
            return Future.of(await(task));
          }
        }
        """, classes);

    run("--check", classes.toString());
    assertEquals("NO_CONVERSION", codes());
    run("--check", "--suppress", "NO_CONVERSION", classes.toString());
    assertEquals("", codes());
    run("--check", "--awaitable", "com.acme.Fetcher$Task", classes.toString());
    assertEquals("", codes());
    run(
        "--check",
        "--suppress=NO_CONVERSION",
        "--suppress=DROPPED_FUTURE",
        "--whole-call-annotation=com.acme.Fetcher$Audited",
        "--blocking-call=com.acme.Fetcher.query",
        classes.toString());
    assertEquals("WHOLE_CALL_ANNOTATION BLOCKING_CALL", codes());
  }

  /** The codes of the messages since the last call. */
  private String codes() {
    String codes = Pattern.compile("\\[([A-Z_]+)]$", Pattern.MULTILINE)
        .matcher(err.toString())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.joining(" "));
    err.getBuffer().setLength(0);
    return codes;
  }

  @Test
  void code_that_is_no_warning_is_wrong_usage() {
    Sources.compileGood("Fetcher", classes);

    int code = run("--suppress", "TOO_LARGE", classes.toString());

    assertEquals(2, code);
    assertTrue(
        err.toString()
            .startsWith(
                "sirocco: error: not the code of a warning: TOO_LARGE; these can be suppressed: "),
        err.toString());
  }

  @Test
  void error_names_the_real_source_if_the_source_path_is_given() {
    Sources.compileBad("First", classes);
    Path sources = temp.resolve("src");

    run("--source-path", sources.toString(), classes.toString());

    assertEquals(
        sources
            + "/com/acme/First.java:7: error: @Coroutine on a synchronized method (First.load)\n"
            + SYNCHRONIZED_ADVICE,
        err.toString());
  }

  @Test
  void excluded_class_is_not_looked_at() {
    Sources.compileBad("Legacy", classes);
    Sources.compileGood("Fetcher", classes);

    int code = run("--exclude", "com.acme.Legacy", classes.toString());

    assertEquals(0, code, err.toString());
    assertEquals(
        "Wove 1 coroutine in 1 of 2 classes, 1 left out by includes and excludes\n",
        out.toString());
  }

  @Test
  void check_fails_for_a_class_that_is_not_woven_and_writes_nothing() throws IOException {
    Sources.compileGood("Fetcher", classes);
    byte[] before = Files.readAllBytes(classes.resolve("com/acme/Fetcher.class"));

    int code = run("--check", classes.toString());

    assertEquals(1, code);
    assertEquals(
        classes + "/com/acme/Fetcher.class: error: not woven, coroutines: 1\n", err.toString());
    assertArrayEquals(before, Files.readAllBytes(classes.resolve("com/acme/Fetcher.class")));
  }

  @Test
  void check_accepts_woven_classes() {
    Sources.compileGood("Fetcher", classes);
    run(classes.toString());

    int code = run("--check", classes.toString());

    assertEquals(0, code, err.toString());
  }

  @Test
  void unreadable_jar_is_reported_with_the_errors_of_the_other_inputs() throws IOException {
    Path broken = Files.write(temp.resolve("broken.jar"), new byte[10]);
    Sources.compileBad("First", classes);

    int code = run(broken.toString(), classes.toString());

    assertEquals(1, code);
    assertEquals(
        broken + ": error: cannot be read: zip END header not found\n"
            + "com/acme/First.java:7: error: @Coroutine on a synchronized method (First.load)\n"
            + SYNCHRONIZED_ADVICE,
        err.toString());
  }

  @Test
  void output_that_cannot_be_written_is_named() throws IOException {
    Sources.compileGood("Fetcher", classes);
    Files.write(output, new byte[1]);

    int code = run("-o", output.toString(), classes.toString());

    assertEquals(1, code);
    assertEquals(
        output + "/com/acme/Fetcher$sirocco$plusOne$0.class: error: cannot be written:"
            + " Not a directory\n",
        err.toString());
  }

  @Test
  void no_input_is_written_if_another_one_cannot_be() throws IOException {
    Path jar = jarWith("Fetcher");
    byte[] before = Files.readAllBytes(jar);
    Path second = Files.createDirectories(temp.resolve("second"));
    Sources.compileGood("Loader", second);
    Files.createDirectories(second.resolve("com/acme/Loader$sirocco$plusOne$0.class"));

    int code = run(jar.toString(), second.toString());

    assertEquals(1, code);
    assertEquals(
        second
            + "/com/acme/Loader$sirocco$plusOne$0.class: error: cannot be written: is a folder\n",
        err.toString());
    assertArrayEquals(before, Files.readAllBytes(jar));
  }

  @Test
  void output_that_is_called_a_jar_in_any_spelling_is_a_file() throws IOException {
    Path jar = jarWith("Fetcher");

    for (String name : List.of("x.JAR", "x.ear", "x.War")) {
      int code = run("-o", temp.resolve(name).toString(), jar.toString());

      assertEquals(0, code, err.toString());
      assertTrue(Files.isRegularFile(temp.resolve(name)), name);
    }
  }

  @Test
  void folder_of_jars_is_an_error_that_says_what_to_name() throws IOException {
    Path lib = Files.createDirectories(temp.resolve("lib"));
    Files.move(jarWith("Fetcher"), lib.resolve("app.jar"));

    int code = run("--check", lib.toString());

    assertEquals(1, code);
    assertEquals(
        lib + ": error: no class files here but jars, which are not looked at; name the jars"
            + " themselves, as in " + lib + "/*.jar\n",
        err.toString());
  }

  @Test
  void coroutine_with_letters_that_the_locale_does_not_know_is_woven() throws Exception {
    Sources.compileMethod("Fetcher", "gr\\u00f6\\u00dfe", classes);
    Path log = temp.resolve("log");
    ProcessBuilder cli = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsun.jnu.encoding=ANSI_X3.4-1968",
            "-cp",
            System.getProperty("java.class.path"),
            Cli.class.getName(),
            classes.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    cli.environment().put("LC_ALL", "C");

    int code = cli.start().waitFor();

    assertEquals("Wove 1 coroutine in 1 of 1 class\n", Files.readString(log));
    assertEquals(0, code);
    assertTrue(Files.exists(classes.resolve("com/acme/Fetcher$sirocco$gre$0.class")));
  }

  @Test
  void refused_classes_can_be_left_as_they_are() throws IOException {
    Sources.compileGood("Fetcher", classes);
    Sources.compileBad("First", classes);

    int code = run("--leave-refused", classes.toString());

    assertEquals(0, code);
    assertEquals(
        "com/acme/First.java:7: error: @Coroutine on a synchronized method (First.load)\n"
            + SYNCHRONIZED_ADVICE,
        err.toString());
    assertEquals(
        "Left as it was: " + classes + "/com/acme/First.class\n"
            + "Wove 1 coroutine in 1 of 2 classes, 1 left as it was\n",
        out.toString());
    assertTrue(Files.exists(classes.resolve("com/acme/Fetcher$sirocco$plusOne$0.class")));
  }

  @Test
  void useless_entry_of_the_class_path_is_a_warning() throws IOException {
    Sources.compileGood("Fetcher", classes);
    Path broken = Files.write(temp.resolve("broken.jar"), new byte[10]);
    String classPath = String.join(File.pathSeparator, "missing.jar", "lib/*", broken.toString());

    int code = run("-cp", classPath, classes.toString());

    assertEquals(0, code);
    assertEquals(
        "lib: warning: no such directory\n"
            + "missing.jar: warning: no such file or directory\n"
            + broken
            + ": warning: cannot be read as a jar: zip END header not found\n",
        err.toString());
  }

  @Test
  void missing_input_is_wrong_usage() {
    int code = run("missing");

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: no such file or directory: missing\nTry --help for all options.\n",
        err.toString());
  }

  @Test
  void no_input_is_wrong_usage() {
    int code = run();

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: Missing required parameter: 'INPUT'\nTry --help for all options.\n",
        err.toString());
  }

  @Test
  void unknown_option_is_wrong_usage() {
    int code = run("--weave", "x");

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: Unknown option: '--weave'\nTry --help for all options.\n", err.toString());
  }

  @Test
  void output_inside_of_an_input_is_wrong_usage() {
    Sources.compileGood("Fetcher", classes);
    Path inside = classes.resolve("woven");

    int code = run("-o", inside.toString(), classes.toString());

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: the output is inside of an input: " + inside
            + "\nTry --help for all options.\n",
        err.toString());
  }

  @Test
  void directory_cannot_become_a_jar() {
    Sources.compileGood("Fetcher", classes);
    Path jar = temp.resolve("out.jar");

    int code = run("-o", jar.toString(), classes.toString());

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: only a single jar can become a jar; name a directory instead of " + jar
            + "\nTry --help for all options.\n",
        err.toString());
    assertFalse(Files.exists(jar));
  }

  @Test
  void two_files_for_one_place_are_wrong_usage() {
    Path more = temp.resolve("more");
    Sources.compileGood("Fetcher", classes);
    Sources.compileGood("Fetcher", more);

    int code = run("-o", output.toString(), classes.toString(), more.toString());

    assertEquals(2, code);
    assertEquals(
        "sirocco: error: " + classes + "/com/acme/Fetcher.class and " + more
            + "/com/acme/Fetcher.class would both become " + output
            + "/com/acme/Fetcher.class\nTry --help for all options.\n",
        err.toString());
  }

  @Test
  void help_lists_options_and_exit_codes() {
    int code = run("--help");

    assertEquals(0, code);
    assertEquals("""
        Usage: java -jar sirocco-agent.jar [-hvV] [--check] [--leave-refused] [-cp=CP]
                                           [-o=OUT] [--source-path=SP]
                                           [--awaitable=TYPE]...
                                           [--blocking-call=METHOD]...
                                           [--exclude=PATTERN]...
                                           [--include=PATTERN]... [--suppress=CODE]...
                                           [--whole-call-annotation=NAME]... INPUT...
        Weaves the coroutines in compiled classes: rewrites each into a state machine.
              INPUT...              Directories with class files, and jars.
          -o, --output=OUT          Where to write; default: in place. Directories are
                                      merged into this one, with all their other files;
                                      jars keep their names in it. For a single jar
                                      also a file.
              -cp, --classpath=CP   What the classes were compiled against:
                                      directories, jars, and DIR/* for all jars of a
                                      directory. The inputs and the JDK are always on
                                      it.
              --source-path=SP      Directories with the sources, so that messages name
                                      the real files.
              --include=PATTERN     Weave only classes that match, such as com.acme.*;
                                      can be repeated.
              --exclude=PATTERN     Do not weave classes that match; can be repeated.
              --suppress=CODE       Do not print the warnings of this code, such as
                                      DROPPED_FUTURE; can be repeated.
              --awaitable=TYPE      A type for which the program registers a
                                      conversion, such as com.acme.Task; can be
                                      repeated.
              --whole-call-annotation=NAME
                                    Warn of coroutines with this annotation, too, as of
                                      those with @Transactional; can be repeated.
              --blocking-call=METHOD
                                    Warn of calls of this method in coroutines, too,
                                      such as com.acme.Db.query or com.acme.Db.*; can
                                      be repeated.
              --leave-refused       Weave what can be woven, and leave classes with
                                      errors as they are; each is named, and throws
                                      when it comes to an await. Files that cannot be
                                      read are errors all the same.
              --check               Write nothing; it is an error if a class has
                                      coroutines that are not woven.
          -v, --verbose             Print a line for every woven class.
          -h, --help                Show this help message and exit.
          -V, --version             Print version information and exit.

        Exit codes:
          0   everything is woven, or there was nothing to do
          1   errors in the classes, or a file that cannot be read or written, or not
                enough memory; nothing was changed
          2   wrong usage
          3   a defect of Sirocco

        Another command:
          dump PID   prints what the loops of a running program wait for (dump --help)
        """, out.toString());
  }

  private int run(String... arguments) {
    CommandLine commandLine =
        Cli.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private Path jarWith(String className) throws IOException {
    Path directory = temp.resolve("in-" + className);
    Sources.compileGood(className, directory);
    String entry = "com/acme/" + className + ".class";
    Path jar = temp.resolve(className.toLowerCase(java.util.Locale.ROOT) + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry(entry));
      entries.write(Files.readAllBytes(directory.resolve(entry)));
    }
    return jar;
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
