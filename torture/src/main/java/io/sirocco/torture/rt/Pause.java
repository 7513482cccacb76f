package io.sirocco.torture.rt;

import io.sirocco.Awaitable;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;

/**
 * What the inserted awaits wait for.
 *
 * <p>Each await has a number, its site. Whether the n-th pause of a site pends follows from the seed,
 * the site and n alone, so a run can be repeated. One of two pends, but fewer and fewer once a site was
 * visited often: loops that take millions of rounds stay affordable.
 */
public final class Pause {
  private static final long SEED = Long.getLong("torture.seed", 1);
  private static final long OFTEN = 50;
  private static final long[] VISITS = new long[Integer.getInteger("torture.sites", 0)];
  private static final long[] SUSPENSIONS = new long[VISITS.length];

  // Made once per site: millions of awaits find their future done.
  private static final AtomicReferenceArray<Future<Object>> DONE =
      new AtomicReferenceArray<>(VISITS.length);
  private static final AtomicReferenceArray<CompletableFuture<Object>> DONE_COMPLETABLE =
      new AtomicReferenceArray<>(VISITS.length);

  private static volatile boolean outOfTime;

  private Pause() {}

  // ---- futures that are awaited, as every type that await takes

  /** A Sirocco future. */
  public static Future<Object> future(int site) {
    Drive drive = driveIfPending(site);
    return drive == null ? done(site) : pending(site, drive);
  }

  /** Anything that Sirocco can await. */
  public static Awaitable<Object> awaitable(int site) {
    return future(site);
  }

  /** A future of the JDK that is a stage all the same. */
  public static java.util.concurrent.Future<Object> jdkFuture(int site) {
    return future(site);
  }

  /** Something whose type is not known. */
  public static Object unknown(int site) {
    return future(site);
  }

  /** A stage. */
  public static CompletionStage<Object> stage(int site) {
    return completable(site);
  }

  /** A future of the JDK. */
  public static CompletableFuture<Object> completable(int site) {
    Drive drive = driveIfPending(site);
    if (drive == null) {
      return doneCompletable(site);
    }
    CompletableFuture<Object> pause = new CompletableFuture<>();
    drive.add(() -> pause.complete(site));
    return pause;
  }

  /** Looks at what await returned. */
  public static void check(Object value, int site) {
    if (!(value instanceof Integer number) || number != site) {
      Violation.WRONG_VALUE.increment();
      throw new AssertionError("torture: await " + site + " gave " + value);
    }
  }

  // ---- futures that are returned

  /** The result of a coroutine, which may have to be waited for. */
  public static Future<Object> result(Object value, int site) {
    Drive drive = driveIfPending(site);
    return drive == null ? Future.of(value) : pending(value, drive);
  }

  /** As {@link #result} for a coroutine that returns a {@link CompletableFuture}. */
  public static CompletableFuture<Object> completableResult(Object value, int site) {
    return result(value, site).toCompletableFuture();
  }

  // ---- pending or not

  private static Future<Object> pending(Object value, Drive drive) {
    Promise<Object> pause = new Promise<>();
    drive.add(() -> pause.complete(value));
    return pause;
  }

  private static Future<Object> done(int site) {
    Future<Object> done = DONE.get(site);
    if (done == null) {
      done = Future.of(site);
      DONE.set(site, done);
    }
    return done;
  }

  private static CompletableFuture<Object> doneCompletable(int site) {
    CompletableFuture<Object> done = DONE_COMPLETABLE.get(site);
    if (done == null) {
      done = CompletableFuture.completedFuture(site);
      DONE_COMPLETABLE.set(site, done);
    }
    return done;
  }

  private static Drive driveIfPending(int site) {
    checkTime();
    long visit = ++VISITS[site]; // races between threads do no harm
    if (!isPending(site, visit)) {
      return null;
    }
    Drive drive = Drive.ofSuspendable();
    if (drive != null) {
      SUSPENSIONS[site]++;
    }
    return drive;
  }

  /** With probability 1/2, and from the n-th visit with n = OFTEN on with OFTEN/2n. */
  private static boolean isPending(int site, long visit) {
    long dice = (SEED * 31 + site) * 0x9E3779B97F4A7C15L + visit * 0xD1B54A32D192ED03L;
    dice = (dice ^ dice >>> 32) * 0xD6E8FEB86659FD93L;
    return ((dice ^ dice >>> 32) & (1 << 20) - 1) * Math.max(visit, OFTEN) < OFTEN << 19;
  }

  static long visits() {
    return LongStream.of(VISITS).sum();
  }

  static long visitedSites() {
    return LongStream.of(VISITS).filter(visits -> visits > 0).count();
  }

  static long suspensions() {
    return LongStream.of(SUSPENSIONS).sum();
  }

  static long suspendedSites() {
    return LongStream.of(SUSPENSIONS).filter(suspensions -> suspensions > 0).count();
  }

  // ---- tests that take too long

  /** From now on every pause of every thread throws, until the next call. */
  static void setOutOfTime(boolean isOutOfTime) {
    outOfTime = isOutOfTime;
  }

  static void checkTime() {
    if (outOfTime) {
      throw new OutOfTime();
    }
  }

  private static final class OutOfTime extends Error {
    private static final long serialVersionUID = 1;

    OutOfTime() {
      super("torture: the test takes too long");
    }
  }
}
