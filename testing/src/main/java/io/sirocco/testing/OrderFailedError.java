package io.sirocco.testing;

import java.util.List;

/** A test has failed in one of the orders that were tried; the cause is its own failure. */
public final class OrderFailedError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String order;

  OrderFailedError(String which, List<Choices.Deviation> deviations, Throwable failure) {
    super(message(which, deviations, failure), failure);
    this.order = text(deviations);
  }

  /** How the order is written for {@link Orders#replay} and {@link LoopTest#order}. */
  public String order() {
    return order;
  }

  private static String message(
      String which, List<Choices.Deviation> deviations, Throwable failure) {
    StringBuilder message = new StringBuilder()
        .append(which + " fails: " + failure)
        .append("\nThe usual order does not. It is enough that");
    deviations.forEach(deviation -> message.append("\n  ").append(deviation.text()));
    String order = text(deviations);
    return message
        .append("\nTo run this order again: @LoopTest(order = \"" + order + "\")")
        .append(", Orders.replay(\"" + order + "\", ...)")
        .append(" or -D" + Orders.ORDER_PROPERTY + "=\"" + order + "\"")
        .toString();
  }

  private static String text(List<Choices.Deviation> deviations) {
    return String.join(" ", deviations.stream().map(Choices.Deviation::toString).toList());
  }
}
