package io.sirocco.it.kotlin

import io.sirocco.Coroutine
import io.sirocco.Coroutines.await
import io.sirocco.Future
import io.sirocco.it.support.Script.failing
import io.sirocco.it.support.Script.later
import io.sirocco.it.support.Shape
import io.sirocco.it.support.Trace.pass
import io.sirocco.it.support.Trace.step

private fun shown(a: Int, b: Long, c: String?, d: Any?): String = "$a $b $c $d"

@Coroutine
@Shape
fun breakOutOfAnExpressionWithOperandsBelow(): Future<String> {
    var total = 1
    var name = ""
    for (i in 0..9) {
        total += i * (if (await(later(i)) == 4) break else await(later(i + 1)))
        name = name + i + shown(i, 7L, if (await(later(i)) == 2) continue else "s", await(later("o")))
    }
    return Future.of("$total $name")
}

@Coroutine
@Shape
fun elvisWithReturnBreakAndThrow(): Future<String> {
    val known: String = await(later<String?>("known")) ?: return Future.of("never")
    var count = 0
    while (true) {
        count += known.length + (await(later<Int?>(if (count < 20) 3 else null)) ?: break)
    }
    val text = "a" + count + (await(later<String?>(null)) ?: await(later("other")))
    try {
        step(text + (await(later<String?>(null)) ?: throw IllegalStateException(text)))
    } catch (e: IllegalStateException) {
        return Future.of(pass(e.message) + (await(later<Any?>(null)) ?: return Future.of("left $text")))
    }
    return Future.of("not reached")
}

@Coroutine
@Shape
fun whenWithSubject(): Future<String> {
    val shown = StringBuilder()
    for (each in listOf<Any?>(1, "Aa", "BB", 7L, null, 'c', listOf(1))) {
        shown.append(
            when (val value = await(later(each))) {
                null -> "null"
                is Int -> value + await(later(1))
                "Aa", "BB" -> await(later("same hash")) + value
                is String -> value.length
                in listOf<Any>(7L) -> "in"
                !is Collection<*> -> await(later("other"))
                else -> value.size + await(later(2))
            }
        )
        shown.append(when { await(later(shown.length)) > 20 -> "!"; else -> "." })
    }
    return Future.of(shown.toString())
}

@Coroutine
@Shape
fun tryAsAnExpression(): Future<String> {
    val a = 1 + try {
        await(later(2)) + await(failing<Int>(IllegalStateException("a")))
    } catch (e: IllegalStateException) {
        step("caught", e)
        await(later(30))
    } finally {
        step("finally", await(later("f")))
    }
    val b = shown(a, await(later(5L)), try { await(later("s")) } finally { step("b") }, try { await(later(a)) } catch (e: Exception) { null })
    return Future.of(b + (try { Integer.parseInt(await(later("x"))) } catch (e: NumberFormatException) { await(later(-1)) }))
}

@Coroutine
@Shape
fun stringTemplates(): Future<String> {
    val name = await(later("n"))
    val nothing: String? = await(later<String?>(null))
    return Future.of("${await(later(1))} $name ${name.length + await(later(2L))} ${'$'} ${nothing?.length} ${await(later('c'))}${await(later(1.5))}")
}

@Coroutine
@Shape
fun namedArgumentsInAnotherOrder(): Future<String> {
    val point = Point(y = await(later(2)), x = await(later(1L)), label = await(later("l")))
    val copy = point.copy(label = await(later("copy")), x = point.x + await(later(5L)))
    val (x, y, label) = await(later(copy))
    return Future.of("$point $x $y $label ${shown(d = await(later(4)), c = await(later("c")), a = 1, b = await(later(2L)))}")
}

data class Point(val x: Long, val y: Int, val label: String = "none") {
    init {
        step("Point", x, y)
    }
}

@Coroutine
@Shape
fun nullableNumbersAndBooleans(): Future<String> {
    val flag: Boolean? = await(later<Boolean?>(null))
    val number: Int? = await(later<Int?>(5))
    val sum = (number ?: 0) + (await(later<Int?>(null)) ?: 1)
    val isTrue = flag == true || await(later(true)) && number == await(later(5))
    return Future.of("$sum $isTrue ${number?.plus(await(later(1)))} ${flag?.not() ?: await(later("unknown"))}")
}

@Coroutine
@Shape
fun unsignedNumbersAndRanges(): Future<String> {
    var sum = 0u
    for (i in 1u..await(later(3)).toUInt()) {
        sum += i * await(later(2)).toUInt()
    }
    var text = ""
    for (i in await(later(9)) downTo 1 step await(later(3))) {
        text += await(later(i))
    }
    for ((index, c) in "abc".withIndex()) {
        text += "$index${await(later(c))}"
    }
    return Future.of("$sum $text ${await(later(5)) in 1..await(later(5))}")
}

@Coroutine
@Shape
fun arraysAndCompoundAssignment(): Future<String> {
    val numbers = IntArray(3) { it }
    numbers[await(later(1))] += await(later(10))
    numbers[2]++
    val longs = longArrayOf(await(later(1L)), 2L, await(later(3L)))
    longs[0] = longs[1] * await(later(4L)) - longs[await(later(2))]
    val strings = arrayOf(await(later("a")), *Array(2) { "b$it" }, await(later("c")))
    return Future.of(numbers.joinToString() + longs.joinToString() + strings.joinToString())
}

private val lock = Any()

private fun even(n: Int): Int {
    check(Thread.holdsLock(lock))
    return if (n % 2 == 0) n else throw IllegalStateException("odd")
}

/** What leaves the monitor is inside of the try, too, so its handlers could be taken for holders of it. */
@Coroutine
@Shape
fun synchronizedInsideOfATryThatAwaits(): Future<String> {
    var text = ""
    for (i in 0..3) {
        try {
            text += synchronized(lock) { even(i) }
        } catch (e: IllegalStateException) {
            text += await(later("caught ${Thread.holdsLock(lock)}"))
        } finally {
            text += await(later(i))
        }
        text += await(later("."))
    }
    return Future.of(text)
}
