package io.sirocco.it.harness;

import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.it.support.Schedule;
import io.sirocco.it.support.Script;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Executor;

/** Where a case runs, and from where its futures are completed. */
public enum Venue {
  /** Without a loop: coroutines go on in the thread that completes what they wait for. */
  THIS_THREAD {
    @Override
    public List<String> run(Method method, Schedule schedule) {
      ApplicationLog.becomeSteps();
      Script script = Script.begin(schedule);
      CaseResult result = CaseResult.call(method);
      while (!result.isDone()) {
        if (!script.completeNext()) {
          script.trace().add("stuck");
          return script.trace().steps();
        }
      }
      while (script.completeNext()) {
        continue; // what is left must not disturb a coroutine that is done
      }
      result.addTo(script);
      return script.trace().steps();
    }
  },

  /** On a loop, which also completes the futures, one in each iteration. */
  LOOP {
    @Override
    public List<String> run(Method method, Schedule schedule) {
      return onLoop(method, schedule, Runnable::run);
    }
  },

  /** On a loop; another thread completes the futures. */
  LOOP_COMPLETED_ELSEWHERE {
    @Override
    public List<String> run(Method method, Schedule schedule) {
      return onLoop(method, schedule, task -> new Thread(task).start());
    }
  };

  /**
   * Runs a case from its call to its result.
   *
   * @return the trace; its last step is the result
   */
  public abstract List<String> run(Method method, Schedule schedule);

  private static List<String> onLoop(Method method, Schedule schedule, Executor completer) {
    ApplicationLog.becomeSteps();
    Script script = Script.begin(schedule);
    try (IOLoop loop = new IOLoop()) {
      loop.runSync(() -> {
        Pump pump = new Pump(loop, script, CaseResult.call(method), completer);
        loop.addCallback(pump);
        return pump.end;
      });
    }
    return script.trace().steps();
  }

  /** Completes one future in each iteration of the loop, until the case is done. */
  private static final class Pump implements Runnable {
    private static final int PATIENCE = 1000; // iterations in which a woken coroutine can go on

    final Promise<Void> end = new Promise<>();
    private final IOLoop loop;
    private final Script script;
    private final CaseResult result;
    private final Executor completer;
    private int idle;

    Pump(IOLoop loop, Script script, CaseResult result, Executor completer) {
      this.loop = loop;
      this.script = script;
      this.result = result;
      this.completer = completer;
    }

    @Override
    public void run() {
      try {
        goOn();
      } catch (Throwable e) { // else the loop would log it and wait for ever
        end.fail(e);
      }
    }

    private void goOn() {
      if (script.hasPending()) {
        idle = 0;
        completer.execute(this::completeNext);
      } else if (!result.isCertainlyDone() && ++idle < PATIENCE) {
        loop.addCallback(this);
      } else {
        finish();
      }
    }

    private void completeNext() {
      try {
        script.completeNext();
      } finally {
        loop.addCallback(this);
      }
    }

    private void finish() {
      if (result.isDone()) {
        result.addTo(script);
      } else {
        script.trace().add("stuck");
      }
      end.complete(null);
    }
  }
}
