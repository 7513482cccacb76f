package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.internal.read.ReturnKind.COMPLETABLE;
import static io.sirocco.instrument.internal.read.ReturnKind.FUTURE;
import static io.sirocco.instrument.internal.read.ReturnKind.STAGE;

import io.sirocco.instrument.internal.read.ReturnKind;
import io.sirocco.instrument.report.Diagnostic.Code;
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
      "It waits for the future, and puts a stage of its own in its place: the caller gets a"
          + " ClassCastException. Declare a CompletionStage or a CompletableFuture.";
  private static final String CACHES_FUTURE =
      "It caches the future itself, its failure too, and a lazy coroutine runs once only.";
  private static final String SEES_SUCCESS =
      "To it every call succeeds at once: a coroutine never throws, its future fails later.";

  private final Map<String, Row> rows = new HashMap<>(); // by internal name

  /**
   * One annotation.
   *
   * @param fine kinds of coroutines for which it does what it says
   * @param effect what it does to the others, and what to do instead, in whole sentences
   * @param handsOutStage whether it puts a stage of its own in the place of any stage
   * @param partner an annotation that must be there as well for the kinds that are fine, or the empty
   *     string
   */
  private record Row(Set<ReturnKind> fine, String effect, boolean handsOutStage, String partner) {}

  /**
   * What is said of one coroutine.
   *
   * @param detail in one sentence without a full stop
   * @param advice what follows from it and what to do, in whole sentences
   */
  record Effect(String detail, String advice) {}

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
    more.forEach(name -> add(name.replace('.', '/'), "What it stands for ends there."));
  }

  /** Internal names of the annotations. */
  Set<String> names() {
    return rows.keySet();
  }

  /**
   * What an annotation does to a coroutine.
   *
   * @param all the annotations about the coroutine
   * @return nothing if the annotation waits for the end of this one
   */
  Optional<Effect> effect(String annotation, ReturnKind kind, Set<String> all) {
    Row row = rows.get(annotation);
    boolean hasPartner = row.partner().isEmpty() || all.contains(row.partner());
    if (row.fine().contains(kind) && hasPartner) {
      return Optional.empty();
    }
    String name = "@" + annotation.substring(annotation.lastIndexOf('/') + 1);
    return Optional.of(
        kind == FUTURE && row.handsOutStage()
            ? new Effect(name + " hands out no io.sirocco.Future", OWN_STAGE)
            : new Effect("for " + name + " the call ends at the first await", row.effect()));
  }

  private void transactionsAndLocks() {
    add("org/springframework/transaction/annotation/Transactional", COMMITS);
    add("com/google/inject/persist/Transactional", COMMITS);
    for (String namespace : List.of("jakarta/", "javax/")) {
      add(
          namespace + "transaction/Transactional",
          COMMITS + " (Quarkus alone waits for a CompletionStage.)");
      add(namespace + "ejb/TransactionAttribute", COMMITS);
      add(namespace + "ejb/Lock", LETS_GO);
      add(
          namespace + "enterprise/context/control/ActivateRequestContext",
          "The request context ends there, while the body goes on.");
    }
    add("net/javacrumbs/shedlock/spring/annotation/SchedulerLock", LETS_GO);
    add(
        "org/springframework/jms/annotation/JmsListener",
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
    add(standard + "CacheResult", CACHES_FUTURE);
    add(standard + "CachePut", "It puts its value into the cache there, whatever the body does.");
    add(standard + "CacheRemove", evicts);
    add(standard + "CacheRemoveAll", evicts);
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
    add("org/springframework/retry/annotation/Retryable", SEES_SUCCESS);
    add("org/springframework/retry/annotation/CircuitBreaker", SEES_SUCCESS);
    String stages = " Declare a CompletionStage or a CompletableFuture: it waits for these.";
    String resilience = "io/github/resilience4j/";
    for (String name :
        List.of("retry/annotation/Retry", "circuitbreaker/annotation/CircuitBreaker")) {
      addForStages(resilience + name, SEES_SUCCESS + stages);
    }
    addForStages(
        resilience + "bulkhead/annotation/Bulkhead",
        "It takes the call for finished there, and lets the next one in." + stages);
    addForStages(
        resilience + "ratelimiter/annotation/RateLimiter",
        "It may block the thread until there is a permit." + stages);
    addForStages(
        resilience + "timelimiter/annotation/TimeLimiter",
        "It refuses the call, for it limits completion stages only." + stages);
    addForStages(resilience + "micrometer/annotation/Timer", MEASURES);
    String microProfile = "org/eclipse/microprofile/faulttolerance/";
    String asynchronous = microProfile + "Asynchronous";
    String effect = SEES_SUCCESS
        + " With @Asynchronous, and CompletionStage as the declared type, it waits for the stage.";
    for (String name : List.of("Retry", "CircuitBreaker", "Bulkhead", "Timeout", "Fallback")) {
      rows.put(microProfile + name, new Row(Set.of(STAGE), effect, false, asynchronous));
    }
    add(
        asynchronous,
        Set.of(STAGE),
        "It allows a plain Future and CompletionStage as declared types only; declare CompletionStage.");
  }

  private void measurements() {
    String micrometer = "io/micrometer/core/annotation/";
    for (String name : List.of("Timed", "TimedSet", "Counted")) {
      addForStages(micrometer + name, MEASURES);
    }
    addForStages("io/micrometer/observation/annotation/Observed", MEASURES);
    add("io/opentelemetry/instrumentation/annotations/WithSpan", STAGES, MEASURES);
    add(
        "com/codahale/metrics/annotation/Timed",
        "It measures up to there, and never sees a failure.");
  }

  /** One that sees the call only. */
  private void add(String annotation, String effect) {
    String instead = effect + " " + Code.WHOLE_CALL_ANNOTATION.advice();
    rows.put(annotation, new Row(NONE, instead, false, ""));
  }

  /** One whose effect says what to do instead. */
  private void add(String annotation, Set<ReturnKind> fine, String effect) {
    rows.put(annotation, new Row(fine, effect, false, ""));
  }

  /** One that waits for what is declared as a stage of the JDK. */
  private void addForStages(String annotation, String effect) {
    rows.put(annotation, new Row(STAGES, effect, true, ""));
  }
}
