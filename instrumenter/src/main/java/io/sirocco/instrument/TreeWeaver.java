package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weaves the class files below one root, a directory or a jar, one after the other, and keeps what
 * came of it.
 *
 * <p>A class is known here by its place: the path below the root, with slashes and without the
 * extension. That is its internal name, or ends with it, where package folders start further down, as
 * in {@code BOOT-INF/classes} or {@code META-INF/versions/11}. Frame classes are put beside their
 * owner.
 */
final class TreeWeaver {
  private final ClassSource root;
  private final ClassSource classPath;
  private final ClassFilter filter;
  private final CheckOptions options;

  private final Map<String, byte[]> woven = new LinkedHashMap<>(); // owners
  private final Map<String, Map<String, byte[]>> framesOfOwner = new HashMap<>();
  private final Map<String, String> oldFrames =
      new HashMap<>(); // found below the root; their owners
  private final Set<String> owners = new HashSet<>(); // everything found that is no frame
  private final Set<String> wovenBefore = new HashSet<>();
  private final Map<String, Folder> folders = new HashMap<>();
  private final List<WovenClass> wovenClasses = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private int leftOut; // classes with coroutines that the filter does not accept

  /** What looks at the classes of one folder, and sees the others as these do. */
  private record Folder(String path, Instrumenter instrumenter, UseCheck useCheck) {}

  /**
   * Makes a weaver.
   *
   * @param root finds the class files by their places
   * @param classPath where types are looked up that are not below the root
   */
  TreeWeaver(ClassSource root, ClassSource classPath, ClassFilter filter, CheckOptions options) {
    this.root = root;
    this.classPath = classPath;
    this.filter = filter;
    this.options = options;
  }

  /**
   * Takes the next class file.
   *
   * @param path how to name the class file in messages
   * @throws IOException if another class file of the root cannot be read
   * @throws InstrumentationException naming the class file
   */
  void accept(String place, byte[] classFile, String path) throws IOException {
    try {
      look(place, classFile, path);
    } catch (InstrumentationException e) {
      throw e.in(path);
    } catch (VirtualMachineError e) { // by one of the checks beside the weaving
      throw new InstrumentationException(place, e).in(path);
    }
  }

  private void look(String place, byte[] classFile, String path) throws IOException {
    if (isDescriptor(place)) {
      return;
    }
    Optional<String> ownerOfFrame = FrameFile.owner(place, classFile);
    if (ownerOfFrame.isPresent()) {
      oldFrames.put(place, ownerOfFrame.get());
      return;
    }
    owners.add(place);
    if (WovenMark.isOn(classFile)) {
      wovenBefore.add(place);
    }
    if (!UseCheck.concerns(classFile)) {
      return; // nearly all classes; those with coroutines are among the others
    }
    String internalName = ClassFileName.of(classFile).orElse(place);
    Folder folder = folders.computeIfAbsent(folderOf(place, internalName), this::folder);
    if (Instrumenter.mayContainCoroutines(classFile)) {
      if (filter.accepts(internalName)) {
        weave(folder, place, internalName, classFile, path);
      } else if (!wovenBefore.contains(place)) {
        leftOut++;
      }
    }
    if (filter.accepts(internalName) && !wovenBefore.contains(place)) {
      checkUses(folder, internalName, classFile, path);
    }
  }

  private static boolean isDescriptor(String place) {
    String simpleName = place.substring(place.lastIndexOf('/') + 1);
    return simpleName.equals("module-info") || simpleName.equals("package-info");
  }

  private void weave(
      Folder folder, String place, String internalName, byte[] classFile, String path)
      throws IOException {
    InstrumentationResult result = folder.instrumenter().instrument(classFile);
    for (Diagnostic diagnostic : result.diagnostics()) {
      findings.add(Finding.in(path, internalName, diagnostic));
    }
    Map<String, byte[]> frames = places(folder.path(), result.frames());
    Optional<String> namesake = namesake(frames.keySet());
    if (!isPlaceOf(
        internalName, place)) { // its frames could end up anywhere, even outside the root
      findings.add(new Finding(path, misplaced(internalName)));
    } else if (namesake.isPresent()) {
      findings.add(new Finding(path, clash(internalName, namesake.get())));
    } else if (result.isWoven()) {
      woven.put(place, result.classFile());
      framesOfOwner.put(place, frames);
      wovenClasses.add(new WovenClass(path, result.coroutines()));
    }
  }

  /** A class of the user's where a frame class would be put. */
  private Optional<String> namesake(Set<String> frames) throws IOException {
    for (String frame : frames) {
      byte[] there = root.find(frame);
      if (there != null && FrameFile.owner(frame, there).isEmpty()) {
        return Optional.of(frame);
      }
    }
    return Optional.empty();
  }

  private void checkUses(Folder folder, String internalName, byte[] classFile, String path) {
    for (Diagnostic diagnostic : folder.useCheck().check(classFile)) {
      findings.add(Finding.in(path, internalName, diagnostic));
    }
  }

  private Folder folder(String path) {
    ClassSource types = new FolderView(root, path).or(classPath);
    return new Folder(path, new Instrumenter(types, options), new UseCheck(types, options));
  }

  private static boolean isPlaceOf(String internalName, String place) {
    return place.equals(internalName) || place.endsWith("/" + internalName);
  }

  private static Diagnostic misplaced(String internalName) {
    String detail = "no class loader would look for " + internalName + " here";
    return new Diagnostic(Diagnostic.Code.MALFORMED_CLASS, internalName, "", "", 0, detail);
  }

  private static Diagnostic clash(String internalName, String namesake) {
    String detail = "class name " + namesake.replace('/', '.') + " is reserved";
    return new Diagnostic(Diagnostic.Code.NAME_CLASH, internalName, "", "", 0, detail);
  }

  /** The folder that the package folders start in, with a slash at its end, or the empty string. */
  private static String folderOf(String place, String internalName) {
    boolean isBelow = place.endsWith("/" + internalName);
    return isBelow ? place.substring(0, place.length() - internalName.length()) : "";
  }

  private static Map<String, byte[]> places(String folder, Map<String, byte[]> frames) {
    Map<String, byte[]> places = new LinkedHashMap<>();
    frames.forEach((name, frame) -> places.put(folder + name, frame));
    return places;
  }

  /** What became of all class files taken so far. */
  WeavingReport report() {
    return new WeavingReport(owners.size(), wovenBefore.size(), leftOut, wovenClasses, findings);
  }

  /** The woven owners, in the order in which they were taken. */
  Map<String, byte[]> wovenOwners() {
    return woven;
  }

  /** The new frame classes of an owner, by their places; empty if it was not woven. */
  Map<String, byte[]> framesOf(String owner) {
    return framesOfOwner.getOrDefault(owner, Map.of());
  }

  /**
   * Whether a frame class that was there before is of no use any more: its owner was compiled again,
   * without this coroutine, or is gone.
   */
  boolean isStale(String frame, String owner) {
    boolean usedAsBefore = wovenBefore.contains(owner) && oldFrames.containsKey(frame);
    return !usedAsBefore && !framesOf(owner).containsKey(frame);
  }

  /** Whether a frame class that was found goes: it is stale, or its owner brings it anew. */
  boolean isSuperseded(String frame) {
    return oldFrames.containsKey(frame) && !wovenBefore.contains(oldFrames.get(frame));
  }

  /** The frame classes found that are of no use any more. */
  List<String> staleFrames() {
    return oldFrames.entrySet().stream()
        .filter(frame -> isStale(frame.getKey(), frame.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether this class, woven or not, is among those taken. */
  boolean hasOwner(String place) {
    return owners.contains(place);
  }
}
