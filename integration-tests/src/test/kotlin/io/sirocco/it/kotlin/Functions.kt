package io.sirocco.it.kotlin

import io.sirocco.Awaitable
import io.sirocco.Coroutine
import io.sirocco.Coroutines.await
import io.sirocco.Future
import io.sirocco.it.support.Script.failing
import io.sirocco.it.support.Script.later
import io.sirocco.it.support.Script.stage
import io.sirocco.it.support.Shape
import io.sirocco.it.support.Trace.step
import java.util.concurrent.CompletableFuture
import java.util.function.Supplier

private inline fun <T> traced(what: String, block: (Int) -> T): T {
    step("before", what)
    try {
        return block(what.length)
    } finally {
        step("after", what)
    }
}

private inline fun <reified T> only(value: Any?): T? = value as? T

@Coroutine
@Shape
fun inlineFunctions(): Future<String> {
    val a = 1 + traced("a") { it + await(later(2)) }
    val b = traced("b") { await(later("b")) + traced("c") { await(later(it)) } }
    val c = only<String>(await(later<Any>("text"))) + only<Int>(await(later<Any>("no int")))
    listOf(1, 2, 3).forEach {
        if (await(later(it)) == 2) return@forEach
        step("each", it)
    }
    repeat(await(later(2))) { step("repeat", await(later(it))) }
    return Future.of("$a $b $c" + listOf(3, 4).map { await(later(it * a)) }.filter { it > await(later(12)) })
}

@Coroutine
@Shape
fun returnFromAnInlinedLambda(): Future<String> {
    traced("outer") {
        traced("inner") { number ->
            if (await(later(number)) == 5) {
                return Future.of("left" + await(later(number)))
            }
        }
    }
    return Future.of("not reached")
}

@Coroutine
@Shape
fun scopeFunctionsAndUse(): Future<String> {
    val text = await(later("text"))
        .let { it + await(later(1)) }
        .also { step("also", await(later(it))) }
        .run { length + await(later(2)) }
        .takeIf { it > await(later(3)) }
        ?.apply { step(this, await(later("apply"))) }
    val used = AutoCloseable { step("close") }.use { await(later("used")) }
    return Future.of("$text $used")
}

@Coroutine
@Shape
fun failureInUse(): Future<String> =
    try {
        Future.of(AutoCloseable { throw IllegalStateException("close") }.use { await(failing<String>(Exception("used"))) })
    } catch (e: Exception) {
        Future.of("$e ${e.suppressed.toList()} ${await(later("end"))}")
    }

@Coroutine
private fun added(a: Int, b: Int = a + 1, c: String = "c$b"): Future<String> =
    Future.of("$a $b $c " + await(later(a + b)))

@Coroutine
@Shape
fun defaultArguments(): Future<String> =
    Future.of(await(added(1)) + await(added(1, 5)) + await(added(c = await(later("d")), a = await(later(3)))))

@Coroutine
private tailrec fun summed(left: Int, sum: Long = 0): Future<Long> {
    val next = sum + await(later(left))
    return if (left <= 0) Future.of(next) else summed(left - 1, next)
}

@Coroutine
@Shape
fun tailCalls(): Future<String> = Future.of("" + await(summed(5)))

@Coroutine
private fun String.repeated(times: Int): Future<String> {
    var text = this
    for (i in 1 until times) {
        text += this + await(later(i))
    }
    return Future.of(text)
}

@JvmInline
value class Meters(val value: Long)

@Coroutine
private fun doubled(meters: Meters): Future<Long> = Future.of(meters.value + await(later(meters.value)))

@Coroutine
@Shape
fun extensionsAndValueClasses(): Future<String> =
    Future.of(await("x".repeated(3)) + await(doubled(Meters(await(later(4L))))))

@Coroutine
private fun lazyOne(value: Int): Awaitable<Int> = Future.of(await(later(value)) + 1)

@Coroutine
private fun stageOf(value: Int): CompletableFuture<Int> = CompletableFuture.completedFuture(await(stage(value)) + 2)

@Coroutine
@Shape
fun otherResultTypes(): Future<String> = Future.of("${await(lazyOne(3))} ${await(stageOf(4))}")

@Coroutine
@Shape
fun variablesThatLambdasChange(): Future<String> {
    var count = 0
    var text = "t"
    val add = { by: Int -> count += by; text += by }
    add(await(later(1)))
    add(await(later(2)))
    val held = object : Comparable<Int> {
        val own = count
        override fun compareTo(other: Int): Int = own - other - count
    }
    add(await(later(4)))
    lateinit var late: String
    if (await(later(true))) {
        late = await(later("late"))
    }
    return Future.of("$count $text $late ${held.compareTo(await(later(1)))}")
}

@Coroutine
@Shape
fun lambdasThatAwait(): Future<String> {
    val base = await(later(2))
    val plain: (Int) -> Future<Int> = { Future.of(await(later(it)) + base) }
    val ofJava = Supplier<Future<String>> { Future.of(await(later("java")) + await(plain(base))) }
    val annotated = @Coroutine fun(x: Int): Future<Int> { return Future.of(await(later(x)) - base) }
    @Coroutine
    fun local(x: Int, text: String = "local"): Future<String> = Future.of(text + await(later(x)) + base)
    return Future.of("${await(plain(1))} ${await(ofJava.get())} ${await(annotated(7))} ${await(local(3))}")
}
