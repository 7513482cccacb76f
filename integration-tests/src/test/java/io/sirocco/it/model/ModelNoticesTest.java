package io.sirocco.it.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.IOLoop;
import io.sirocco.Inside;
import io.sirocco.Promise;
import io.sirocco.testing.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the model says of runs in which something is wrong on purpose. */
class ModelNoticesTest {
  /** A statement that does something which no program can. */
  private record Wrong(Consumer<Task> fault) implements Op.Action {
    @Override
    public void act(Task task) {
      fault.accept(task);
    }

    @Override
    public void print(Text text) {
      text.line("wrong();");
    }
  }

  private static Set<String> wrongs(Consumer<Task> fault) throws Exception {
    return wrongs(Run::simulated, fault);
  }

  private static Set<String> wrongs(Function<IOLoop, Run> start, Consumer<Task> fault)
      throws Exception {
    Run[] runs = new Run[1];
    Orders.replay("", (IOLoop loop) -> {
      runs[0] = start.apply(loop);
      return runs[0].main(List.of(new Wrong(fault), new Waits.Pause(1)));
    });
    return runs[0].books.wrongs();
  }

  @Test
  void run_without_a_fault_is_right() throws Exception {
    assertEquals(Set.of(), wrongs(task -> {}));
  }

  @Test
  void lost_permit_is_noticed() throws Exception {
    assertEquals(
        Set.of("permits: Semaphore[free=0, waiting=0] instead of Semaphore[free=1, waiting=0]"),
        wrongs(task -> task.run.permits.get(0).acquire(Limit.NONE)));
  }

  @Test
  void permit_that_two_have_is_noticed() throws Exception {
    assertEquals(Set.of("a permit was handed out twice"), wrongs(task -> {
      task.run.permits.get(0).take();
      task.run.permits.get(0).take();
    }));
  }

  @Test
  void lost_item_is_noticed() throws Exception {
    assertEquals(Set.of("item 3 is lost"), wrongs(task -> task.run.items.get(0).hasPut(3)));
  }

  @Test
  void waiter_that_is_left_is_noticed() throws Exception {
    assertEquals(
        Set.of("left over: Queue[size=0, maxSize=1, getting=1, putting=0, unfinished=0]"),
        wrongs(task -> task.run.items.get(0).get(Limit.NONE)));
  }

  @Test
  void signal_that_nobody_hears_is_noticed() throws Exception {
    assertEquals(Set.of("signals that were heard: 0 instead of 1"), wrongs(task -> {
      task.run.signals.waitFor(Limit.NONE);
      task.run.signals.signal(1);
    }));
  }

  @Test
  void timer_that_is_left_is_noticed() throws Exception {
    assertEquals(
        Set.of("timers that are left: 1 instead of 0"),
        wrongs(task -> task.run.loop.callLater(Duration.ofHours(1), () -> {})));
  }

  @Test
  void waiter_of_a_long_lived_future_is_noticed() throws Exception {
    assertEquals(
        Set.of("who waits for the shared promise: 2 instead of 1"),
        wrongs(task -> task.run.shared.addDoneCallback(done -> {})));
  }

  @Test
  void second_observer_of_a_long_lived_future_is_noticed() throws Exception {
    assertEquals(
        Set.of("who watches the shared promise for a late failure: 2 instead of 1"),
        wrongs(task -> {
          Inside.observe(task.run.shared);
          Inside.observe(task.run.shared);
        }));
  }

  @Test
  void request_that_is_not_withdrawn_is_noticed() throws Exception {
    assertEquals(
        Set.of("a request is not withdrawn: queue0.get()"),
        wrongs(task -> Request.make(task.run, 0).end(task.run, false)));
  }

  @Test
  void item_that_is_kept_is_noticed() throws Exception {
    List<Object> kept = new ArrayList<>();

    assertEquals(
        Set.of("item 0 is kept although its put was given up"),
        wrongs(Run::collecting, task -> kept.add(task.run.items.get(0).make())));
    assertEquals(1, kept.size());
  }

  @Test
  void failure_that_does_not_arrive_is_noticed() throws Exception {
    assertEquals(Set.of("nobody has heard of lost 0"), wrongs(task -> task.run.books.plan("lost")));
  }

  @Test
  void failure_that_is_reported_twice_is_noticed() throws Exception {
    assertEquals(Set.of("twice 0 was reported 2 times"), wrongs(task -> {
      Planned failure = task.run.books.plan("twice");
      task.run.books.reported(failure);
      task.run.books.reported(new IllegalStateException(failure));
    }));
  }

  @Test
  void exception_that_nobody_has_planned_is_noticed() throws Exception {
    assertEquals(
        Set.of("unexpected: java.lang.IllegalStateException: the future is not done yet"),
        wrongs(task -> new Promise<Void>().result()));
  }

  @Test
  void coroutine_that_outlives_the_program_is_noticed() throws Exception {
    assertEquals(
        Set.of("tasks that have outlived the program: 1 instead of 0"),
        wrongs(task -> task.scoped.running++));
  }

  @Test
  void cancellation_that_does_not_arrive_is_noticed() throws Exception {
    assertEquals(
        Set.of("a cancelled coroutine waited and went on"), wrongs(task -> task.isCancelled()));
  }

  @Test
  void program_is_made_smaller_one_thing_at_a_time() {
    Program program = new Program(
        List.of(new Structures.Call(5, List.of(new Waits.Turn())), new Actions.Fail()), "1:2 3:1");

    List<String> smaller = Smaller.of(program).map(Program::toString).toList();

    assertEquals(List.of("""
            await(withTimeout(5, call(() -> {
              await(moment());
            })));
            throw new Failure();
            """, """
            // in the order 1:2 3:1
            throw new Failure();
            """), smaller.subList(0, 2));
    assertEquals(8, smaller.size());
  }

  @Test
  void program_ends_although_it_waits_for_ever() {
    Program program = new Program(
        List.of(new Structures.Finally(
            List.of(new Turns.Get(0, Limit.NONE)), List.of(new Waits.AwaitSignal(Limit.NONE)))),
        "");

    assertEquals(Set.of(), program.run());
  }

  @Test
  void same_seed_makes_the_same_program() {
    assertEquals(MadeUp.program(7), MadeUp.program(7));
  }
}
