package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.locks.Permit;
import java.time.Duration;
import java.util.List;

/** Statements that take something, or hand it over. */
final class Turns {
  private Turns() {}

  /** Does something with a permit. */
  record WithPermit(int lock, Limit limit, List<Op> body) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Permits permits = task.run.permits.get(lock);
      Permit permit = await(task.awaiting(permits.acquire(limit)));
      permits.take();
      try {
        await(task.block(body));
      } finally {
        permits.giveBack(permit);
      }
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new WithPermit(lock, Limit.NONE, body));
    }

    @Override
    public List<List<Op>> blocks() {
      return List.of(body);
    }

    @Override
    public Op with(List<List<Op>> blocks) {
      return new WithPermit(lock, limit, blocks.get(0));
    }

    @Override
    public void print(Text text) {
      text.block(
          "try (Permit p = await(" + limit.text("semaphore" + lock + ".acquire") + "))", body, "");
    }
  }

  /** Takes a permit that a timer gives back. */
  record HoldPermit(int lock, Limit limit, int millis) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Permits permits = task.run.permits.get(lock);
      Permit permit = await(task.awaiting(permits.acquire(limit)));
      permits.take();
      task.run.loop.callLater(Duration.ofMillis(millis), () -> permits.giveBack(permit));
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new HoldPermit(lock, Limit.NONE, millis));
    }

    @Override
    public void print(Text text) {
      text.line("Permit p = await(" + limit.text("semaphore" + lock + ".acquire") + "); callLater("
          + millis + ", p::close);");
    }
  }

  /** Puts an item. */
  record Put(int queue, Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Items items = task.run.items.get(queue);
      Items.Item item = items.make();
      int number = item.number();
      await(task.awaiting(items.put(item, limit)));
      items.hasPut(number);
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new Put(queue, Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text("queue" + queue + ".put") + ");");
    }
  }

  /** Takes an item. */
  record Get(int queue, Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      Items items = task.run.items.get(queue);
      items.hasGot(await(task.awaiting(items.get(limit))).number());
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new Get(queue, Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text("queue" + queue + ".get") + "); taskDone();");
    }
  }

  /** Waits until all items are done. */
  record Join(int queue, Limit limit) implements Op {
    @Override
    @Coroutine
    public Future<Void> run(Task task) {
      await(task.awaiting(task.run.items.get(queue).join(limit)));
      return Future.of(null);
    }

    @Override
    public List<Op> simpler() {
      return limit == Limit.NONE ? List.of() : List.of(new Join(queue, Limit.NONE));
    }

    @Override
    public void print(Text text) {
      text.line("await(" + limit.text("queue" + queue + ".join") + ");");
    }
  }
}
