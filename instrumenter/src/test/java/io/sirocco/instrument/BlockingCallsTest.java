package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each statement here stands in a line of its own; what is found is told by its line, from 1. */
class BlockingCallsTest {
  private List<String> more = List.of();

  @Test
  void message_names_the_call_and_what_to_do_instead() {
    String source = JavaSource.owner(
        "@Coroutine Future<Object> load() throws Exception { Thread.sleep(1); return Future.of(1); }");

    assertEquals(
        String.format(
            "com/acme/Source.java:8: warning: Thread.sleep blocks the thread (Owner.load)%n"
                + "    Say await(sleep(duration)). While it blocks, nothing else runs on the loop; what it"
                + " waits for may be among it. [BLOCKING_CALL]"),
        diagnostics(source).stream()
            .map(diagnostic -> diagnostic.format(diagnostic.sourceName()))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void calls_that_always_block_are_found() {
    assertBlocking("""
        Thread.sleep(1);
        TimeUnit.SECONDS.sleep(1);
        thread.join();
        this.wait();
        latch.await();
        lock.lock();
        ((java.util.concurrent.locks.Lock) lock).lockInterruptibly();
        lock.tryLock(1, TimeUnit.SECONDS);
        semaphore.acquire();
        semaphore.tryAcquire(2, 1, TimeUnit.SECONDS);
        queue.put("");
        queue.take();
        queue.poll(1, TimeUnit.SECONDS);
        queue.offer("", 1, TimeUnit.SECONDS);
        http.send(null, null);
        sql.executeQuery("");
        ((java.sql.PreparedStatement) sql).executeUpdate();
        socket.getInputStream();
        process.waitFor();
        pool.awaitTermination(1, TimeUnit.SECONDS);
        pool.invokeAll(List.of());
        loop.runSync(() -> Future.of(1));
        java.nio.file.Files.readString(null);
        java.net.InetAddress.getByName("");
        """);
  }

  @Test
  void calls_of_the_same_names_that_do_not_block_are_fine() {
    assertFine("""
        lock.tryLock();
        lock.unlock();
        semaphore.tryAcquire();
        queue.poll();
        queue.offer("");
        latch.countDown();
        thread.start();
        list.get(0);
        String.join("", "");
        java.nio.file.Files.exists(null);
        pool.shutdown();
        new ConcurrentHashMap<String, String>().get("");
        ((Supplier<String>) null).get();
        """);
  }

  @Test
  void futures_that_were_just_made_block() {
    assertBlocking("""
        pool.submit(() -> 1).get();
        CompletableFuture.supplyAsync(() -> 1).join();
        load("").join();
        load("").get();
        CompletableFuture.supplyAsync(() -> 1).get(1, TimeUnit.SECONDS);
        field.join();
        """);
  }

  @Test
  void future_that_was_made_behind_the_last_await_blocks() {
    assertEquals("3", lines("""
        CompletableFuture<String> first = call();
        await(first);
        call().join();
        first.join();
        """));
  }

  @Test
  void futures_that_were_awaited_or_looked_at_are_fine() {
    assertFine("""
        CompletableFuture<String> a = call(), b = call();
        await(CompletableFuture.allOf(a, b));
        a.join();
        b.get();
        field.join();
        for (CompletableFuture<String> each : futures) { each.join(); }
        futures.get(0).join();
        """);
    assertFine("if (field.isDone()) { field.join(); }");
  }

  @Test
  void lambda_that_is_no_coroutine_is_not_looked_at() {
    assertFine("""
        pool.submit(() -> { Thread.sleep(1); return 1; });
        futures.stream().map(CompletableFuture::join).toList();
        futures.stream().map(f -> f.join()).toList();
        """);
  }

  @Test
  void lambda_that_is_a_coroutine_is_looked_at() {
    assertEquals("1", lines("""
        AsyncCallable<Integer> c = () -> { Thread.sleep(1); return Future.of(await(Future.of(1))); };
        """));
  }

  @Test
  void method_that_is_no_coroutine_may_block() {
    assertEquals(
        List.of(),
        diagnostics(JavaSource.owner("void load() throws Exception { Thread.sleep(1); }")));
  }

  @Test
  void user_names_more_calls_also_for_subclasses() {
    more = List.of("com.acme.Owner$Db.query", "com.acme.Owner$Legacy.*");

    assertBlocking("""
        new Db().query();
        new Sub().query(1);
        new Legacy().anything();
        """);
    assertFine("new Db().close();");
  }

  // ---- compiled in memory ---------------------------------------------------------------------

  private void assertBlocking(String statements) {
    long count = statements.lines().count();
    String all = java.util.stream.LongStream.rangeClosed(1, count)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
    assertEquals(all, lines(statements));
  }

  private void assertFine(String statements) {
    assertEquals("", lines(statements));
  }

  private String lines(String statements) {
    String members = """
        Thread thread; CountDownLatch latch; java.util.concurrent.locks.ReentrantLock lock; Semaphore semaphore;
        LinkedBlockingQueue<String> queue; java.net.http.HttpClient http; java.sql.Statement sql;
        java.net.Socket socket; Process process; ExecutorService pool; IOLoop loop; List<String> list;
        CompletableFuture<String> field; List<CompletableFuture<String>> futures;
        CompletableFuture<String> call() { return null; }
        @Coroutine Future<String> load(String s) { return null; }
        static class Db { void query() {} void close() {} }
        static class Sub extends Db { void query(int n) {} }
        static class Legacy { void anything() {} }
        @Coroutine Future<Object> body() throws Exception {
        """;
    int before = 7 + (int) members.lines().count();
    List<Diagnostic> found =
        diagnostics(JavaSource.owner(members + statements + "return Future.of(1);\n}"));
    assertTrue(
        found.stream().allMatch(d -> d.code().name().equals("BLOCKING_CALL")), found::toString);
    return found.stream()
        .map(diagnostic -> "" + (diagnostic.line() - before))
        .collect(Collectors.joining(" "));
  }

  private List<Diagnostic> diagnostics(String source) {
    Map<String, byte[]> classes = JavaSource.compile(source);
    ClassSource types = classes::get;
    CheckOptions options = CheckOptions.of(List.of(), List.of(), List.of(), more);
    return new UseCheck(
            types.or(ClassSource.jdk()).or(ClassSource.loader(getClass().getClassLoader())),
            options)
        .check(classes.get("com/acme/Owner"));
  }
}
