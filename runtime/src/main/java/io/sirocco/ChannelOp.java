package io.sirocco;

import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;

/** An operation of a channel, by the name that it has in {@link SelectionKey}; for messages. */
enum ChannelOp {
  OP_READ(SelectionKey.OP_READ),
  OP_WRITE(SelectionKey.OP_WRITE),
  OP_CONNECT(SelectionKey.OP_CONNECT),
  OP_ACCEPT(SelectionKey.OP_ACCEPT);

  private final int bit;

  ChannelOp(int bit) {
    this.bit = bit;
  }

  /** The names of some bits, such as {@code OP_READ|OP_WRITE}; those that have no name as a number. */
  static String names(int ops) {
    List<String> names = new ArrayList<>();
    int nameless = ops;
    for (ChannelOp op : values()) {
      if ((ops & op.bit) != 0) {
        names.add(op.name());
        nameless &= ~op.bit;
      }
    }
    if (nameless != 0) {
      names.add(Integer.toString(nameless));
    }
    return String.join("|", names);
  }
}
