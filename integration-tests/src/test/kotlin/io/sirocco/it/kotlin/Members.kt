package io.sirocco.it.kotlin

import io.sirocco.Coroutine
import io.sirocco.Coroutines.await
import io.sirocco.Future
import io.sirocco.it.support.Script.later
import io.sirocco.it.support.Shape
import io.sirocco.it.support.Trace.step

sealed interface Shaped {
    val name: String

    @Coroutine
    fun described(): Future<String> = Future.of(name + await(later(1)) + await(area(2)))

    @Coroutine
    fun area(factor: Int): Future<Long>
}

class Square(private val side: Long) : Shaped {
    override val name get() = "square"
    private lateinit var note: String

    @Coroutine
    override fun area(factor: Int): Future<Long> {
        note = await(later("note"))
        val scaled by lazy { side * factor }
        return Future.of(scaled * await(later(side)) + note.length)
    }
}

object Circle : Shaped {
    override val name = "circle"

    @Coroutine
    override fun area(factor: Int): Future<Long> = Future.of(factor * await(later(3L)))

    @Coroutine
    override fun described(): Future<String> = Future.of(await(super.described()) + "!" + await(later(name)))
}

enum class Level(val number: Int) {
    LOW(1) {
        @Coroutine
        override fun next(): Future<Level> = Future.of(if (await(later(number)) > 0) HIGH else this)
    },
    HIGH(2) {
        @Coroutine
        override fun next(): Future<Level> = Future.of(entries[await(later(number)) - 2])
    };

    abstract fun next(): Future<Level>
}

class Members {
    private var total = 0
    private val texts = mutableMapOf<String, Int>()

    @Coroutine
    private fun fill(): Future<Unit> {
        total += await(later(3))
        texts["a"] = await(later(1))
        texts["a"] = (texts["a"] ?: 0) + await(later(total))
        this.total++
        return Future.of(Unit)
    }

    inner class Inner(private val more: Int) {
        @Coroutine
        fun sum(): Future<Int> = Future.of(total + more + await(later(total)))
    }

    companion object {
        private const val START = 5

        @Coroutine
        private fun made(): Future<Members> {
            val members = Members()
            await(members.fill())
            return Future.of(members)
        }

        @JvmStatic
        @Coroutine
        @Shape
        fun inACompanion(): Future<String> {
            val members = await(made())
            val inner = members.Inner(await(later(START)))
            return Future.of("${await(inner.sum())} ${members.texts}")
        }

        @JvmStatic
        @Coroutine
        @Shape
        fun interfacesObjectsAndEnums(): Future<String> {
            var text = ""
            for (shaped in listOf(Square(await(later(4L))), Circle)) {
                text += await(shaped.described())
                text += when (shaped) {
                    is Square -> await(later("s"))
                    Circle -> await(later("c"))
                }
            }
            step(await(Level.LOW.next()), await(Level.HIGH.next()))
            return Future.of(text)
        }
    }
}
