package io.sirocco.benchmarks

import java.util.concurrent.Executors
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** For the memory: coroutines on a dispatcher with one thread. */
class KotlinxMemory {
  private val dispatcher =
      Executors.newSingleThreadExecutor { Thread(it, "kotlinx").apply { isDaemon = true } }.asCoroutineDispatcher()
  private val scope = CoroutineScope(dispatcher)

  /** Starts a coroutine in which an int, a long and a reference live. */
  fun start(awaited: CompletableDeferred<Int>, i: Int, l: Long, ref: Any): Deferred<Int> = scope.async {
    awaited.await() + i + l.toInt() + ref.hashCode()
  }

  /** Starts a coroutine that sleeps. */
  fun sleep(milliseconds: Long) {
    scope.launch { delay(milliseconds) }
  }

  /** Returns when all that was started waits, and all that can go on has. */
  fun settle() = runBlocking(dispatcher) {}

  /** Cancels all that was started. */
  fun close() {
    scope.cancel()
    settle()
    dispatcher.close()
  }

  companion object {
    @JvmStatic fun pending(): CompletableDeferred<Int> = CompletableDeferred()

    /** The value, or null while pending. */
    @OptIn(ExperimentalCoroutinesApi::class)
    @JvmStatic
    fun poll(result: Deferred<Int>): Int? = if (result.isCompleted) result.getCompleted() else null
  }
}
