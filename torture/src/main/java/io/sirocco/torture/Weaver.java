package io.sirocco.torture;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.InstrumentationException;
import io.sirocco.instrument.InstrumentationResult;
import io.sirocco.instrument.Instrumenter;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What makes coroutines resumable. There is another one in tests, to see that its mistakes are noticed. */
interface Weaver {

  /**
   * Weaves classes.
   *
   * @param types all types that the classes mention
   */
  Woven weave(Map<String, byte[]> classes, ClassSource types);

  /**
   * What became of them.
   *
   * @param classes all classes, by internal name
   * @param coroutines how many methods were woven
   * @param rejected why classes were not
   */
  record Woven(Map<String, byte[]> classes, int coroutines, List<String> rejected) {}

  /** Sirocco's. */
  static Woven sirocco(Map<String, byte[]> classes, ClassSource types) {
    Instrumenter instrumenter = new Instrumenter(types);
    Map<String, byte[]> woven = new TreeMap<>(classes);
    List<String> rejected = new ArrayList<>();
    int coroutines = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      try {
        InstrumentationResult result = instrumenter.instrument(entry.getValue());
        woven.put(entry.getKey(), result.classFile());
        woven.putAll(result.frames());
        coroutines += result.coroutines();
        for (Diagnostic diagnostic : result.diagnostics()) {
          if (diagnostic.isError()) {
            rejected.add(diagnostic.format(entry.getKey()));
          }
        }
      } catch (InstrumentationException e) {
        rejected.add(entry.getKey() + ": " + e);
      }
    }
    return new Woven(woven, coroutines, rejected);
  }
}
