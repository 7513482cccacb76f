package io.sirocco.it.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Programs with one thing less than another one. */
final class Smaller {
  private Smaller() {}

  /** The boldest ones first; ends, for each of them is smaller. */
  static Stream<Program> of(Program program) {
    List<Program> smaller = new ArrayList<>();
    if (!program.order().isEmpty()) {
      smaller.add(new Program(program.body(), ""));
    }
    blocks(program.body(), block -> smaller.add(new Program(block, program.order())));
    List<String> deviations = Arrays.asList(program.order().split(" "));
    for (int i = 0; i < deviations.size(); i++) {
      smaller.add(new Program(program.body(), String.join(" ", without(deviations, i))));
    }
    return smaller.stream().filter(candidate -> !candidate.equals(program));
  }

  /** Blocks without a statement, with the blocks of one in its place, or with a smaller one. */
  private static void blocks(List<Op> block, Consumer<List<Op>> found) {
    for (int i = 0; i < block.size(); i++) {
      found.accept(without(block, i));
    }
    for (int i = 0; i < block.size(); i++) {
      int at = i;
      for (List<Op> inner : block.get(i).blocks()) {
        List<Op> flat = without(block, i);
        flat.addAll(at, inner);
        found.accept(flat);
      }
      statements(block.get(i), smaller -> {
        List<Op> changed = new ArrayList<>(block);
        changed.set(at, smaller);
        found.accept(changed);
      });
    }
  }

  private static void statements(Op op, Consumer<Op> found) {
    List<List<Op>> blocks = op.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      boolean isBodyOfScope = op instanceof Structures.InScope && i == blocks.size() - 1;
      if (op.hasAnyNumberOfBlocks() && !isBodyOfScope) {
        found.accept(op.with(without(blocks, i)));
      }
    }
    op.simpler().forEach(found);
    for (int i = 0; i < blocks.size(); i++) {
      int at = i;
      blocks(blocks.get(i), smaller -> {
        List<List<Op>> changed = new ArrayList<>(blocks);
        changed.set(at, smaller);
        found.accept(op.with(changed));
      });
    }
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
  }
}
