package io.sirocco.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of a dump: the file {@code page.html} with the JSON in it, of which the page makes what is looked at. */
final class HtmlPage {
  private static final String PLACE = "@DUMP@";

  private HtmlPage() {}

  static String of(String json) {
    String page = read();
    int place = page.indexOf(PLACE);
    return page.substring(0, place) + json + page.substring(place + PLACE.length());
  }

  private static String read() {
    try (InputStream page = HtmlPage.class.getResourceAsStream("page.html")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
