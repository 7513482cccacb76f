package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weaves the class files below one root, one after the other, and keeps what came of it.
 *
 * <p>The root is a directory, a jar, or a folder in a jar that holds classes, such as {@code
 * META-INF/versions/11}. An owner and its frame classes are always below the same root.
 */
final class TreeWeaver {
  private final Instrumenter instrumenter;
  private final ClassFilter filter;

  private final Map<String, byte[]> woven = new LinkedHashMap<>(); // owners
  private final Map<String, Map<String, byte[]>> framesOfOwner = new HashMap<>();
  private final Set<String> oldFrames = new HashSet<>(); // found below the root
  private final Set<String> owners = new HashSet<>(); // everything found that is no frame
  private final Set<String> wovenBefore = new HashSet<>();
  private final List<WovenClass> wovenClasses = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  TreeWeaver(Instrumenter instrumenter, ClassFilter filter) {
    this.instrumenter = instrumenter;
    this.filter = filter;
  }

  /** Whether a class file holds no class that could be woven. */
  static boolean isDescriptor(String internalName) {
    String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
    return simpleName.equals("module-info") || simpleName.equals("package-info");
  }

  /**
   * Takes the next class file.
   *
   * @param internalName as its path says
   * @param path how to name the class file in messages
   */
  void accept(String internalName, byte[] classFile, String path) {
    if (isDescriptor(internalName)) {
      return;
    }
    if (WovenMark.isFrameName(internalName) && WovenMark.isOn(classFile)) {
      oldFrames.add(internalName);
      return;
    }
    owners.add(internalName);
    if (WovenMark.isOn(classFile)) {
      wovenBefore.add(internalName);
    }
    if (Instrumenter.mayContainCoroutines(classFile) && filter.accepts(internalName)) {
      weave(internalName, classFile, path);
    }
  }

  private void weave(String internalName, byte[] classFile, String path) {
    InstrumentationResult result = instrumenter.instrument(classFile);
    for (Diagnostic diagnostic : result.diagnostics()) {
      findings.add(Finding.in(path, internalName, diagnostic));
    }
    if (result.isWoven()) {
      woven.put(internalName, result.classFile());
      framesOfOwner.put(internalName, result.frames());
      wovenClasses.add(new WovenClass(path, result.coroutines()));
    }
  }

  /** What became of all class files taken so far. */
  WeavingReport report() {
    return new WeavingReport(owners.size(), wovenBefore.size(), wovenClasses, findings);
  }

  /** The woven owners, in the order in which they were taken. */
  Map<String, byte[]> wovenOwners() {
    return woven;
  }

  /** The new frame classes of an owner, by internal name; empty if it was not woven. */
  Map<String, byte[]> framesOf(String owner) {
    return framesOfOwner.getOrDefault(owner, Map.of());
  }

  /**
   * Whether a frame class that was there before is of no use any more: its owner was compiled again,
   * without this coroutine, or is gone.
   */
  boolean isStale(String frame) {
    String owner = WovenMark.ownerOf(frame);
    boolean usedAsBefore = wovenBefore.contains(owner) && oldFrames.contains(frame);
    return !usedAsBefore && !framesOf(owner).containsKey(frame);
  }

  /** Whether a frame class that was found goes: it is stale, or its owner brings it anew. */
  boolean isSuperseded(String name) {
    return oldFrames.contains(name) && !wovenBefore.contains(WovenMark.ownerOf(name));
  }

  /** The frame classes found that are of no use any more. */
  List<String> staleFrames() {
    return oldFrames.stream().filter(this::isStale).sorted().toList();
  }

  /** Whether this class, woven or not, is among those taken. */
  boolean hasOwner(String internalName) {
    return owners.contains(internalName);
  }
}
