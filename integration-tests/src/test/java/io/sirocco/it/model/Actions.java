package io.sirocco.it.model;

import java.time.Duration;

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
      Text inner = new Text();
      action.print(inner);
      String call = inner.toString().trim(); // with a semicolon
      text.line("callLater(" + millis + ", () -> " + call.substring(0, call.length() - 1) + ");");
    }
  }
}
