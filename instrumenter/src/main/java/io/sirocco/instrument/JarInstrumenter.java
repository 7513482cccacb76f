package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Weaves the class files of a jar, entry by entry.
 *
 * <p>Entries keep their order, times and compression; frame classes stand behind their owner, with
 * its time, so that the same jar gives the same bytes in any time zone. Of several entries of one name
 * the last one is kept, which is the one that the JVM finds. Jars inside the jar are left as they are.
 */
public final class JarInstrumenter {
  private final ClassSource classPath;
  private final ClassFilter filter;
  private final CheckOptions options;

  /**
   * Makes an instrumenter of jars.
   *
   * @param classPath where types are looked up that the jar itself does not have
   * @param filter which classes to weave; the others stay as they are
   */
  public JarInstrumenter(ClassSource classPath, ClassFilter filter) {
    this(classPath, filter, CheckOptions.DEFAULT);
  }

  /**
   * Makes an instrumenter of jars, with options for its checks.
   *
   * @param classPath where types are looked up that the jar itself does not have
   * @param filter which classes to weave and to check
   */
  public JarInstrumenter(ClassSource classPath, ClassFilter filter, CheckOptions options) {
    this.classPath = classPath;
    this.filter = filter;
    this.options = options;
  }

  /**
   * Weaves a jar in memory.
   *
   * @param input an existing jar
   * @param output where the result goes: {@code input} itself, or another file, which need not exist
   * @throws IOException if the jar cannot be read, or cannot be changed without harm: because it is
   *     signed, or starts with a script
   */
  public Weaving weave(Path input, Path output) throws IOException {
    JarContent jar = JarContent.read(input);
    TreeWeaver tree = new TreeWeaver(jar.classes(), classPath, filter, options);
    for (JarContent.Entry entry : jar.entries()) {
      if (entry.isClassFile()) {
        tree.accept(entry.place(), entry.content(), input + "!/" + entry.name());
      }
    }
    WovenJar woven = new WovenJar(input, output, jar, tree);
    if (woven.isChanged()) {
      jar.refuseIfFragile();
    }
    return woven;
  }

  private static final class WovenJar extends Weaving {
    private final Path input;
    private final Path output;
    private final JarContent jar;
    private final TreeWeaver tree;

    WovenJar(Path input, Path output, JarContent jar, TreeWeaver tree) {
      this.input = input;
      this.output = output;
      this.jar = jar;
      this.tree = tree;
    }

    @Override
    public WeavingReport report() {
      return tree.report();
    }

    boolean isChanged() {
      return !tree.wovenOwners().isEmpty() || !tree.staleFrames().isEmpty();
    }

    @Override
    void stage(StagedFiles staged) throws IOException {
      staged.put(output, isChanged() ? wovenJar() : DirectorySource.read(input), input);
    }

    private byte[] wovenJar() throws IOException {
      JarContent.Writer writer = jar.writer();
      try {
        for (JarContent.Entry entry : jar.entries()) {
          if (entry.isClassFile()) {
            writeClass(writer, entry);
          } else {
            writer.write(entry);
          }
        }
        return writer.finish();
      } catch (IOException exception) { // in memory, so it is about the entries
        throw FileErrors.unwritable(output, exception);
      } catch (OutOfMemoryError error) { // of the heap, or more than an array can hold
        throw FileErrors.tooLarge(input, error);
      }
    }

    private void writeClass(JarContent.Writer writer, JarContent.Entry entry) throws IOException {
      if (tree.isSuperseded(entry.place())) {
        return;
      }
      writer.write(entry.with(tree.wovenOwners().getOrDefault(entry.place(), entry.content())));
      for (Map.Entry<String, byte[]> frame : tree.framesOf(entry.place()).entrySet()) {
        writer.write(entry.sibling(frame.getKey() + ".class", frame.getValue()));
      }
    }
  }
}
