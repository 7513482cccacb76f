package io.sirocco.contract;

import io.sirocco.AsyncIterator;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** An iterator over a publisher keeps the rules of Reactive Streams. */
public class SubscriberTckTest extends FlowSubscriberBlackboxVerification<Integer> {
  public SubscriberTckTest() {
    super(new TestEnvironment(2_000, 50));
  }

  /** The subscriber that an iterator subscribes in its first advance. */
  @Override
  public Flow.Subscriber<Integer> createFlowSubscriber() {
    Capture capture = new Capture();
    AsyncIterator.from(capture).advance();
    return capture.subscriber;
  }

  /** Nothing to do: the advance that subscribed has asked for an element. */
  @Override
  public void triggerFlowRequest(Flow.Subscriber<? super Integer> subscriber) {}

  @Override
  public Integer createElement(int element) {
    return element;
  }

  private static final class Capture implements Flow.Publisher<Integer> {
    private Flow.Subscriber<Integer> subscriber;

    @Override
    @SuppressWarnings("unchecked") // the iterator is one of Integer
    public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
      this.subscriber = (Flow.Subscriber<Integer>) subscriber;
    }
  }
}
