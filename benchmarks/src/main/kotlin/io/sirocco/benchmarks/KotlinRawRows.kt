@file:JvmName("KotlinRawRows")

package io.sirocco.benchmarks

import kotlin.coroutines.Continuation

// The rows as suspending functions on a future and a queue of our own: Kotlin without a library.

fun ready(done: Array<RawFuture>, queue: RawQueue): RawFuture = queue.start { sum(done) }

private suspend fun sum(done: Array<RawFuture>): Int {
  var sum = 0
  for (future in done) {
    sum += future.await()
  }
  return sum
}

fun call(calls: Int, rare: RawFuture, queue: RawQueue): RawFuture = queue.start { sumOfCalls(calls, rare) }

private suspend fun child(x: Int, rare: RawFuture): Int {
  if (x < 0) {
    return rare.await()
  }
  return x and 63
}

private suspend fun sumOfCalls(calls: Int, rare: RawFuture): Int {
  var sum = 0
  for (i in 0 until calls) {
    sum += child(i, rare)
  }
  return sum
}

/** Makes pending futures, one at a time. */
class RawSource {
  lateinit var pending: RawFuture
    private set

  fun next(): RawFuture {
    pending = RawFuture()
    return pending
  }
}

fun suspending(source: RawSource, times: Int, queue: RawQueue): RawFuture = queue.start { sumOf(source, times) }

private suspend fun sumOf(source: RawSource, times: Int): Int {
  var sum = 0
  for (i in 0 until times) {
    sum += source.next().await()
  }
  return sum
}

/** Completes what a coroutine waits for, one future per turn, from a place in its queue. */
private class RawDriver(
    private val source: RawSource,
    private val running: RawFuture,
    override val context: RawQueue,
) : Continuation<Int> {
  override fun resumeWith(result: Result<Int>) {
    if (running.poll() == null) {
      source.pending.complete(1)
      context.add(this, 0)
    }
  }
}

fun driving(source: RawSource, running: RawFuture, queue: RawQueue) = queue.add(RawDriver(source, running, queue), 0)

fun once(awaited: RawFuture, x: Int, queue: RawQueue): RawFuture = queue.start { awaited.await() + x and 63 }

fun fib(n: Int, queue: RawQueue): RawFuture = queue.start { fib(n) }

private suspend fun fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)

fun deep(leaf: RawFuture, callers: Int, queue: RawQueue): RawFuture = queue.start { deep(leaf, callers) }

private suspend fun deep(leaf: RawFuture, callers: Int): Int {
  val inner = if (callers == 0) leaf.await() else deep(leaf, callers - 1)
  return inner + 1 and 63
}

/** A queue with room for one item, for one who puts and one who takes. */
class RawSlot {
  private var item: Int? = null // null: empty
  private var taker: RawFuture? = null // null: nobody waits
  private var room: RawFuture? = null // null: nobody waits

  suspend fun get(): Int {
    val taken = item ?: return RawFuture().also { taker = it }.await()
    item = null
    val waiting = room
    if (waiting != null) {
      room = null
      waiting.complete(0)
    }
    return taken
  }

  suspend fun put(value: Int) {
    if (item != null) {
      RawFuture().also { room = it }.await()
    }
    val waiting = taker
    if (waiting == null) {
      item = value
    } else {
      taker = null
      waiting.complete(value)
    }
  }
}

fun ping(out: RawSlot, input: RawSlot, times: Int, queue: RawQueue): RawFuture = queue.start {
  var sum = 0
  for (i in 0 until times) {
    out.put(i and 63)
    sum += input.get()
  }
  sum
}

fun pong(input: RawSlot, out: RawSlot, times: Int, queue: RawQueue): RawFuture = queue.start {
  for (i in 0 until times) {
    out.put(input.get() + 1)
  }
  times
}

fun parent(awaited: Array<RawFuture>, queue: RawQueue): RawFuture = queue.start {
  val children = Array(awaited.size) { once(awaited[it], it, queue) }
  sum(children)
}

fun skynet(leaves: Int, degree: Int, queue: RawQueue): RawFuture = skynet(0, leaves, degree, queue) { it }

fun skynetSuspended(awaited: Array<RawFuture>, degree: Int, queue: RawQueue): RawFuture =
    skynet(0, awaited.size, degree, queue) { awaited[it].await() + it and 63 }

private fun skynet(first: Int, leaves: Int, degree: Int, queue: RawQueue, leaf: suspend (Int) -> Int): RawFuture =
    queue.start {
      if (leaves == 1) {
        leaf(first)
      } else {
        val each = leaves / degree
        val children = Array(degree) { skynet(first + it * each, each, degree, queue, leaf) }
        sum(children)
      }
    }

fun tryFinally(futures: Array<RawFuture>, queue: RawQueue): RawFuture = queue.start {
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

/** For the memory: an int, a long and a reference live across the await. */
fun suspended(awaited: RawFuture, i: Int, l: Long, ref: Any, queue: RawQueue): RawFuture =
    queue.start { awaited.await() + i + l.toInt() + ref.hashCode() }
