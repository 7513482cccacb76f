package io.sirocco.it.harness;

import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Weaves targets with the instrumenter itself. */
public final class Weaving {
  private Weaving() {}

  /**
   * Weaves all of them.
   *
   * @return the classes, woven or, if they were refused, as they were; and the frame classes
   */
  public static ClassFiles weave(ClassFiles compiled) {
    Instrumenter instrumenter = new Instrumenter(compiled::find);
    Map<String, byte[]> woven = new TreeMap<>();
    compiled.byName().forEach((name, bytes) -> {
      InstrumentationResult result = instrumenter.instrument(bytes);
      woven.put(name, result.classFile());
      woven.putAll(result.frames());
    });
    return new ClassFiles(woven);
  }

  /**
   * Weaves classes in which nothing is to be refused.
   *
   * @throws AssertionError with the diagnostics
   */
  public static ClassFiles weaveWithoutComplaint(ClassFiles compiled) {
    Instrumenter instrumenter = new Instrumenter(compiled::find);
    Map<String, byte[]> woven = new TreeMap<>();
    List<String> complaints = new ArrayList<>();
    compiled.byName().forEach((name, bytes) -> {
      InstrumentationResult result = instrumenter.instrument(bytes);
      result.diagnostics().forEach(each -> complaints.add(each.format(each.sourceName())));
      woven.put(name, result.classFile());
      woven.putAll(result.frames());
    });
    if (!complaints.isEmpty()) {
      throw new AssertionError(String.join("\n", complaints));
    }
    return new ClassFiles(woven);
  }

  /** What the instrumenter says about each class, in the form in which users see it. */
  public static List<String> diagnostics(ClassFiles compiled) {
    Instrumenter instrumenter = new Instrumenter(compiled::find);
    List<String> messages = new ArrayList<>();
    for (byte[] bytes : compiled.byName().values()) {
      for (Diagnostic diagnostic : instrumenter.instrument(bytes).diagnostics()) {
        messages.add(diagnostic.format(diagnostic.sourceName()).replace("\r\n", "\n"));
      }
    }
    return messages;
  }
}
