package io.sirocco.it.harness;

import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.emit.CoroutineEmitter;
import io.sirocco.instrument.internal.emit.GeneratorBody;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.write.ClassFileWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves as the instrumenter does, but with the small code that it keeps for methods which are too
 * large otherwise. So all targets test that, too.
 */
public final class SmallWeaving {
  private SmallWeaving() {}

  /** Weaves all of them; none may be refused. */
  public static ClassFiles weave(ClassFiles compiled) {
    Map<String, byte[]> woven = new TreeMap<>();
    compiled.byName().forEach((name, bytes) -> weave(name, bytes, woven));
    return new ClassFiles(woven);
  }

  private static void weave(String name, byte[] classFile, Map<String, byte[]> woven) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode owner = new ClassNode();
    reader.accept(owner, ClassReader.EXPAND_FRAMES);
    List<MethodAnalysis> analyses = new ArrayList<>();
    for (CoroutineMethod coroutine : CoroutineFinder.find(owner).coroutines()) {
      analyses.add(MethodAnalyzer.analyze(owner, GeneratorBody.expand(coroutine), diagnostic -> {
        throw new AssertionError(diagnostic.detail());
      }));
    }
    for (int number = 0; number < analyses.size(); number++) {
      CoroutinePlan plan = CoroutinePlan.of(analyses.get(number), number).smaller();
      CoroutineEmitter.emit(owner, plan)
          .ifPresent(frame -> woven.put(frame.name, ClassFileWriter.writeNew(frame)));
    }
    woven.put(
        name,
        analyses.isEmpty() ? classFile : ClassFileWriter.writeWoven(owner, owner.methods, reader));
  }
}
