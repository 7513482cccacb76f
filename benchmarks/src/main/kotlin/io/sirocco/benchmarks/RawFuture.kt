package io.sirocco.benchmarks

import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine

/**
 * The least that suspending functions need without a library: one value, one waiter, one thread, no
 * failures. What [BareFuture] is for machines by hand.
 */
open class RawFuture() {
  private var word: Any? = null // null: pending; a Continuation: waits; else the value

  constructor(value: Int) : this() {
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
      (waiter.context as RawQueue).add(waiter as Continuation<Int>, value)
    }
  }
}

/** The result of a coroutine, which runs in a queue. */
class RawCoroutine(private val queue: RawQueue) : RawFuture(), Continuation<Int> {
  override val context: CoroutineContext
    get() = queue

  override fun resumeWith(result: Result<Int>) = complete(result.getOrThrow())
}

/** The suspended functions that can go on, first in first out; it is also all of their context. */
class RawQueue : AbstractCoroutineContextElement(RawQueue) {
  companion object Key : CoroutineContext.Key<RawQueue>

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
    val result = RawCoroutine(this)
    body.startCoroutine(result)
    return result
  }
}
