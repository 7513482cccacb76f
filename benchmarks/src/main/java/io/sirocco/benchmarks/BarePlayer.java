package io.sirocco.benchmarks;

/** A player of {@link PingPong} as a state machine: the practical limit. */
abstract class BarePlayer extends BareMachine {
  private final BareSlot out;
  private final BareSlot in;
  private boolean waitsForItem;

  private BarePlayer(BareSlot out, BareSlot in, BareQueue queue) {
    super(queue);
    this.out = out;
    this.in = in;
  }

  static BareFuture ping(BareSlot out, BareSlot in, int times, BareQueue queue) {
    Ping ping = new Ping(out, in, times, queue);
    if (ping.put(0)) {
      ping.play(ping.nextItem());
    }
    return ping;
  }

  static BareFuture pong(BareSlot in, BareSlot out, int times, BareQueue queue) {
    Pong pong = new Pong(out, in, times, queue);
    pong.play(pong.nextItem());
    return pong;
  }

  @Override
  final void resume(Object value) {
    play(waitsForItem ? value : nextItem());
  }

  /** Goes on with an item, null after a suspension. */
  abstract void play(Object item);

  /** Whether there was room; if not, it waits now. */
  final boolean put(Object item) {
    BareFuture put = out.put(item);
    if (put.poll() != null) {
      return true;
    }
    waitsForItem = false;
    put.register(this);
    return false;
  }

  /** Null after a suspension. */
  Object nextItem() {
    BareFuture next = in.get();
    Object item = next.poll();
    if (item == null) {
      waitsForItem = true;
      next.register(this);
    }
    return item;
  }

  private static final class Ping extends BarePlayer {
    private final int times;
    private int i;
    private int sum;

    Ping(BareSlot out, BareSlot in, int times, BareQueue queue) {
      super(out, in, queue);
      this.times = times;
    }

    @Override
    void play(Object first) {
      Object item = first;
      while (item != null) {
        sum += (Integer) item;
        if (++i == times) {
          complete(sum);
          return;
        }
        item = put(i & 63) ? nextItem() : null;
      }
    }
  }

  private static final class Pong extends BarePlayer {
    private final int times;
    private int i;

    Pong(BareSlot out, BareSlot in, int times, BareQueue queue) {
      super(out, in, queue);
      this.times = times;
    }

    @Override
    void play(Object first) {
      Object item = first;
      while (item != null) {
        item = put((Integer) item + 1) ? nextItem() : null;
      }
    }

    /** As above; null also after the last one. */
    @Override
    Object nextItem() {
      if (i++ == times) {
        complete(times);
        return null;
      }
      return super.nextItem();
    }
  }
}
