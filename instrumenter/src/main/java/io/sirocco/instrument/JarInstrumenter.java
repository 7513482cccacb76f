package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weaves the class files of a jar, entry by entry.
 *
 * <p>Entries keep their order, times and compression; frame classes stand behind their owner, with
 * its time, so that the same jar gives the same bytes. Each {@code META-INF/versions} directory of a
 * multi-release jar gets the frame classes of its own classes; the same holds for {@code
 * BOOT-INF/classes} and {@code WEB-INF/classes}. Jars inside the jar are left as they are.
 */
public final class JarInstrumenter {
  private final ClassSource classPath;
  private final ClassFilter filter;

  /**
   * Makes an instrumenter of jars.
   *
   * @param classPath where types are looked up that the jar itself does not have
   * @param filter which classes to weave; the others stay as they are
   */
  public JarInstrumenter(ClassSource classPath, ClassFilter filter) {
    this.classPath = classPath;
    this.filter = filter;
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
    Map<String, TreeWeaver> trees = new LinkedHashMap<>(); // by root, with its slash
    for (JarContent.Entry entry : jar.entries()) {
      if (jar.isClassFile(entry.name())) {
        String root = jar.rootOf(entry.name());
        trees
            .computeIfAbsent(root, key -> treeWeaver(jar, key))
            .accept(jar.classNameOf(entry.name()), entry.content(), input + "!/" + entry.name());
      }
    }
    WovenJar woven = new WovenJar(input, output, jar, trees);
    if (woven.isChanged()) {
      jar.refuseIfFragile();
    }
    return woven;
  }

  private TreeWeaver treeWeaver(JarContent jar, String root) {
    return new TreeWeaver(new Instrumenter(jar.typesSeenFrom(root).or(classPath)), filter);
  }

  private record WovenJar(Path input, Path output, JarContent jar, Map<String, TreeWeaver> trees)
      implements Weaving {

    @Override
    public WeavingReport report() {
      return trees.values().stream()
          .map(TreeWeaver::report)
          .reduce(WeavingReport.EMPTY, WeavingReport::plus);
    }

    boolean isChanged() {
      return trees.values().stream()
          .anyMatch(tree -> !tree.wovenOwners().isEmpty() || !tree.staleFrames().isEmpty());
    }

    @Override
    public void write() throws IOException {
      try (StagedFiles staged = new StagedFiles()) {
        staged.put(output, isChanged() ? wovenJar() : DirectorySource.read(input));
        staged.commit();
      }
    }

    private byte[] wovenJar() throws IOException {
      try {
        return writeEntries();
      } catch (IOException exception) { // in memory, so it is about the entries: two of one name
        throw FileErrors.unwritable(output, exception);
      }
    }

    private byte[] writeEntries() throws IOException {
      JarContent.Writer writer = jar.writer();
      for (JarContent.Entry entry : jar.entries()) {
        String root = jar.rootOf(entry.name());
        TreeWeaver tree = jar.isClassFile(entry.name()) ? trees.get(root) : null;
        if (tree == null) {
          writer.write(entry);
        } else {
          writeClass(writer, entry, root, tree);
        }
      }
      return writer.finish();
    }

    private void writeClass(
        JarContent.Writer writer, JarContent.Entry entry, String root, TreeWeaver tree)
        throws IOException {
      String name = jar.classNameOf(entry.name());
      if (tree.isSuperseded(name)) {
        return;
      }
      writer.write(entry.with(tree.wovenOwners().getOrDefault(name, entry.content())));
      for (Map.Entry<String, byte[]> frame : tree.framesOf(name).entrySet()) {
        writer.write(entry.sibling(root + frame.getKey() + ".class", frame.getValue()));
      }
    }
  }
}
