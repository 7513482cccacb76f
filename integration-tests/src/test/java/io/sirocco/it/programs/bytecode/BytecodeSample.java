package io.sirocco.it.programs.bytecode;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.QuickComparison;
import io.sirocco.it.programs.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/**
 * A class that no compiler would write.
 *
 * @param choices by which it was made up
 * @param seed of the schedules
 */
public record BytecodeSample(List<Integer> choices, long seed) implements Sample {
  private static final int WAYS = 4;

  /** Makes up another one. */
  public static BytecodeSample madeUp(Random random) {
    Choices choices = Choices.from(random);
    ClassMaker.make(choices);
    return new BytecodeSample(choices.made(), random.nextLong());
  }

  @Override
  public int size() {
    return 1;
  }

  /** The class file. */
  byte[] classFile() {
    return ClassMaker.make(Choices.again(choices));
  }

  @Override
  public void check() {
    ClassFiles made = new ClassFiles(Map.of(ClassMaker.OWNER, classFile()));
    QuickComparison comparison = QuickComparison.of(made, false);
    for (Case each : Case.in(made)) {
      comparison.compare(each, WAYS, new Random(seed));
    }
  }

  @Override
  public Stream<BytecodeSample> smaller() {
    return Choices.smaller(choices).map(fewer -> new BytecodeSample(fewer, seed));
  }

  @Override
  public long length() {
    return choices.size();
  }

  /** As a listing. */
  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    new ClassReader(classFile())
        .accept(
            new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)),
            ClassReader.EXPAND_FRAMES);
    return text.toString();
  }
}
