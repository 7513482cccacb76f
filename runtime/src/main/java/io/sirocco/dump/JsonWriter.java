package io.sirocco.dump;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Writes a dump for programs: one line per wait. Also safe inside a script element of a page. */
final class JsonWriter {
  private static final int VERSION = 1;

  private final StringBuilder json = new StringBuilder();

  String write(Dump dump) {
    json.append("{\"version\":").append(VERSION);
    json.append(",\"tracked\":").append(dump.tracked());
    json.append(",\"complete\":").append(dump.complete());
    json.append(",\"loops\":");
    writeList(dump.loops(), this::writeLoop);
    json.append(",\"deadEnds\":");
    writeList(dump.deadEnds(), this::writeTexts);
    return json.append("}\n").toString();
  }

  private void writeLoop(LoopDump loop) {
    json.append("\n{\"name\":");
    writeText(loop.name());
    json.append(",\"state\":");
    writeText(loop.state());
    json.append(",\"callbacks\":").append(loop.callbacks());
    json.append(",\"queued\":").append(loop.queued());
    json.append(",\"timers\":").append(loop.timers());
    loop.nextTimer().ifPresent(time -> writeSeconds("nextTimer", time));
    writeSeconds("lag", loop.lag());
    json.append(",\"coroutines\":").append(loop.coroutines());
    json.append(",\"stack\":");
    writeTexts(loop.stack());
    json.append(",\"waits\":");
    writeList(loop.waits(), this::writeWait);
    json.append('}');
  }

  private void writeWait(Wait wait) {
    json.append("\n{\"target\":");
    writeText(wait.target());
    json.append(",\"chain\":");
    writeTexts(wait.chain());
    json.append(",\"count\":").append(wait.count());
    wait.oldest().ifPresent(time -> writeSeconds("oldest", time));
    wait.due().ifPresent(time -> writeSeconds("due", time));
    json.append('}');
  }

  private void writeSeconds(String key, Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3);
    json.append(",\"").append(key).append("Seconds\":").append(seconds.toPlainString());
  }

  private void writeTexts(List<String> texts) {
    writeList(texts, this::writeText);
  }

  private <E> void writeList(List<E> elements, Consumer<E> writer) {
    json.append('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      writer.accept(elements.get(i));
    }
    json.append(']');
  }

  private void writeText(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '&'
          || c > '~') { // others can end a script, or break a line
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
