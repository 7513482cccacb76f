package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;

import io.sirocco.ContextLocal;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import io.sirocco.WaitIterator;
import io.sirocco.locks.Condition;
import io.sirocco.locks.Semaphore;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Runs a program that {@code made_up.py} has made up and recorded. The steps are those of its class
 * {@code Runner}, one by one; an await that may fail catches by itself, so a coroutine has no nested steps.
 */
final class MadeUp {
  private static final int PROMISES = 6;
  private static final int MAX_CALLS = 40;
  private static final Duration LONG = Duration.ofSeconds(100);

  private final List<List<String>> coroutines;
  private final Trace t;
  private final List<Promise<Integer>> promises = new ArrayList<>();
  private final Queue<Integer> queue = new Queue<>(2);
  private final Semaphore semaphore = new Semaphore(2);
  private final Condition condition = new Condition();
  private final ContextLocal<Integer> bound = new ContextLocal<>(0);
  private int calls;

  private MadeUp(List<List<String>> coroutines, Trace t) {
    this.coroutines = coroutines;
    this.t = t;
    for (int i = 0; i < PROMISES; i++) {
      promises.add(new Promise<>());
    }
  }

  /**
   * Runs a program.
   *
   * @param coroutines the steps of each
   * @return its trace
   */
  static List<String> run(List<List<String>> coroutines) throws ReflectiveOperationException {
    ManualTimeSource clock = new ManualTimeSource();
    Trace trace = new Trace(clock);
    try (IOLoop loop = new IOLoop(clock);
        LogLines log = LogLines.of(MadeUp.class.getDeclaredMethod("run", List.class), trace)) {
      log.flush();
      loop.runSync(() -> {
        new MadeUp(coroutines, trace).coroutine(0).addDoneCallback(done -> {});
        return sleep(LONG);
      });
    }
    return trace.lines();
  }

  private Promise<Integer> promise(String number) {
    return promises.get(Integer.parseInt(number));
  }

  private List<Promise<Integer>> promises(List<String> numbers) {
    return numbers.stream().map(this::promise).toList();
  }

  private static Duration micros(String number) {
    return Duration.of(Long.parseLong(number), ChronoUnit.MICROS);
  }

  @Coroutine
  private Future<Integer> coroutine(int number) {
    calls++;
    if (calls > MAX_CALLS) {
      return Future.of(-1);
    }
    String me = number + "/" + calls;
    Deque<Future<Integer>> started = new ArrayDeque<>();
    int held = 0;
    List<String> steps = coroutines.get(number);
    for (int i = 0; i < steps.size(); i++) {
      List<String> words = Arrays.asList(steps.get(i).split(" "));
      String kind = words.get(0);
      List<String> args = words.subList(1, words.size());
      String here = me + "." + i + " " + kind;
      try {
        switch (kind) {
          case "sleep" -> {
            await(sleep(micros(args.get(0))));
            t.add(here, bound.get());
          }
          case "bind" -> bound.set(Integer.parseInt(args.get(0)));
          case "limit" -> {
            List<Promise<Integer>> inputs = promises(args.subList(1, args.size()));
            Future<List<Integer>> limited = withTimeout(micros(args.get(0)), (Object) inputs);
            List<Integer> values = await(limited);
            t.add(here, values);
          }
          case "work" -> {
            await(queue.put(Integer.parseInt(args.get(0))));
            t.add(here, await(queue.get()));
            queue.taskDone();
          }
          case "rest" -> {
            await(queue.join(micros(args.get(0))));
            t.add(here);
          }
          case "moment" -> {
            await(moment());
            t.add(here);
          }
          case "await" -> t.add(here, await(promise(args.get(0))));
          case "multi" -> t.add(here, await(promises(args)));
          case "timeout" ->
            t.add(here, await(withTimeout(micros(args.get(0)), promise(args.get(1)))));
          case "put" -> {
            await(queue.put(Integer.parseInt(args.get(0))));
            t.add(here);
          }
          case "get" -> t.add(here, await(queue.get()));
          case "getsoon" -> t.add(here, await(queue.get(micros(args.get(0)))));
          case "acquire" -> {
            await(semaphore.acquire());
            held++;
            t.add(here);
          }
          case "release" -> {
            if (held > 0) {
              held--;
              semaphore.release();
            }
          }
          case "wait" -> t.add(here, await(condition.waitForSignal()));
          case "waitsoon" -> t.add(here, await(condition.waitForSignal(micros(args.get(0)))));
          case "iterate" -> {
            WaitIterator<Integer> iterator =
                WaitIterator.of(promises(args.stream().distinct().sorted().toList()));
            while (!iterator.isDone()) {
              t.add(here, await(iterator.next()), iterator.currentIndex());
            }
          }
          case "call" -> t.add(here, await(coroutine(Integer.parseInt(args.get(0)))));
          case "start" -> started.push(coroutine(Integer.parseInt(args.get(0))));
          case "join" -> {
            if (!started.isEmpty()) {
              t.add(here, await(started.pop()));
            }
          }
          case "all" -> {
            List<Future<Integer>> all = new ArrayList<>();
            for (String arg : args) {
              all.add(coroutine(Integer.parseInt(arg)));
            }
            t.add(here, await(multi(all)));
          }
          case "raise" -> {
            t.add(here);
            throw new Boom(args.get(0));
          }
          default -> plain(kind, args, here);
        }
      } catch (TimeoutException e) {
        t.add(here, "TimeoutException");
      } catch (Boom e) {
        if (kind.equals("raise")) {
          throw e;
        }
        t.add(here, Scene.name(e));
      }
    }
    t.add(me, "ends", bound.get());
    return Future.of(calls);
  }

  /** Steps that do not wait. */
  private void plain(String kind, List<String> args, String here) {
    IOLoop loop = IOLoop.current();
    switch (kind) {
      case "set" -> promise(args.get(0)).tryComplete(Integer.parseInt(args.get(1)));
      case "fail" -> promise(args.get(0)).tryFail(new Boom(args.get(1)));
      case "notify" -> condition.signal(Integer.parseInt(args.get(0)));
      case "callback" -> loop.addCallback(() -> t.add(here, bound.get()));
      case "later" ->
        loop.callLater(micros(args.get(0)), () -> {
          promise(args.get(1)).tryComplete(Integer.parseInt(args.get(2)));
        });
      case "done" -> promise(args.get(0)).addDoneCallback(done -> t.add(here, bound.get()));
      case "chain" -> {
        if (!args.get(0).equals(args.get(1))) {
          Future.chain(promise(args.get(0)), promise(args.get(1)));
        }
      }
      case "spawn" -> loop.spawnCallback(() -> coroutine(Integer.parseInt(args.get(0))));
      default -> throw new IllegalArgumentException("no such step: " + kind);
    }
  }
}
