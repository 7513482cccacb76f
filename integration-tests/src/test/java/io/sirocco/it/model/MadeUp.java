package io.sirocco.it.model;

import io.sirocco.it.model.Limit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes programs up. Few objects and small numbers on purpose: things have to meet. */
final class MadeUp {
  private static final int MOST_STATEMENTS = 4; // of a block
  private static final int MOST_BLOCKS = 3; // beside each other
  private static final int MOST_REQUESTS = 3; // of a race
  private static final int DEPTH = 3;
  private static final int MOST_DEVIATIONS = 8;
  private static final int DECISIONS = 60; // after which no order deviates any more
  private static final int[] MILLIS = {1, 2, 5, 10};
  private static final int HOUR = 3_600_000; // a limit whose timer would be seen at the end

  private final Random random;

  private MadeUp(Random random) {
    this.random = random;
  }

  /** The same seed makes the same program. */
  static Program program(long seed) {
    MadeUp madeUp = new MadeUp(new Random(seed));
    return new Program(madeUp.block(DEPTH), madeUp.order());
  }

  private String order() {
    int[] decisions = IntStream.generate(() -> random.nextInt(DECISIONS))
        .limit(random.nextInt(MOST_DEVIATIONS))
        .distinct()
        .sorted()
        .toArray();
    List<String> deviations = new ArrayList<>();
    for (int decision : decisions) {
      deviations.add(decision + ":" + (1 + random.nextInt(3)));
    }
    return String.join(" ", deviations);
  }

  private List<Op> block(int depth) {
    return list(MOST_STATEMENTS, () -> op(depth));
  }

  private List<List<Op>> blocks(int depth) {
    return list(MOST_BLOCKS, () -> block(depth));
  }

  private <T> List<T> list(int most, Supplier<T> element) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(i -> element.get())
        .toList();
  }

  private Op op(int depth) {
    return depth == 0 || random.nextInt(5) < 3 ? leaf() : structure(depth - 1);
  }

  // ---- statements without others ----------------------------------------------------------------

  private Op leaf() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Waits.Pause(millis());
      case 2 -> new Waits.Turn();
      case 3, 4 -> new Waits.AwaitEvent(limit(Kind.ARGUMENT, Kind.SCOPE, Kind.WRAPPER));
      case 5, 6 -> new Waits.AwaitSignal(limit(Kind.ARGUMENT, Kind.SCOPE));
      case 7 -> new Waits.AwaitPromise(coin(), limit(Kind.SCOPE, Kind.WRAPPER));
      case 8 -> random.nextInt(3) > 0 ? new Waits.Job(coin()) : new Waits.AwaitHook();
      case 9, 10 -> new Turns.Put(index(), limit(Kind.ARGUMENT, Kind.SCOPE));
      case 11, 12 -> new Turns.Get(index(), limit(Kind.ARGUMENT, Kind.SCOPE));
      case 13 ->
        coin()
            ? new Turns.HoldPermit(index(), limit(Kind.ARGUMENT, Kind.SCOPE), millis())
            : new Turns.Join(index(), limit(Kind.ARGUMENT, Kind.SCOPE));
      case 14 -> coin() ? elements() : new Actions.Fail();
      case 15, 16 -> new Actions.Later(millis(), action());
      case 17 -> coin() ? new Actions.FromThread(action()) : failure();
      case 18 -> new Actions.OnSignal(action());
      default -> action();
    };
  }

  private Op failure() {
    return random.nextInt(4) > 0 ? new Actions.FailLater() : new Actions.BreakHandler();
  }

  private Op.Action action() {
    return switch (random.nextInt(6)) {
      case 0 -> new Actions.Signal(1 + random.nextInt(3));
      case 1 -> new Actions.SetEvent(coin());
      case 2 -> new Actions.Complete(coin());
      case 3 -> new Actions.CancelScope(random.nextInt(3));
      case 4 -> new Actions.CancelWait(random.nextInt(4));
      default -> new Actions.CancelFork(random.nextInt(6));
    };
  }

  private Op elements() {
    return new Elements(
        random.nextInt(4),
        random.nextInt(4),
        millis(),
        limit(Kind.SCOPE),
        coin() ? 1 : 100,
        coin());
  }

  // ---- statements with others -------------------------------------------------------------------

  private Op structure(int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> new Turns.WithPermit(index(), limit(Kind.ARGUMENT, Kind.SCOPE), block(depth));
      case 1 -> new Structures.Call(maybeMillis(), block(depth));
      case 2 -> new Structures.Try(coin(), block(depth));
      case 3 -> new Structures.Finally(block(depth), block(depth));
      case 4 -> new Structures.All(blocks(depth));
      case 5 -> new Structures.AsTheyCome(blocks(depth));
      case 6, 7 -> race(depth);
      default -> new Structures.InScope(maybeMillis(), blocks(depth), block(depth));
    };
  }

  private Op race(int depth) {
    List<Integer> requests = list(MOST_REQUESTS, () -> random.nextInt(Request.KINDS));
    Race.Kind[] kinds = Race.Kind.values();
    return new Race(
        kinds[random.nextInt(kinds.length)],
        requests,
        maybeMillis(),
        coin() ? List.of() : blocks(depth));
  }

  // ---- numbers ----------------------------------------------------------------------------------

  private Limit limit(Kind... kinds) {
    int millis = random.nextInt(5) == 0 ? HOUR : millis();
    return random.nextInt(3) == 0
        ? Limit.NONE
        : new Limit(kinds[random.nextInt(kinds.length)], millis);
  }

  private int millis() {
    return MILLIS[random.nextInt(MILLIS.length)];
  }

  /** Zero for none. */
  private int maybeMillis() {
    return random.nextInt(3) == 0 ? 0 : millis();
  }

  private int index() {
    return random.nextInt(2);
  }

  private boolean coin() {
    return random.nextBoolean();
  }
}
