package io.sirocco.it.model;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.time.Duration;
import java.util.List;

/** Statements that wait for nothing. */
final class Actions {
  private Actions() {}

  /** Sends signals. */
  record Signal(int count) implements Op.Action {
    @Override
    public void act(Task task) {
      task.run.signals.signal(count);
    }

    @Override
    public void print(Text text) {
      text.line("condition.signal(" + count + ");");
    }
  }

  /** Sets or clears the event. */
  record SetEvent(boolean isSet) implements Op.Action {
    @Override
    public void act(Task task) {
      if (isSet) {
        task.run.event.set();
      } else {
        task.run.event.clear();
      }
    }

    @Override
    public void print(Text text) {
      text.line("event." + (isSet ? "set" : "clear") + "();");
    }
  }

  /** Completes one of the promises. */
  record Complete(boolean isShared) implements Op.Action {
    @Override
    public void act(Task task) {
      (isShared ? task.run.shared : task.run.lonely).tryComplete(null);
    }

    @Override
    public void print(Text text) {
      text.line((isShared ? "shared" : "lonely") + ".tryComplete(null);");
    }
  }

  /** Cancels a scope around it. */
  record CancelScope(int outward) implements Op.Action {
    @Override
    public void act(Task task) {
      Scoped scoped = task.scoped;
      for (int i = 0; i < outward && scoped.outer != null; i++) {
        scoped = scoped.outer;
      }
      if (scoped.outer == null) {
        return; // not the whole program
      }
      try {
        scoped.cancel(task.run);
      } catch (Planned hook) {
        task.run.books.arrived(hook);
      }
    }

    @Override
    public void print(Text text) {
      text.line((outward == 0 ? "scope" : "scopeAround" + outward) + ".cancel();");
    }
  }

  /** Cancels a child of any scope. */
  record CancelFork(int number) implements Op.Action {
    @Override
    public void act(Task task) {
      if (task.run.forked.isEmpty()) {
        return;
      }
      Run.Forked forked = task.run.forked.get(number % task.run.forked.size());
      forked.task().isCancelled();
      try {
        forked.future().cancel();
      } catch (Planned hook) {
        task.run.books.arrived(hook);
      }
    }

    @Override
    public void print(Text text) {
      text.line("child(" + number + ").cancel();");
    }
  }

  /** Cancels what a task waits for, from outside. */
  record CancelWait(int number) implements Op.Action {
    @Override
    public void act(Task task) {
      List<Run.Wait> waits = List.copyOf(task.run.waits);
      if (!waits.isEmpty()) {
        Future<?> wait = waits.get(number % waits.size()).future();
        if (wait != task.run.shared && wait != Coroutines.moment()) {
          cancel(task, wait);
        }
      }
    }

    private static void cancel(Task task, Future<?> wait) {
      try {
        wait.cancel();
      } catch (Planned hook) {
        task.run.books.arrived(hook);
      }
    }

    @Override
    public void print(Text text) {
      text.line("wait(" + number + ").cancel();");
    }
  }

  /** Lets another thread hand something over to the loop. */
  record FromThread(Op.Action action) implements Op.Action {
    @Override
    public void act(Task task) {
      IOLoop loop = task.run.loop;
      loop.runInExecutor(null, () -> {
            loop.addCallback(() -> action.act(task));
            return null;
          })
          .detach();
    }

    @Override
    public void print(Text text) {
      text.line("otherThread(() -> addCallback(() -> " + Text.expression(action) + "));");
    }
  }

  /** Lets a callback fail. */
  record FailLater() implements Op.Action {
    @Override
    public void act(Task task) {
      task.run.loop.addCallback(() -> {
        throw task.run.books.plan("callback");
      });
    }

    @Override
    public void print(Text text) {
      text.line("addCallback(() -> throw new Failure());");
    }
  }

  /** Lets the exception handler of the loop fail. */
  record BreakHandler() implements Op.Action {
    @Override
    public void act(Task task) {
      task.run.breakHandler();
    }

    @Override
    public void print(Text text) {
      text.line("setExceptionHandler(e -> throw new Failure());");
    }
  }

  /** Does something in the very call that sends a signal, if it comes. */
  record OnSignal(Op.Action action) implements Op.Action {
    @Override
    public void act(Task task) {
      Future<Boolean> waiting = task.run.signals.waitFor(Limit.NONE);
      task.run.left.add(waiting);
      waiting.thenAccept(
          signal -> { // a stage of the JDK: inside the call that completes it
            task.run.signals.hasHeard(signal);
            action.act(task);
          });
    }

    @Override
    public void print(Text text) {
      text.line("condition.waitForSignal().thenRun(() -> " + Text.expression(action) + ");");
    }
  }

  /** Fails. */
  record Fail() implements Op.Action {
    @Override
    public void act(Task task) {
      throw task.run.books.plan("failure");
    }

    @Override
    public void print(Text text) {
      text.line("throw new Failure();");
    }
  }

  /** Lets a timer do something. */
  record Later(int millis, Op.Action action) implements Op.Action {
    @Override
    public void act(Task task) {
      task.run.loop.callLater(Duration.ofMillis(millis), () -> action.act(task));
    }

    @Override
    public void print(Text text) {
      text.line("callLater(" + millis + ", () -> " + Text.expression(action) + ");");
    }
  }
}
