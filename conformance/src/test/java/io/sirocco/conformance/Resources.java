package io.sirocco.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The files that programs are compared with, by the names of the programs. */
final class Resources {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Resources() {}

  /** What Tornado did. */
  static Map<String, Recording> recordings() {
    TypeReference<Map<String, Recording>> type = new TypeReference<>() {};
    Map<String, Recording> recordings = new TreeMap<>(read("golden.json", type));
    recordings.putAll(read("more.json", type)); // by src/test/tornado/more.py
    return recordings;
  }

  /** Where we differ. */
  static Map<String, Difference> differences() {
    return read("differences.json", new TypeReference<Map<String, Difference>>() {});
  }

  private static <T> T read(String file, TypeReference<T> type) {
    try (InputStream in = Resources.class.getResourceAsStream(file)) {
      return JSON.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
