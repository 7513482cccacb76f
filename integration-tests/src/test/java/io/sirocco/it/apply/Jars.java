package io.sirocco.it.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars out of directories. */
final class Jars {
  private Jars() {}

  /** A jar with the classes in {@code BOOT-INF/classes} and the libraries as jars in it. */
  static Path fat(Path jar, Path classes, Path... libraries) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, classes, "BOOT-INF/classes/");
      for (int index = 0; index < libraries.length; index++) {
        zip.putNextEntry(new ZipEntry("BOOT-INF/lib/lib" + index + ".jar"));
        zip.write(asJar(libraries[index]));
      }
    }
    return jar;
  }

  private static byte[] asJar(Path library) throws IOException {
    if (!Files.isDirectory(library)) {
      return Files.readAllBytes(library);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, library, "");
    }
    return bytes.toByteArray();
  }

  /** A jar with an agent. */
  static Path agent(Path jar, Path classes, String agentClass) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", agentClass);
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      manifest.write(zip);
      add(zip, classes, "");
    }
    return jar;
  }

  private static void add(ZipOutputStream zip, Path directory, String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      zip.putNextEntry(new ZipEntry(prefix + directory.relativize(file)));
      zip.write(Files.readAllBytes(file));
    }
  }
}
