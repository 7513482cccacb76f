package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.report.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRootsTest {
  @TempDir
  private Path root;

  @Test
  void source_is_found_without_debug_information_by_the_name_of_the_outermost_class()
      throws IOException {
    Path source = Files.createDirectories(root.resolve("com/acme")).resolve("Fetcher.kt");
    Files.createFile(source);

    assertEquals(source.toString(), pathOf("com/acme/Fetcher$Inner$1"));
  }

  @Test
  void class_file_is_named_if_there_is_no_such_source() {
    assertEquals("app.jar!/com/acme/Other.class", pathOf("com/acme/Other"));
  }

  private String pathOf(String className) {
    Diagnostic diagnostic =
        new Diagnostic(Diagnostic.Code.RETURN_TYPE, className, "load", "", 0, "detail");
    String message = new SourceRoots(List.of(root))
        .format(new Finding("app.jar!/" + className + ".class", diagnostic));
    return message.substring(0, message.indexOf(": error"));
  }
}
