package io.sirocco.benchmarks.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads what JMH writes with {@code -rf json}. A benchmark may stand in it several times, once for each
 * round. The time of one process is the median of its iterations.
 */
final class JmhFile {
  private JmhFile() {}

  static List<Sample> read(Path file) throws IOException {
    Map<String, List<JsonObject>> rounds = new LinkedHashMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (JsonElement element : JsonParser.parseReader(reader).getAsJsonArray()) {
        JsonObject round = element.getAsJsonObject();
        rounds
            .computeIfAbsent(
                round.get("benchmark").getAsString() + parameter(round), key -> new ArrayList<>())
            .add(round);
      }
    }
    return rounds.values().stream().map(JmhFile::sample).toList();
  }

  private static Sample sample(List<JsonObject> rounds) {
    JsonObject first = rounds.get(0);
    String[] name = first.get("benchmark").getAsString().split("\\.");
    return new Sample(
        jdk(first),
        name[name.length - 2],
        name[name.length - 1],
        parameter(first),
        rounds.stream().flatMap(round -> times(round).stream()).sorted().toList(),
        median(rounds.stream().map(JmhFile::bytes)));
  }

  private static int jdk(JsonObject round) {
    return Runtime.Version.parse(round.get("jdkVersion").getAsString()).feature();
  }

  private static String parameter(JsonObject round) {
    JsonObject params = round.getAsJsonObject("params");
    return params == null
        ? ""
        : params.entrySet().stream()
            .map(param -> param.getValue().getAsString() + " " + param.getKey())
            .collect(Collectors.joining(", "));
  }

  private static List<Double> times(JsonObject round) {
    JsonArray processes = round.getAsJsonObject("primaryMetric").getAsJsonArray("rawData");
    return stream(processes)
        .map(process -> median(stream(process.getAsJsonArray()).map(JsonElement::getAsDouble)))
        .toList();
  }

  private static Stream<JsonElement> stream(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static double median(Stream<Double> figures) {
    List<Double> sorted = figures.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static double bytes(JsonObject round) {
    JsonObject metrics = round.getAsJsonObject("secondaryMetrics");
    for (String name : new String[] {"gc.alloc.rate.norm", "·gc.alloc.rate.norm"}) {
      if (metrics.has(name)) { // the second one is the name in some releases of JMH
        return metrics.getAsJsonObject(name).get("score").getAsDouble();
      }
    }
    return Double.NaN;
  }
}
