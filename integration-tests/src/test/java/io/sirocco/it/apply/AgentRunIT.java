package io.sirocco.it.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are compiled, not woven, and run with the agent. */
class AgentRunIT {
  private static final String AGENT = "-javaagent:" + Child.AGENT_JAR;

  private static final String ADDER = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      import io.sirocco.Promise;
      public class Adder {
        private final int base = 40;
        @Coroutine private Future<Integer> add(Future<Integer> awaited) {
          long before = base;
          return Future.of((int) before + Coroutines.await(awaited));
        }
        public static String run() {
          Promise<Integer> pending = new Promise<>();
          Future<Integer> sum = new Adder().add(pending);
          boolean suspended = !sum.isDone();
          pending.complete(2);
          return "suspended: " + suspended + ", sum: " + sum.result();
        }
      }
      """;

  private static final String MAIN = """
      package com.acme;
      public class Main {
        public static void main(String[] args) { System.out.println(Adder.run()); }
      }
      """;

  private static final String BAD = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class Bad {
        @Coroutine Future<Integer> load(Future<Integer> awaited) {
          synchronized (this) {
            return Future.of(Coroutines.await(awaited));
          }
        }
        public static void main(String[] args) {
          System.out.println("in main");
          new Bad().load(Future.of(1));
        }
      }
      """;

  private static final String BAD_MESSAGE = """
      com/acme/Bad.java:8: error: await while holding the monitor entered at line 7 (Bad.load)
          A suspension leaves the method, and a method may not leave with a monitor held. Move the \
      await out of the synchronized block. [AWAIT_UNDER_MONITOR]
      """;

  @TempDir
  private Path temp;

  @Test
  void coroutine_suspends_and_resumes() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run = Child.java(AGENT, "-Xverify:all", "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), withoutVerifyWarning(run));
  }

  @Test
  void verbose_agent_names_the_woven_class() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run =
        Child.java(AGENT + "=verbose=true", "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals("sirocco-agent: wove com.acme.Adder, coroutines: 1\n", run.err());
  }

  @Test
  void class_that_was_woven_before_is_not_woven_again() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);
    Child weave = Child.java("-jar", Child.AGENT_JAR, "-cp", Child.runtime(), classes.toString());
    assertEquals(0, weave.exitCode(), weave.err());

    Child run =
        Child.java(AGENT + "=verbose=true", "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), run);
  }

  @Test
  void agent_that_is_given_twice_weaves_once() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run = Child.java(AGENT, AGENT, "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), run);
  }

  @Test
  void class_that_cannot_be_woven_is_reported_and_cannot_be_used() {
    Path classes = Sources.compile(temp.resolve("classes"), BAD);

    Child run = Child.java(AGENT, "-cp", Child.classPath(classes), "com.acme.Bad");

    assertEquals(1, run.exitCode());
    assertEquals("", run.out());
    assertEquals(
        BAD_MESSAGE
            + "Exception in thread \"main\" java.lang.LinkageError: com.acme.Bad was not woven by"
            + " Sirocco:\n"
            + BAD_MESSAGE
            + "\tat com.acme.Bad.<clinit>(Bad.java)\n",
        run.err());
  }

  @Test
  void class_that_cannot_be_woven_runs_to_its_first_await_if_the_user_wants_that() {
    Path classes = Sources.compile(temp.resolve("classes"), BAD);

    Child run =
        Child.java(AGENT + "=onerror=warn", "-cp", Child.classPath(classes), "com.acme.Bad");

    assertEquals(1, run.exitCode());
    assertEquals("in main\n", run.out());
    assertTrue(
        run.err()
            .startsWith(BAD_MESSAGE
                + "Exception in thread \"main\" io.sirocco.NotWovenException:"
                + " com.acme.Bad.load(Bad.java:8) called await, but its class was not woven"),
        run.err());
  }

  @Test
  void without_the_agent_await_throws() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run = Child.java("-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals(1, run.exitCode());
    assertEquals(
        List.of(
            "Exception in thread \"main\" io.sirocco.NotWovenException:"
                + " com.acme.Adder.add(Adder.java:10) called await, but its class was not woven by"
                + " Sirocco.",
            "  IDE:          it has compiled the class itself, without the Maven plugin; let Maven do the"
                + " building (IntelliJ IDEA: Build Tools > Maven > Runner > Delegate IDE build/run actions to"
                + " Maven), or run with the agent",
            "  Maven:        add sirocco-maven-plugin with the goals instrument and instrument-test,"
                + " and build at least up to process-classes (not only compile)",
            "  agent:        java -javaagent:sirocco-agent.jar ...",
            "  command line: java -jar sirocco-agent.jar --classpath CP --output OUT CLASSES",
            "If one of these ran: look for filters (include, exclude) that leave the class out."),
        run.err().lines().limit(6).toList());
  }

  @Test
  void wrong_option_ends_the_jvm_before_main() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run = Child.java(
        AGENT + "=includes=com.acme.*", "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals("""
        sirocco-agent: error: unknown option: includes=com.acme.*
        known options:
          include=PATTERN:...    weave only classes that match, such as com.acme.*
          exclude=PATTERN:...    do not weave classes that match
          awaitable=TYPE:...     types for which the program registers a conversion
          verbose=true|false     print a line for every woven class (default: false)
          onerror=fail|warn      fail: a class with errors cannot be used; warn: it runs as compiled \
        (default: fail)
        """, run.err());
  }

  /** The agent and the launcher in the system loader, the program and the runtime in a child of it. */
  @Test
  void program_and_runtime_in_a_child_loader_are_woven() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);
    Path fatJar = Jars.fat(temp.resolve("app.jar"), classes, Path.of(Child.runtime()));
    Path launcher = Sources.compile(temp.resolve("launcher"), Loaders.FAT_JAR_LAUNCHER);

    Child run = Child.java(
        AGENT,
        "-cp",
        launcher.toString(),
        "launch.FatJarLauncher",
        fatJar.toString(),
        "com.acme.Main");

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), run);
  }

  @Test
  void runtime_that_the_loader_of_the_program_does_not_see_is_reported() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);
    Path fatJar = Jars.fat(temp.resolve("app.jar"), classes);
    Path launcher = Sources.compile(temp.resolve("launcher"), Loaders.FAT_JAR_LAUNCHER);

    Child run = Child.java(
        AGENT,
        "-cp",
        launcher.toString(),
        "launch.FatJarLauncher",
        fatJar.toString(),
        "com.acme.Main");

    assertEquals(
        "sirocco-agent: com.acme.Adder: error: its class loader fat jar does not find"
            + " io/sirocco/CoroutineFrame; put sirocco-runtime on the same class path",
        run.err().lines().findFirst().orElse(""));
    assertEquals(1, run.exitCode());
  }

  @Test
  void same_class_in_two_loaders_is_woven_in_both() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER);
    Path launcher = Sources.compile(temp.resolve("launcher"), Loaders.TWO_LOADERS);

    Child run = Child.java(
        AGENT, "-cp", Child.classPath(launcher), "launch.TwoLoaders", classes.toString());

    assertEquals(new Child(0, "suspended: true, sum: 42\nsuspended: true, sum: 42\n", ""), run);
  }

  @Test
  void threads_that_load_a_class_at_the_same_time_all_get_it_woven() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER);
    Path launcher = Sources.compile(temp.resolve("launcher"), Loaders.RACE);

    Child run =
        Child.java(AGENT, "-cp", Child.classPath(launcher), "launch.Race", classes.toString());

    assertEquals(new Child(0, "[suspended: true, sum: 42]\n", ""), run);
  }

  @Test
  void class_that_is_defined_without_a_name_is_woven() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER);
    Path launcher = Sources.compile(temp.resolve("launcher"), Loaders.NAMELESS);

    Child run = Child.java(
        AGENT + "=include=com.acme.*",
        "-cp",
        Child.classPath(launcher),
        "launch.Nameless",
        classes.resolve("com/acme/Adder.class").toString());

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), run);
  }

  @Test
  void class_in_a_named_module_is_woven() {
    String module = "module com.acme { requires io.sirocco.runtime; }";
    Path classes = Sources.compile(
        temp.resolve("classes"), List.of("-p", Child.runtime()), module, ADDER, MAIN);

    Child run = Child.java(AGENT, "-p", Child.classPath(classes), "-m", "com.acme/com.acme.Main");

    assertEquals(new Child(0, "suspended: true, sum: 42\n", ""), run);
  }

  @Test
  void java_lang_is_not_opened_to_the_program() {
    Path classes = Sources.compile(temp.resolve("classes"), """
        package com.acme;
        public class Curious {
          public static void main(String[] args) {
            System.out.println(Object.class.getModule().isOpen("java.lang", Curious.class.getModule()));
          }
        }
        """);

    Child run = Child.java(AGENT, "-cp", classes.toString(), "com.acme.Curious");

    assertEquals(new Child(0, "false\n", ""), run);
  }

  @Test
  void class_that_is_loaded_after_the_agent_was_attached_is_woven() throws Exception {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, """
        package com.acme;
        public class Patient {
          public static void main(String[] args) throws Exception {
            System.out.println("ready");
            System.in.read();
            System.out.println(Adder.run());
          }
        }
        """);
    Process process = new ProcessBuilder(
            Child.javaCommand(), "-cp", Child.classPath(classes), "com.acme.Patient")
        .redirectError(ProcessBuilder.Redirect.DISCARD) // newer JVMs warn about attached agents
        .start();
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());

      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      machine.loadAgent(Child.AGENT_JAR);
      machine.detach();
      process.getOutputStream().close();

      assertEquals("suspended: true, sum: 42", out.readLine());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Child withoutVerifyWarning(Child child) {
    String err = child.err().replaceAll(".*-Xverify.*\n", "");
    return new Child(child.exitCode(), child.out(), err);
  }

  /** Later JDKs have no security manager. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void agent_works_under_a_security_manager_that_trusts_it() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);
    Path policy = temp.resolve("policy");
    Files.writeString(
        policy,
        "grant codeBase \"" + Path.of(Child.AGENT_JAR).toUri()
            + "\" { permission java.security.AllPermission; };\n"
            + "grant { permission java.lang.reflect.ReflectPermission \"suppressAccessChecks\"; };\n");

    Child run = Child.java(
        "-Djava.security.manager",
        "-Djava.security.policy==" + policy,
        AGENT,
        "-cp",
        Child.classPath(classes),
        "com.acme.Main");

    assertEquals("suspended: true, sum: 42\n", run.out(), run.err());
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void security_manager_that_forbids_the_agent_to_work_ends_the_program_with_a_message() {
    Path classes = Sources.compile(temp.resolve("classes"), ADDER, MAIN);

    Child run = Child.java(
        "-Djava.security.manager", AGENT, "-cp", Child.classPath(classes), "com.acme.Main");

    assertEquals("", run.out());
    assertEquals(
        "sirocco-agent: error: the security manager of this JVM does not let the agent work (access"
            + " denied (\"java.lang.RuntimePermission\" \"createClassLoader\")); grant"
            + " java.security.AllPermission to its jar, or weave in the build",
        run.err()
            .lines()
            .filter(line -> line.startsWith("sirocco-agent"))
            .findFirst()
            .orElse(run.err()));
  }
}
