package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderViewTest {

  @Test
  void class_beside_wins() throws IOException {
    assertEquals("BOOT-INF/classes/A", find("BOOT-INF/classes/", "A", "BOOT-INF/classes/A"));
  }

  @Test
  void version_sees_the_newest_version_that_is_not_newer() throws IOException {
    String[] places = {
      "A", "META-INF/versions/9/A", "META-INF/versions/11/A", "META-INF/versions/17/A"
    };

    assertEquals("META-INF/versions/11/A", find("META-INF/versions/16/", "A", places));
    assertEquals("META-INF/versions/9/A", find("META-INF/versions/10/", "A", places));
  }

  @Test
  void root_does_not_see_the_versions() throws IOException {
    assertNull(find("", "A", "META-INF/versions/9/A"));
  }

  @Test
  void root_is_seen_from_everywhere() throws IOException {
    assertEquals("A", find("META-INF/versions/11/", "A", "A"));
    assertEquals("A", find("WEB-INF/classes/", "A", "A"));
  }

  private static String find(String folder, String name, String... places) throws IOException {
    ClassSource root =
        place -> List.of(places).contains(place) ? place.getBytes(StandardCharsets.UTF_8) : null;
    byte[] found = new FolderView(root, folder).find(name);
    return found == null ? null : new String(found, StandardCharsets.UTF_8);
  }
}
