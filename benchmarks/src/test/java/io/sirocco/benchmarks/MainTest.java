package io.sirocco.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The harness works as a whole; its figures mean nothing here. */
class MainTest {
  private static final String[] QUICK = {
    "-f", "0", "-wi", "0", "-i", "1", "-r", "1ms", "-foe", "true"
  };

  @Test
  void every_row_against_netty_runs() throws Exception {
    Collection<RunResult> results = new Runner(new OptionsBuilder()
            .parent(options(
                "benchmarks\\.loop\\.",
                "-p",
                "connections=2",
                "-p",
                "pending=1000",
                "-p",
                "channels=1"))
            .build())
        .run();

    int withNetty = 6 * 2 + 3;
    int asGuests = 4 * 2 + 3 + 1; // of Netty and of an executor; MomentChain; Echo
    assertEquals(withNetty + asGuests, results.size());
  }

  @Test
  void results_become_tables_and_plots(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- begin Fib -->\n<!-- end Fib -->\nafter\n");

    Main.run(options("Fib\\.(hand|sirocco)$"), 2, folder.resolve("jmh-jdk0.json"));
    Report.write(folder, page);

    String jdk = "JDK " + Runtime.version().feature();
    String text = Files.readString(page);
    assertTrue(
        text.startsWith("before\n<!-- begin Fib -->\n\n|  | ns, " + jdk + " | ratio | bytes |\n"),
        text);
    assertTrue(text.contains("\n| sirocco | "), text);
    assertTrue(
        text.endsWith("\n\n![Fib as bars](images/Fib.svg)\n\n<!-- end Fib -->\nafter\n"), text);
    assertTrue(Files.readString(folder.resolve("images/Fib.svg")).contains("sirocco"));
  }

  @Test
  void what_a_contender_asks_of_the_jvm_is_added_to_what_all_have(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("jmh.json");

    Main.run(options("Suspend\\.bareAtomic$"), 1, file);

    String text = Files.readString(file);
    assertTrue(text.contains(BareFuture.ATOMIC), text);
    assertTrue(text.contains(Rows.TOUCHED), text);
  }

  private static CommandLineOptions options(String pattern, String... more) throws Exception {
    return new CommandLineOptions(Stream.of(List.of(pattern), List.of(more), List.of(QUICK))
        .flatMap(List::stream)
        .toArray(String[]::new));
  }
}
