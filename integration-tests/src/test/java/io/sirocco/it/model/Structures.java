package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;

import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.Scope;
import io.sirocco.ScopeBody;
import io.sirocco.TimeoutException;
import io.sirocco.WaitIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Statements that contain others. */
final class Structures {
  private Structures() {}

  /** Calls a coroutine; who waits too long for it leaves it running. */
  record Call(int limitMillis, List<Op> body) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      if (limitMillis == 0) {
        await(task.block(body));
      } else {
        Future<Void> called = task.child().whole(body);
        await(Coroutines.withTimeout(Duration.ofMillis(limitMillis), called));
      }
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limitMillis == 0 ? List.of() : List.of(new Call(0, body));
    }

    @Override
    public List<List<Op>> blocks() {
      return List.of(body);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new Call(limitMillis, blocks.get(0));
    }

    @Override
    public void print(Text text) {
      if (limitMillis == 0) {
        text.block("await(call(() ->", body, "));");
      } else {
        text.block("await(withTimeout(" + limitMillis + ", call(() ->", body, ")));");
      }
    }
  }

  /** Catches failures, and cancellations if it says so. */
  record Try(boolean catchesCancellations, List<Op> body) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      try {
        await(task.block(body));
      } catch (Planned | TimeoutException e) {
        task.run.books.arrived(e);
      } catch (CancellationException e) {
        if (!catchesCancellations) {
          throw e;
        }
        task.run.books.arrived(e);
      }
      return Future.of(null);
    }

    @Override
    public List<List<Op>> blocks() {
      return List.of(body);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new Try(catchesCancellations, blocks.get(0));
    }

    @Override
    public void print(Text text) {
      text.block("try", body, "");
      text.line("catch (Failure | TimeoutException"
          + (catchesCancellations ? " | CancellationException" : "") + " e) {}");
    }
  }

  /** Does something at the end in any case. */
  record Finally(List<Op> body, List<Op> cleanUp) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Throwable failure = null;
      try {
        await(task.block(body));
      } catch (Throwable e) {
        failure = e;
      }
      try {
        await(task.block(cleanUp));
      } catch (Throwable e) {
        task.run.books.arrived(failure); // as in Java, the later exception takes its place
        return Future.failed(e);
      }
      return failure == null ? Future.of(null) : Future.failed(failure);
    }

    @Override
    public List<List<Op>> blocks() {
      return List.of(body, cleanUp);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new Finally(blocks.get(0), blocks.get(1));
    }

    @Override
    public void print(Text text) {
      text.block("try", body, "");
      text.block("finally", cleanUp, "");
    }
  }

  /** A scope with children. */
  record InScope(int limitMillis, List<List<Op>> children, List<Op> body) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Scoped scoped = new Scoped(task.scoped);
      ScopeBody<Void> begin = scope -> {
        scoped.scope = scope;
        for (List<Op> child : children) {
          Task forked = new Task(task.run, scoped);
          task.run.forked.add(new Run.Forked(forked, scope.fork(() -> forked.whole(child))));
        }
        return new Task(task.run, scoped).whole(body);
      };
      try {
        await(
            limitMillis == 0 ? Scope.run(begin) : Scope.run(Duration.ofMillis(limitMillis), begin));
      } finally {
        task.run.books.checkEquals(0, scoped.running, "coroutines that have outlived their scope");
      }
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limitMillis == 0 ? List.of() : List.of(new InScope(0, children, body));
    }

    /** The body is the last one. */
    @Override
    public List<List<Op>> blocks() {
      List<List<Op>> blocks = new ArrayList<>(children);
      blocks.add(body);
      return blocks;
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      int last = blocks.size() - 1;
      return new InScope(limitMillis, List.copyOf(blocks.subList(0, last)), blocks.get(last));
    }

    @Override
    public boolean hasAnyNumberOfBlocks() {
      return true;
    }

    @Override
    public void print(Text text) {
      List<Op> all = new ArrayList<>();
      children.forEach(child -> all.add(new Fork(child)));
      all.addAll(body);
      text.block(
          "await(Scope.run(" + (limitMillis == 0 ? "" : limitMillis + ", ") + "scope ->",
          all,
          "));");
    }
  }

  /** Only for printing: children are forked before anything else. */
  private record Fork(List<Op> child) implements Op {
    @Override
    public Future<Void> run(Task task) {
      throw new AssertionError("not to be run");
    }

    @Override
    public void print(Text text) {
      text.block("scope.fork(() ->", child, ");");
    }
  }

  /** Waits for several blocks. */
  record All(List<List<Op>> blocks) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      List<Future<Void>> futures = new ArrayList<>();
      for (List<Op> block : blocks) {
        futures.add(task.child().whole(block));
      }
      await(multi(futures));
      return Future.of(null);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new All(blocks);
    }

    @Override
    public boolean hasAnyNumberOfBlocks() {
      return true;
    }

    @Override
    public void print(Text text) {
      text.blocks("await(multi", blocks);
    }
  }

  /** Waits for several blocks as they end. */
  record AsTheyCome(List<List<Op>> blocks) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      List<Future<Void>> futures = new ArrayList<>();
      for (List<Op> block : blocks) {
        futures.add(task.child().beside(block));
      }
      int ends = 0;
      for (Future<Void> next : WaitIterator.of(futures)) {
        ends++;
        try {
          await(next);
        } catch (Planned | TimeoutException e) {
          task.run.books.arrived(e);
        }
      }
      task.run.books.checkEquals(blocks.size(), ends, "results of a WaitIterator");
      return Future.of(null);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new AsTheyCome(blocks);
    }

    @Override
    public boolean hasAnyNumberOfBlocks() {
      return true;
    }

    @Override
    public void print(Text text) {
      text.blocks("for (next : WaitIterator.of", blocks);
    }
  }
}
