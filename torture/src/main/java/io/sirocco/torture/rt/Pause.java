package io.sirocco.torture.rt;

import io.sirocco.Awaitable;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the inserted awaits wait for.
 *
 * <p>Each await has a number, its site. Whether the n-th pause of a site pends follows from the seed,
 * the site and n alone, so a run can be repeated. One of two pends, but fewer and fewer once a site was
 * visited often: loops that take millions of rounds stay affordable.
 */
public final class Pause {
  private static final long SEED = Long.getLong("torture.seed", 1);
  private static final int OFTEN = 50;
  private static final int[] VISITS = new int[Integer.getInteger("torture.sites", 0)];
  private static final boolean[] SUSPENDED = new boolean[VISITS.length];

  private static volatile boolean outOfTime;

  private Pause() {}

  // ---- futures that are awaited, as every type that await takes
  // ------------------------------------

  /** A Sirocco future. */
  public static Future<Object> future(int site) {
    return pause(site, site);
  }

  /** Anything that Sirocco can await. */
  public static Awaitable<Object> awaitable(int site) {
    return pause(site, site);
  }

  /** A future of the JDK that is a stage all the same. */
  public static java.util.concurrent.Future<Object> jdkFuture(int site) {
    return pause(site, site);
  }

  /** Something whose type is not known. */
  public static Object unknown(int site) {
    return pause(site, site);
  }

  /** A stage. */
  public static CompletionStage<Object> stage(int site) {
    return completable(site);
  }

  /** A future of the JDK. */
  public static CompletableFuture<Object> completable(int site) {
    Drive drive = driveIfPending(site);
    if (drive == null) {
      return CompletableFuture.completedFuture(site);
    }
    CompletableFuture<Object> pause = new CompletableFuture<>();
    drive.add(() -> pause.complete(site));
    return pause;
  }

  /** Looks at what await returned. */
  public static void check(Object value, int site) {
    if (!(value instanceof Integer number) || number != site) {
      Count.WRONG_VALUE.increment();
      throw new AssertionError("torture: await " + site + " gave " + value);
    }
  }

  // ---- futures that are returned
  // -------------------------------------------------------------------

  /** The result of a coroutine, which may have to be waited for. */
  public static Future<Object> result(Object value, int site) {
    return pause(value, site);
  }

  /** As {@link #result} for a coroutine that returns a {@link CompletableFuture}. */
  public static CompletableFuture<Object> completableResult(Object value, int site) {
    return pause(value, site).toCompletableFuture();
  }

  // ---- pending or not
  // ------------------------------------------------------------------------------

  private static Future<Object> pause(Object value, int site) {
    Drive drive = driveIfPending(site);
    if (drive == null) {
      return Future.of(value);
    }
    Promise<Object> pause = new Promise<>();
    drive.add(() -> pause.complete(value));
    return pause;
  }

  private static Drive driveIfPending(int site) {
    checkTime();
    Count.AWAITS.increment();
    int visit = ++VISITS[site]; // races between threads do no harm
    Drive drive = isPending(site, visit) ? Drive.ofSuspendable() : null;
    if (drive != null) {
      Count.SUSPENSIONS.increment();
      SUSPENDED[site] = true;
    }
    return drive;
  }

  private static boolean isPending(int site, int visit) {
    long dice = (SEED * 31 + site) * 0x9E3779B97F4A7C15L + visit * 0xD1B54A32D192ED03L;
    dice = (dice ^ dice >>> 32) * 0xD6E8FEB86659FD93L;
    long outOf1024 = visit <= OFTEN ? 512 : Math.max(1, 512L * OFTEN / visit);
    return ((dice ^ dice >>> 32) & 1023) < outOf1024;
  }

  /** Number of sites that were visited. */
  static long visitedSites() {
    long sites = 0;
    for (int visits : VISITS) {
      sites += visits != 0 ? 1 : 0;
    }
    return sites;
  }

  /** Number of sites that were really suspended at. */
  static long suspendedSites() {
    long sites = 0;
    for (boolean suspended : SUSPENDED) {
      sites += suspended ? 1 : 0;
    }
    return sites;
  }

  // ---- tests that take too long
  // --------------------------------------------------------------------

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
