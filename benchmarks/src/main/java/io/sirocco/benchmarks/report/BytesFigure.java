package io.sirocco.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many bytes one of many equal things takes, as the memory harness writes it.
 *
 * @param jdk the feature number
 * @param thing coroutine, timer or connection
 * @param count how many there were
 * @param heap bytes by which the heap has grown, per thing
 * @param objects the sizes of the objects, per thing; NaN if they could not be told
 */
public record BytesFigure(
    int jdk, String thing, String contender, int count, double heap, double objects) {
  private static final Gson GSON = new GsonBuilder()
      .serializeSpecialFloatingPointValues()
      .setPrettyPrinting()
      .create();

  /** The same with the sizes of the objects. */
  public BytesFigure withObjects(double sum) {
    return new BytesFigure(jdk, thing, contender, count, heap, sum);
  }

  /** Writes all figures of one run. */
  public static void write(List<BytesFigure> figures, Path file) throws IOException {
    Files.writeString(file, GSON.toJson(figures));
  }

  /** Reads what {@link #write} wrote. */
  public static List<BytesFigure> read(Path file) throws IOException {
    return GSON.fromJson(Files.readString(file), new TypeToken<List<BytesFigure>>() {});
  }
}
