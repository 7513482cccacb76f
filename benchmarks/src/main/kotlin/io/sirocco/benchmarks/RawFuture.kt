package io.sirocco.benchmarks

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine

/**
 * The least that suspending functions need without a library: one value, one waiter, one thread, no
 * failures. What [BareFuture] is for machines by hand.
 */
class RawFuture(private val queue: RawQueue) : Continuation<Int> {
  private var word: Any? = null // null: pending; a Continuation: waits; else the value

  constructor(queue: RawQueue, value: Int) : this(queue) {
    word = value
  }

  /** The value, or null while pending. */
  fun poll(): Int? = word as? Int

  suspend fun await(): Int {
    val seen = word
    if (seen is Int) {
      return seen
    }
    return suspendCoroutineUninterceptedOrReturn { waiter ->
      word = waiter
      COROUTINE_SUSPENDED
    }
  }

  fun complete(value: Int) {
    val waiter = word
    word = value
    if (waiter is Continuation<*>) {
      @Suppress("UNCHECKED_CAST") // only await puts it there
      queue.add(waiter as Continuation<Int>, value)
    }
  }

  override val context: CoroutineContext
    get() = EmptyCoroutineContext

  override fun resumeWith(result: Result<Int>) = complete(result.getOrThrow())
}

/** The suspended functions that can go on, first in first out. */
class RawQueue {
  private val ready = ArrayDeque<Any>()

  fun add(waiter: Continuation<Int>, value: Int) {
    ready.addLast(waiter)
    ready.addLast(value)
  }

  /** Resumes until none is ready. */
  fun run() {
    while (!ready.isEmpty()) {
      @Suppress("UNCHECKED_CAST") // as they were added
      val waiter = ready.removeFirst() as Continuation<Int>
      waiter.resume(ready.removeFirst() as Int)
    }
  }

  /** Starts a coroutine; what it gives is its result. */
  fun start(body: suspend () -> Int): RawFuture {
    val result = RawFuture(this)
    body.startCoroutine(result)
    return result
  }
}
