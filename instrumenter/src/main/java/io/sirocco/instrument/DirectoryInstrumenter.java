package io.sirocco.instrument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Weaves the class files of a directory, in place or into another one.
 *
 * <p>Weaving in place a second time changes nothing. Frame classes of coroutines that no longer exist
 * are removed: the compiler, which never made them, would leave them for ever.
 */
public final class DirectoryInstrumenter {
  private static final String CLASS = ".class";

  private final ClassSource classPath;
  private final ClassFilter filter;
  private final CheckOptions options;

  /**
   * Makes an instrumenter of directories.
   *
   * @param classPath where types are looked up that the directory itself does not have
   * @param filter which classes to weave; the others stay as they are
   */
  public DirectoryInstrumenter(ClassSource classPath, ClassFilter filter) {
    this(classPath, filter, CheckOptions.DEFAULT);
  }

  /**
   * Makes an instrumenter of directories, with options for its checks.
   *
   * @param classPath where types are looked up that the directory itself does not have
   * @param filter which classes to weave and to check
   */
  public DirectoryInstrumenter(ClassSource classPath, ClassFilter filter, CheckOptions options) {
    this.classPath = classPath;
    this.filter = filter;
    this.options = options;
  }

  /**
   * Weaves a directory in memory.
   *
   * @param input an existing directory
   * @param output where the result goes: {@code input} itself, or another directory, which also gets a
   *     copy of every other file; need not exist
   * @throws IOException if a file cannot be read
   */
  public Weaving weave(Path input, Path output) throws IOException {
    Path root = input.toRealPath(); // a link to a folder would not be walked
    TreeWeaver tree = new TreeWeaver(new DirectorySource(root), classPath, filter, options);
    List<Path> files = filesBelow(root);
    for (Path file : files) {
      if (isClassFile(file)) {
        tree.accept(
            placeOf(root, file),
            DirectorySource.read(file),
            input + "/" + slashed(root.relativize(file)));
      }
    }
    boolean inPlace = Files.isDirectory(output) && Files.isSameFile(root, output);
    return new WovenDirectory(root, inPlace ? root : output, files, tree);
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException exception) {
      throw FileErrors.unreadable(root, exception.getCause());
    }
  }

  private static boolean isClassFile(Path file) {
    return file.toString().endsWith(CLASS);
  }

  private static String placeOf(Path root, Path classFile) {
    String path = slashed(root.relativize(classFile));
    return path.substring(0, path.length() - CLASS.length());
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private record WovenDirectory(Path input, Path output, List<Path> files, TreeWeaver tree)
      implements Weaving {

    @Override
    public WeavingReport report() {
      return tree.report();
    }

    @Override
    public void write() throws IOException {
      try (StagedFiles staged = new StagedFiles()) {
        putWovenClasses(staged);
        if (!output.equals(input)) {
          copyTheRest(staged);
        }
        staged.commit();
      }
      for (Path frame : staleFrames()) {
        StagedFiles.delete(frame);
      }
    }

    /** Frame classes first: an owner must never be there without them. */
    private void putWovenClasses(StagedFiles staged) throws IOException {
      Map<String, byte[]> classFiles = new LinkedHashMap<>();
      tree.wovenOwners().keySet().forEach(owner -> classFiles.putAll(tree.framesOf(owner)));
      classFiles.putAll(tree.wovenOwners());
      for (Map.Entry<String, byte[]> entry : classFiles.entrySet()) {
        staged.put(output.resolve(entry.getKey() + CLASS), entry.getValue());
      }
    }

    private void copyTheRest(StagedFiles staged) throws IOException {
      for (Path file : files) {
        if (!isClassFile(file) || isCopied(placeOf(input, file))) {
          staged.copy(file, output.resolve(input.relativize(file)));
        }
      }
    }

    private boolean isCopied(String place) {
      return !tree.wovenOwners().containsKey(place) && !tree.isSuperseded(place);
    }

    private List<Path> staleFrames() throws IOException {
      List<Path> stale = new ArrayList<>();
      for (Path file : filesBelow(output)) {
        if (isClassFile(file) && isStale(file)) {
          stale.add(file);
        }
      }
      return stale;
    }

    private boolean isStale(Path file) throws IOException {
      String place = placeOf(output, file);
      return FrameFile.isPossible(place)
          && FrameFile.owner(place, DirectorySource.read(file))
              .filter(owner -> isOwnerOurs(owner) && tree.isStale(place, owner))
              .isPresent();
    }

    /** In an output of several inputs the frame classes of other inputs' classes stay. */
    private boolean isOwnerOurs(String owner) {
      return tree.hasOwner(owner) || !Files.exists(output.resolve(owner + CLASS));
    }
  }
}
