package io.sirocco.contract;

import io.sirocco.AsyncIterator;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** Iterators that are published keep the rules of Reactive Streams. */
public class PublisherTckTest extends FlowPublisherVerification<Long> {
  private final IOLoop loop = new IOLoop();
  private final Thread thread = new Thread(loop::start, "loop of the verification");

  public PublisherTckTest() {
    super(new TestEnvironment(2_000, 50));
  }

  @BeforeClass
  public void startLoop() {
    thread.start();
  }

  @AfterClass
  public void stopLoop() throws InterruptedException {
    loop.stop();
    thread.join();
    loop.close();
  }

  @Override
  public Flow.Publisher<Long> createFlowPublisher(long elements) {
    return AsyncIterator.publisher(loop, () -> new Numbers(loop, elements));
  }

  @Override
  public Flow.Publisher<Long> createFailedFlowPublisher() {
    return AsyncIterator.publisher(loop, () -> {
      throw new IllegalStateException("no elements today");
    });
  }

  /** Every second element has to be waited for. */
  private static final class Numbers implements AsyncIterator<Long> {
    private final IOLoop loop;
    private final long end;
    private long current = -1;

    Numbers(IOLoop loop, long end) {
      this.loop = loop;
      this.end = end;
    }

    @Override
    public Future<Boolean> advance() {
      boolean hasNext = ++current < end;
      if (current % 2 == 0) {
        return Future.of(hasNext);
      }
      Promise<Boolean> later = new Promise<>();
      loop.addCallback(() -> later.complete(hasNext));
      return later;
    }

    @Override
    public Long current() {
      if (current < 0 || current >= end) {
        throw new NoSuchElementException();
      }
      return current;
    }

    @Override
    public Future<Void> close() {
      current = end;
      return Future.of(null);
    }
  }
}
