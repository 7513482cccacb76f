package io.sirocco.benchmarks

import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** The rows with kotlinx.coroutines, in the event loop that `runBlocking` gives. */
object KotlinxRows {
  private val unconfined = CoroutineScope(Dispatchers.Unconfined)

  @JvmStatic fun done(value: Int): Deferred<Int> = CompletableDeferred(value)

  @JvmStatic
  fun ready(done: Array<Deferred<Int>>): Int = runBlocking {
    var sum = 0
    for (future in done) {
      sum += future.await()
    }
    sum
  }

  private suspend fun child(x: Int, rare: Deferred<Int>): Int {
    if (x < 0) {
      return rare.await()
    }
    return x and 63
  }

  @JvmStatic
  fun call(calls: Int, rare: Deferred<Int>): Int = runBlocking {
    var sum = 0
    for (i in 0 until calls) {
      sum += child(i, rare)
    }
    sum
  }

  /** One coroutine waits for a fresh future again and again, the other completes it. */
  @JvmStatic
  fun suspending(times: Int): Int = runBlocking {
    var pending: CompletableDeferred<Int>? = null
    val waiting = async {
      var sum = 0
      for (i in 0 until times) {
        val next = CompletableDeferred<Int>()
        pending = next
        sum += next.await()
      }
      sum
    }
    while (waiting.isActive) {
      pending?.complete(1)
      yield()
    }
    waiting.await()
  }

  /** Without a dispatcher: the coroutine goes on inside of the completion of its future. */
  @JvmStatic
  @OptIn(ExperimentalCoroutinesApi::class)
  fun suspendingUnconfined(times: Int): Int {
    var pending = CompletableDeferred<Int>()
    val waiting = unconfined.async {
      var sum = 0
      for (i in 0 until times) {
        val next = CompletableDeferred<Int>()
        pending = next
        sum += next.await()
      }
      sum
    }
    while (waiting.isActive) {
      pending.complete(1)
    }
    return waiting.getCompleted()
  }

  @JvmStatic
  fun spawn(coroutines: Int): Int = runBlocking {
    val pending = Array(coroutines) { CompletableDeferred<Int>() }
    var waiting = 0
    val results = Array(coroutines) {
      async {
        waiting++
        pending[it].await() + it and 63
      }
    }
    yield()
    check(waiting == coroutines)
    for (future in pending) {
      future.complete(1)
    }
    results.sumOf { it.await() }
  }

  @JvmStatic
  @OptIn(ExperimentalCoroutinesApi::class)
  fun spawnUnconfined(coroutines: Int): Int {
    val pending = Array(coroutines) { CompletableDeferred<Int>() }
    val results = Array(coroutines) { unconfined.async { pending[it].await() + it and 63 } }
    for (future in pending) {
      future.complete(1)
    }
    return results.sumOf { it.getCompleted() }
  }

  private suspend fun fibOf(n: Int): Int = if (n < 2) n else fibOf(n - 1) + fibOf(n - 2)

  @JvmStatic fun fib(n: Int): Int = runBlocking { fibOf(n) }

  private suspend fun deepIn(leaf: Deferred<Int>, callers: Int): Int {
    val inner = if (callers == 0) leaf.await() else deepIn(leaf, callers - 1)
    return inner + 1 and 63
  }

  @JvmStatic
  fun deep(callers: Int): Int = runBlocking {
    val leaf = CompletableDeferred<Int>()
    val result = async { deepIn(leaf, callers) }
    yield()
    leaf.complete(1)
    result.await()
  }

  /** One coroutine waits for a fresh future of the JDK again and again, the other completes it. */
  @JvmStatic
  fun foreign(times: Int): Int = runBlocking {
    var pending: CompletableFuture<Int>? = null
    val waiting = async {
      var sum = 0
      for (i in 0 until times) {
        val next = CompletableFuture<Int>()
        pending = next
        sum += next.await()
      }
      sum
    }
    while (waiting.isActive) {
      pending?.complete(1)
      yield()
    }
    waiting.await()
  }

  @JvmStatic
  @OptIn(ExperimentalCoroutinesApi::class)
  fun foreignUnconfined(times: Int): Int {
    var pending = CompletableFuture<Int>()
    val waiting = unconfined.async {
      var sum = 0
      for (i in 0 until times) {
        val next = CompletableFuture<Int>()
        pending = next
        sum += next.await()
      }
      sum
    }
    while (waiting.isActive) {
      pending.complete(1)
    }
    return waiting.getCompleted()
  }

  @JvmStatic
  fun pingPong(times: Int): Int = runBlocking {
    val there = Channel<Int>(1)
    val back = Channel<Int>(1)
    val ping = async {
      var sum = 0
      for (i in 0 until times) {
        there.send(i and 63)
        sum += back.receive()
      }
      sum
    }
    launch {
      for (i in 0 until times) {
        back.send(there.receive() + 1)
      }
    }
    ping.await()
  }

  @JvmStatic
  fun parent(children: Int): Int = runBlocking {
    val pending = Array(children) { CompletableDeferred<Int>() }
    var waiting = 0
    val sum = async {
      List(children) {
        async {
          waiting++
          pending[it].await() + it and 63
        }
      }.awaitAll().sum()
    }
    yield() // the parent has started its children
    yield()
    check(waiting == children)
    for (future in pending) {
      future.complete(1)
    }
    sum.await()
  }

  private suspend fun skynetOf(first: Int, leaves: Int, degree: Int, leaf: suspend (Int) -> Int): Int {
    if (leaves == 1) {
      return leaf(first)
    }
    val each = leaves / degree
    return coroutineScope {
      List(degree) { async { skynetOf(first + it * each, each, degree, leaf) } }.awaitAll().sum()
    }
  }

  @JvmStatic fun skynet(leaves: Int, degree: Int): Int = runBlocking { skynetOf(0, leaves, degree) { it } }

  @JvmStatic
  fun skynetSuspended(leaves: Int, degree: Int): Int = runBlocking {
    val pending = Array(leaves) { CompletableDeferred<Int>() }
    var waiting = 0
    val sum = async {
      skynetOf(0, leaves, degree) {
        waiting++
        pending[it].await() + it and 63
      }
    }
    while (waiting < leaves) {
      yield()
    }
    for (future in pending) {
      future.complete(1)
    }
    sum.await()
  }

  @JvmStatic
  fun tryFinally(futures: Array<Deferred<Int>>): Int = runBlocking {
    var sum = 0
    var ends = 0
    for (future in futures) {
      try {
        sum += future.await()
      } finally {
        ends++
      }
    }
    sum + ends
  }
}
