package io.sirocco;

/** The future of {@link Coroutines#firstOf}: a value decides, and so does a failure. */
final class FirstOutcome<T> extends Choice<T> {
  FirstOutcome(Inputs inputs) {
    super(inputs);
  }

  @Override
  boolean isDecisive(Object outcome) {
    return true;
  }

  @Override
  Object withoutDecision(Inputs done) {
    throw new AssertionError("the first outcome decides");
  }
}
