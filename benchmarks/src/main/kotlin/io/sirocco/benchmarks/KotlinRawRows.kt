@file:JvmName("KotlinRawRows")

package io.sirocco.benchmarks

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
class RawSource(private val queue: RawQueue) {
  lateinit var pending: RawFuture
    private set

  fun next(): RawFuture {
    pending = RawFuture(queue)
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

fun once(awaited: RawFuture, x: Int, queue: RawQueue): RawFuture = queue.start { awaited.await() + x and 63 }

fun fib(n: Int, queue: RawQueue): RawFuture = queue.start { fib(n) }

private suspend fun fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)

fun deep(leaf: RawFuture, callers: Int, queue: RawQueue): RawFuture = queue.start { deep(leaf, callers) }

private suspend fun deep(leaf: RawFuture, callers: Int): Int {
  val inner = if (callers == 0) leaf.await() else deep(leaf, callers - 1)
  return inner + 1 and 63
}

/** For the memory: an int, a long and a reference live across the await. */
fun suspended(awaited: RawFuture, i: Int, l: Long, ref: Any, queue: RawQueue): RawFuture =
    queue.start { awaited.await() + i + l.toInt() + ref.hashCode() }
