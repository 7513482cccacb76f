package io.sirocco.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The fenced blocks of a page of the documentation. */
final class Markdown {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final List<Block> blocks;

  /** What stands between two fences; the language is the word behind the first one. */
  record Block(String language, String text) {}

  private Markdown(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * Reads a page.
   *
   * @param page from the root of the project
   */
  static Markdown of(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    return new Markdown(BLOCK
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList());
  }

  List<Block> blocks() {
    return blocks;
  }

  List<String> blocks(String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }
}
