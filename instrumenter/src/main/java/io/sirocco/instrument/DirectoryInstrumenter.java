package io.sirocco.instrument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weaves the class files of a directory, in place or into another one.
 *
 * <p>Weaving in place a second time changes nothing. Frame classes of coroutines that no longer exist
 * are removed: the compiler, which never made them, would leave them for ever. Links to folders and files
 * are followed, as class loaders do. Several builds may weave one folder at the same time.
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
    TreeWeaver tree = new TreeWeaver(new DirectorySource(input), classPath, filter, options);
    List<Path> files = FileTree.files(input);
    Path real = input.toRealPath();
    Map<Path, Boolean> isAtHome = new HashMap<>(); // by folder
    for (Path file : files) {
      if (isClassFile(file)
          && isAtHome.computeIfAbsent(file.getParent(), folder -> isAtHome(input, real, folder))) {
        accept(tree, input, file);
      }
    }
    boolean inPlace = Files.isDirectory(output) && Files.isSameFile(input, output);
    return new WovenDirectory(input, inPlace ? input : output, files, tree);
  }

  /** Not where a link leads to another folder below the same root, in which the files are looked at. */
  private static boolean isAtHome(Path root, Path realRoot, Path folder) {
    try {
      Path real = folder.toRealPath();
      return !real.startsWith(realRoot)
          || real.equals(realRoot.resolve(root.relativize(folder)).normalize());
    } catch (IOException removed) {
      return true; // then its files are gone, too
    }
  }

  private static void accept(TreeWeaver tree, Path root, Path file) throws IOException {
    byte[] classFile;
    try {
      classFile = Files.readAllBytes(file);
    } catch (NoSuchFileException removed) {
      return; // by another build in the same folder
    } catch (IOException exception) {
      throw FileErrors.unreadable(file, exception);
    }
    tree.accept(placeOf(root, file), classFile, root + "/" + slashed(root.relativize(file)));
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

  private static final class WovenDirectory extends Weaving {
    private final Path input;
    private final Path output;
    private final List<Path> files;
    private final TreeWeaver tree;

    WovenDirectory(Path input, Path output, List<Path> files, TreeWeaver tree) {
      this.input = input;
      this.output = output;
      this.files = files;
      this.tree = tree;
    }

    @Override
    public WeavingReport report() {
      return tree.report();
    }

    @Override
    void stage(StagedFiles staged) throws IOException {
      stageWovenClasses(staged);
      if (!isInPlace()) {
        stageTheRest(staged);
      }
      for (Path frame : staleFrames()) {
        staged.delete(frame);
      }
    }

    private boolean isInPlace() {
      return output.equals(input);
    }

    /** Frame classes first: an owner must never be there without them. */
    private void stageWovenClasses(StagedFiles staged) throws IOException {
      for (String owner : tree.wovenOwners().keySet()) {
        for (Map.Entry<String, byte[]> frame : tree.framesOf(owner).entrySet()) {
          staged.put(classFile(output, frame.getKey()), frame.getValue(), classFile(input, owner));
        }
      }
      for (Map.Entry<String, byte[]> owner : tree.wovenOwners().entrySet()) {
        staged.put(
            classFile(output, owner.getKey()), owner.getValue(), classFile(input, owner.getKey()));
      }
    }

    private static Path classFile(Path root, String place) throws IOException {
      try {
        return root.resolve(place + CLASS);
      } catch (InvalidPathException exception) {
        throw FileErrors.unnameable(root, place + CLASS);
      }
    }

    private void stageTheRest(StagedFiles staged) throws IOException {
      for (Path file : files) {
        if (!isClassFile(file) || isCopied(placeOf(input, file))) {
          staged.copy(file, output.resolve(input.relativize(file).toString()));
        }
      }
    }

    private boolean isCopied(String place) {
      return !tree.wovenOwners().containsKey(place) && !tree.isSuperseded(place);
    }

    /** In place only those that were there when the classes were read: another build may add some. */
    private List<Path> staleFrames() throws IOException {
      List<Path> stale = new ArrayList<>();
      if (isInPlace()) {
        for (String frame : tree.staleFrames()) {
          stale.add(classFile(output, frame));
        }
      } else if (Files.isDirectory(output)) {
        for (Path file : FileTree.files(output)) {
          if (isClassFile(file) && isStale(file)) {
            stale.add(file);
          }
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
