package io.sirocco.it.programs.bytecode;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.QuickComparison;
import io.sirocco.it.programs.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/**
 * Class files that no compiler would write.
 *
 * @param choices by which it was made up
 * @param seed of the schedules, and of how it is woven
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

  /** The class files, the same each time. */
  ClassMaker.Made made() {
    return ClassMaker.make(Choices.again(choices));
  }

  @Override
  public void check() {
    ClassMaker.Made made = made();
    QuickComparison comparison =
        QuickComparison.of(made.classes(), made.isConcurrent(), seed % 4 == 0);
    for (Case each : Case.in(made.classes())) {
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
    for (byte[] classFile : made().classes().byName().values()) {
      new ClassReader(classFile)
          .accept(
              new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)),
              ClassReader.EXPAND_FRAMES);
    }
    return text.toString();
  }
}
