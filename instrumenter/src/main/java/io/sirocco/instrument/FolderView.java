package io.sirocco.instrument;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes below a root as those in one of its folders see them.
 *
 * <p>Package folders do not always start at the root: there are {@code BOOT-INF/classes} and {@code
 * META-INF/versions/11}. A class in such a folder sees first what is beside it, then, in a versions
 * folder, what is in the folders of older versions (JEP 238), then what is at the root.
 *
 * @param root looks files up by their path below it, without the extension
 * @param folder ends with a slash, or is empty
 */
record FolderView(ClassSource root, String folder) implements ClassSource {
  private static final Pattern VERSION = Pattern.compile("(META-INF/versions/)(\\d{1,4})/");
  private static final int FIRST_VERSION = 9;

  @Override
  public byte[] find(String internalName) throws IOException {
    byte[] beside = root.find(folder + internalName);
    if (beside != null) {
      return beside;
    }
    Matcher version = VERSION.matcher(folder);
    byte[] older = version.matches()
        ? older(version.group(1), Integer.parseInt(version.group(2)), internalName)
        : null;
    return older != null ? older : root.find(internalName);
  }

  @Override
  public List<byte[]> resources(String path) throws IOException {
    List<byte[]> found = new ArrayList<>(root.resources(folder + path));
    if (!folder.isEmpty()) {
      found.addAll(root.resources(path));
    }
    return found;
  }

  private byte[] older(String versions, int version, String internalName) throws IOException {
    for (int older = version - 1; older >= FIRST_VERSION; older--) {
      byte[] classFile = root.find(versions + older + "/" + internalName);
      if (classFile != null) {
        return classFile;
      }
    }
    return null;
  }
}
