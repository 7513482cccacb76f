package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.internal.read.ReturnKind.COMPLETABLE;
import static io.sirocco.instrument.internal.read.ReturnKind.FUTURE;
import static io.sirocco.instrument.internal.read.ReturnKind.STAGE;

import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Annotations that mean the whole call of a method, and what they do to a coroutine, whose call ends at its
 * first await. Some wait for what is declared as a completion stage; each row says for which.
 */
final class WholeCallTable {
  private static final Set<ReturnKind> NONE = Set.of();
  private static final Set<ReturnKind> STAGES = Set.of(STAGE, COMPLETABLE);

  private static final String COMMITS =
      "The transaction is committed there, although the body goes on and may fail; what comes later runs"
          + " without one.";
  private static final String LETS_GO = "The lock is let go of there, while the body goes on.";
  private static final String MEASURES =
      "It measures up to there, and never sees a failure. Declare a CompletionStage or a"
          + " CompletableFuture: it waits for these.";
  private static final String OWN_STAGE =
      "It hands out a stage of its own, which is no io.sirocco.Future: the caller gets a"
          + " ClassCastException. Declare a CompletionStage or a CompletableFuture: it waits for these.";
  private static final String CACHES_FUTURE =
      "It caches the future itself, its failure too, and a lazy coroutine runs once only.";
  private static final String SEES_SUCCESS =
      "To it every call succeeds at once: a coroutine never throws, its future fails later.";

  private final Map<String, Row> rows = new HashMap<>(); // by internal name

  /**
   * One annotation.
   *
   * @param fine kinds of coroutines for which it does what it says
   * @param effect what it does to the others, in whole sentences
   * @param effectOnFuture what it does to those that return an {@code io.sirocco.Future}
   * @param partner an annotation that must be there as well for the kinds that are fine, or the empty
   *     string
   */
  private record Row(Set<ReturnKind> fine, String effect, String effectOnFuture, String partner) {}

  /**
   * The rows that are built in, and those of the user.
   *
   * @param more binary names of annotations
   */
  WholeCallTable(Set<String> more) {
    transactionsAndLocks();
    caches();
    threads();
    faultTolerance();
    measurements();
    more.forEach(name -> add(name.replace('.', '/'), NONE, "What it stands for ends there."));
  }

  /** Internal names of the annotations. */
  Set<String> names() {
    return rows.keySet();
  }

  /**
   * What an annotation does to a coroutine.
   *
   * @param all the annotations about the coroutine
   * @return whole sentences, or nothing if the annotation waits for the end of this one
   */
  Optional<String> effect(String annotation, ReturnKind kind, Set<String> all) {
    Row row = rows.get(annotation);
    boolean hasPartner = row.partner().isEmpty() || all.contains(row.partner());
    if (row.fine().contains(kind) && hasPartner) {
      return Optional.empty();
    }
    return Optional.of(kind == FUTURE ? row.effectOnFuture() : row.effect());
  }

  private void transactionsAndLocks() {
    add("org/springframework/transaction/annotation/Transactional", NONE, COMMITS);
    add("com/google/inject/persist/Transactional", NONE, COMMITS);
    for (String namespace : List.of("jakarta/", "javax/")) {
      add(
          namespace + "transaction/Transactional",
          NONE,
          COMMITS + " (Quarkus alone waits for a CompletionStage.)");
      add(namespace + "ejb/TransactionAttribute", NONE, COMMITS);
      add(namespace + "ejb/Lock", NONE, LETS_GO);
      add(
          namespace + "enterprise/context/control/ActivateRequestContext",
          NONE,
          "The request context ends there, while the body goes on.");
    }
    add("net/javacrumbs/shedlock/spring/annotation/SchedulerLock", NONE, LETS_GO);
    add(
        "org/springframework/jms/annotation/JmsListener",
        NONE,
        "The message is acknowledged there, although the body may fail.");
  }

  private void caches() {
    String spring = "org/springframework/cache/annotation/";
    String value = " From Spring 6.1 on the value of a CompletableFuture is cached: declare that.";
    add(spring + "Cacheable", Set.of(COMPLETABLE), CACHES_FUTURE + value);
    add(spring + "CachePut", Set.of(COMPLETABLE), CACHES_FUTURE + value);
    add(spring + "Caching", Set.of(COMPLETABLE), CACHES_FUTURE + value);
    String evicts = "It evicts there, before the body has changed anything.";
    add(
        spring + "CacheEvict",
        Set.of(COMPLETABLE),
        evicts + " From Spring 6.1 on it waits for a CompletableFuture: declare that.");
    String standard = "javax/cache/annotation/";
    add(standard + "CacheResult", NONE, CACHES_FUTURE);
    add(
        standard + "CachePut",
        NONE,
        "It puts its value into the cache there, whatever the body does.");
    add(standard + "CacheRemove", NONE, evicts);
    add(standard + "CacheRemoveAll", NONE, evicts);
  }

  private void threads() {
    add(
        "org/springframework/scheduling/annotation/Async",
        NONE,
        "The body begins on a thread of Spring's executor, without a loop, and a thread is blocked until"
            + " it ends; only void, a plain Future and CompletableFuture may be declared. A coroutine is"
            + " asynchronous by itself: leave the annotation out.");
    add(
        "org/springframework/scheduling/annotation/Scheduled",
        NONE,
        "The delay counts from there, so the next run may begin before this one has ended. Use"
            + " PeriodicCallback.");
    for (String namespace : List.of("jakarta/", "javax/")) {
      add(
          namespace + "ejb/Asynchronous",
          NONE,
          "The body begins on a thread of the container, without a loop. A coroutine is asynchronous by"
              + " itself: leave the annotation out.");
    }
  }

  private void faultTolerance() {
    add("org/springframework/retry/annotation/Retryable", NONE, SEES_SUCCESS);
    add("org/springframework/retry/annotation/CircuitBreaker", NONE, SEES_SUCCESS);
    String stages = " Declare a CompletionStage or a CompletableFuture: it waits for these.";
    String resilience = "io/github/resilience4j/";
    for (String name :
        List.of("retry/annotation/Retry", "circuitbreaker/annotation/CircuitBreaker")) {
      add(resilience + name, SEES_SUCCESS + stages, OWN_STAGE);
    }
    add(
        resilience + "bulkhead/annotation/Bulkhead",
        "It takes the call for finished there, and lets the next one in." + stages,
        OWN_STAGE);
    add(
        resilience + "ratelimiter/annotation/RateLimiter",
        "It may block the thread until there is a permit." + stages,
        OWN_STAGE);
    add(
        resilience + "timelimiter/annotation/TimeLimiter",
        "It refuses the call, for it limits completion stages only." + stages,
        OWN_STAGE);
    add(resilience + "micrometer/annotation/Timer", MEASURES, OWN_STAGE);
    String microProfile = "org/eclipse/microprofile/faulttolerance/";
    String asynchronous = microProfile + "Asynchronous";
    String effect = SEES_SUCCESS
        + " With @Asynchronous, and CompletionStage as the declared type, it waits for the stage.";
    for (String name : List.of("Retry", "CircuitBreaker", "Bulkhead", "Timeout", "Fallback")) {
      rows.put(microProfile + name, new Row(Set.of(STAGE), effect, effect, asynchronous));
    }
    add(
        asynchronous,
        Set.of(STAGE),
        "It allows a plain Future and CompletionStage as declared types only; declare CompletionStage.");
  }

  private void measurements() {
    String micrometer = "io/micrometer/core/annotation/";
    for (String name : List.of("Timed", "TimedSet", "Counted")) {
      add(micrometer + name, MEASURES, OWN_STAGE);
    }
    add("io/micrometer/observation/annotation/Observed", MEASURES, OWN_STAGE);
    add("io/opentelemetry/instrumentation/annotations/WithSpan", MEASURES, MEASURES);
    add(
        "com/codahale/metrics/annotation/Timed",
        NONE,
        "It measures up to there, and never sees a failure.");
  }

  private void add(String annotation, Set<ReturnKind> fine, String effect) {
    rows.put(annotation, new Row(fine, effect, effect, ""));
  }

  /** One that waits for what is declared as a stage of the JDK. */
  private void add(String annotation, String effect, String effectOnFuture) {
    rows.put(annotation, new Row(STAGES, effect, effectOnFuture, ""));
  }
}
