"""Records what real Tornado does in programs of our own: python3 more.py > more.json

Needs Tornado 6.5. Each function below is a program; its first line says what it shows, and which rules. The Java
program of the same name is in io.sirocco.conformance. Time is simulated: the loop's clock jumps to the next timer.
"""
import asyncio
import contextvars
import functools
import inspect
import json
import logging
import sys

import tornado
from tornado import gen, ioloop, locks, queues
from tornado.concurrent import Future
from tornado.ioloop import IOLoop, PeriodicCallback

PROGRAMS = {}


class Boom(Exception):
    pass


class Bang(Exception):
    pass


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Time in whole microseconds. Timers that are due together run in the order in which they were added."""

    now = 1000.0
    timers = 0

    def __init__(self):
        super().__init__()
        poll = self._selector.select

        def jump(timeout=None):
            events = poll(None if timeout is None else 0)
            if not events and timeout:
                self.now = round(self.now + timeout, 6)
            return events

        self._selector.select = jump

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        self.timers += 1
        return super().call_at(round(when, 6) + self.timers * 1e-12, callback, *args, context=context)


def show(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(show(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(show(k) + "=" + show(v) for k, v in value.items()) + "}"
    return str(value)


def name(e):
    text = type(e).__name__
    return text + " " + str(e) if isinstance(e, (Boom, Bang)) else text


class LogLines(logging.Handler):
    MESSAGES = ("Exception in callback", "Multiple exceptions in yield list", "after timeout",
                "Exception after Future was cancelled", "Future exception was never retrieved")

    def __init__(self, lines):
        super().__init__(logging.WARNING)
        self.lines = lines

    def emit(self, record):
        message = record.getMessage()
        for fixed in self.MESSAGES:
            if fixed in message:
                message = "Exception in Future after timeout" if fixed == "after timeout" else fixed
        if message == "Future exception was never retrieved":
            return
        line = "LOG %s %s %s" % (record.name, record.levelname, message)
        if record.exc_info and record.exc_info[1]:
            line += " [" + name(record.exc_info[1]) + "]"
        self.lines.append(line)


def program(function):
    """A program, a generator or not, that gets a function that adds to the trace."""
    PROGRAMS[function.__name__] = function
    return function


def later(millis, function, *args):
    IOLoop.current().call_later(millis / 1000, function, *args)


def sleep(millis):
    return gen.sleep(millis / 1000)


def ready(value):
    future = Future()
    future.set_result(value)
    return future


def record(function):
    lines = []

    def t(*words):
        lines.append(" ".join(show(word) for word in words))

    handler = LogLines(lines)
    logging.getLogger().addHandler(handler)
    simulated = SimulatedLoop()
    loop = IOLoop(asyncio_loop=simulated, make_current=True)
    loop.time = simulated.time
    result = error = None
    try:
        if "loop" in inspect.signature(function).parameters:
            function(t, loop)
        else:
            result = loop.run_sync(functools.partial(gen.coroutine(function), t))
    except Exception as e:
        error = type(e).__name__
    logging.getLogger().removeHandler(handler)
    if not simulated.is_closed():
        loop.close()
    doc, _, rules = inspect.getdoc(function).rpartition(" Rules: ")
    return {"doc": doc, "rules": rules.split(), "tags": [], "oracle": tornado.version,
            "trace": lines, "result": result, "error": error}


# ---- futures ----------------------------------------------------------------------------------


@program
def removed_callback_does_not_run(t):
    """A removed callback does not run, as often as it was added; the others keep their order. Rules: F10 F4"""
    f = Future()
    twice = lambda f: t("twice")
    f.add_done_callback(lambda f: t("first"))
    f.add_done_callback(twice)
    f.add_done_callback(lambda f: t("second"))
    f.add_done_callback(twice)
    t("removed", f.remove_done_callback(twice))
    t("removed", f.remove_done_callback(twice))
    f.set_result(1)
    t("after set, removed", f.remove_done_callback(twice))
    yield gen.moment


@program
def callbacks_of_callbacks(t):
    """What a done callback sets or adds runs an iteration later, in order with everything else. Rules: F4 F5 L2"""
    a, b = Future(), Future()
    loop = IOLoop.current()

    def first(f):
        t("a's first")
        b.set_result(2)
        a.add_done_callback(lambda f: t("added to a done one"))
        loop.add_callback(lambda: t("callback"))

    a.add_done_callback(first)
    a.add_done_callback(lambda f: t("a's second"))
    b.add_done_callback(lambda f: t("b's"))
    a.set_result(1)
    loop.add_callback(lambda: t("queued by main"))
    for i in range(3):
        t("iteration", i)
        yield gen.moment


@program
def waiters_of_several_kinds(t):
    """Coroutines, callbacks, multi and a timeout on one future: each in its place. Rules: W3 W14 M11 O11"""
    f = Future()

    @gen.coroutine
    def waiter(who, x):
        t(who, "got", (yield x))

    waiter("plain 1", f)
    waiter("list", [f])
    f.add_done_callback(lambda f: t("callback"))
    waiter("limited", gen.with_timeout(0.05 + IOLoop.current().time(), f))
    waiter("plain 2", f)
    waiter("nested", [[f], {"k": f}])
    f.set_result(7)
    for i in range(5):
        yield gen.moment
        t("iteration", i + 1)


# ---- coroutines -------------------------------------------------------------------------------


@program
def arguments_are_evaluated_by_the_caller(t):
    """Arguments are evaluated once, in order, before the body starts, also where some of them wait. Rules: C13 W10"""

    def value(x):
        t("value", x)
        return x

    @gen.coroutine
    def child(a, b, c):
        t("child starts", a, b, c)
        yield gen.moment
        return a + b + c

    f = Future()
    later(40, f.set_result, 2)
    t("result", (yield child(value(1), value((yield f)), value(3))))


@program
def waits_in_expressions(t):
    """Waits in conditions, both sides of an operator, and what is short-circuited. Rules: W10 W1"""

    @gen.coroutine
    def ask(x):
        t("ask", x)
        yield gen.moment
        return x

    if (yield ask(False)) or (yield ask(True)) and not (yield ask(False)):
        t("yes")
    t("sum", (yield ask(1)) * 10 + ((yield ask(2)) if (yield ask(True)) else (yield ask(3))))
    items = [(yield ask(1)), (yield ask(2)) + len("x")]
    t("items", items)
    i = 0
    while (yield ask(i)) < 2:
        i += 1
    t("i", i)


@program
def finally_in_all_ways(t):
    """A wait in finally keeps what is in flight; a return in finally replaces it. Rules: W11"""

    @gen.coroutine
    def keeps_result():
        try:
            return "result"
        finally:
            yield gen.moment
            t("waited")

    @gen.coroutine
    def keeps_exception():
        try:
            yield gen.moment
            raise Boom("kept")
        finally:
            yield gen.moment
            t("waited")

    @gen.coroutine
    def replaces():
        try:
            raise Boom("lost")
        finally:
            yield gen.moment
            return "replaced"

    @gen.coroutine
    def loops():
        for i in range(4):
            try:
                if i == 1:
                    continue
                if i == 3:
                    break
                yield gen.moment
                t("body", i)
            finally:
                yield gen.moment
                t("finally", i)
        return "left"

    t((yield keeps_result()))
    try:
        yield keeps_exception()
    except Boom as e:
        t("caught", e)
    t((yield replaces()))
    t((yield loops()))


@program
def exception_in_handler(t):
    """A wait in a handler, an exception out of it, and a handler around that. Rules: W11 W4 C4"""

    @gen.coroutine
    def fails(text):
        yield gen.moment
        raise Boom(text)

    try:
        try:
            yield fails("one")
        except Boom as e:
            t("handler", e)
            yield gen.moment
            try:
                yield fails("two")
            except Boom as inner:
                t("inner", inner)
            raise Bang(str(e) + " again")
        finally:
            yield gen.moment
            t("finally")
    except Bang as e:
        t("outer", e)


@program
def recursion(t):
    """A coroutine that calls itself: the way down in one go, each level of the way up an iteration. Rules: C1 W15 Z3"""
    gate = Future()

    @gen.coroutine
    def sum_to(n):
        if n == 0:
            t("bottom")
            return (yield gate)
        return n + (yield sum_to(n - 1))

    f = sum_to(3)
    t("called", f.done())
    gate.set_result(0)
    turns = 0
    while not f.done():
        yield gen.moment
        turns += 1
    t(f.result(), "after turns", turns)


# ---- multi, iterators, timeouts ---------------------------------------------------------------


@program
def multi_with_a_bad_child(t):
    """A child that cannot be converted: multi throws itself, a list at the wait; the rest goes on. Rules: M12 W6"""

    @gen.coroutine
    def child():
        yield gen.moment
        t("child ends")

    try:
        gen.multi([child(), 42])
    except gen.BadYieldError as e:
        t("multi", name(e))
    try:
        yield [child(), object()]
    except gen.BadYieldError as e:
        t("list", name(e))
    yield gen.moment
    yield gen.moment
    t("end")


@program
def multi_is_not_a_sequence(t):
    """One after the other throws at the first failure in order, multi when all are done. Rules: M14 M3 M4"""

    @gen.coroutine
    def child(millis, text):
        yield sleep(millis)
        t("ends", millis)
        raise Boom(text)

    children = [child(120, "first"), child(40, "second")]
    try:
        yield children
    except Boom as e:
        t("multi", e)
    children = [child(80, "first"), child(160, "second")]
    try:
        for c in children:
            yield c
    except Boom as e:
        t("sequence", e)
    try:
        yield children[1]
    except Boom as e:
        t("then", e)


@program
def iteration_after_a_failure(t):
    """A loop over a WaitIterator that a failure has left can be taken up again. Rules: I5 I9"""
    fs = [Future() for _ in range(4)]
    later(40, fs[2].set_result, "c")
    later(80, fs[0].set_exception, Boom("a"))
    later(120, fs[3].set_result, "d")
    later(160, fs[1].set_result, "b")
    it = gen.WaitIterator(*fs)

    @gen.coroutine
    def loop():
        while not it.done():
            t("got", (yield it.next()), it.current_index)

    try:
        yield loop()
    except Boom as e:
        t("left by", e, it.current_index, it.done())
    yield loop()
    t("done", it.done(), it.current_index)


@program
def step_survives_a_timeout(t):
    """next() is a future of its own: it may outlive a timeout around it. Rules: I8 O4"""
    slow, fast = Future(), Future()
    later(120, slow.set_result, "slow")
    later(160, fast.set_result, "fast")
    it = gen.WaitIterator(slow, fast)
    step = it.next()
    t("own", step is not slow and step is not fast)
    for _ in range(2):
        try:
            yield gen.with_timeout(IOLoop.current().time() + 0.05, step)
        except gen.TimeoutError:
            t("not yet")
    t((yield step), it.current_index)
    t((yield it.next()), it.current_index, it.done())


@program
def nested_time_limits(t):
    """Of two limits around one input the earlier one counts, and the input is left alone by both. Rules: O2 O3 O4"""
    now = IOLoop.current().time()
    f = Future()
    later(200, f.set_result, "late")
    for inner, outer in ((40, 80), (160, 120)):
        try:
            yield gen.with_timeout(now + outer / 1000, gen.with_timeout(now + inner / 1000, f))
        except gen.TimeoutError:
            t("timeout", round((IOLoop.current().time() - now) * 1000))
    t((yield f), round((IOLoop.current().time() - now) * 1000))


@program
def cancelled_limit_leaves_the_input(t):
    """Cancelling what with_timeout returns leaves the input alone; after the deadline its failure is logged. Rules: O8"""
    f = Future()
    limited = gen.with_timeout(IOLoop.current().time() + 0.05, f)
    limited.cancel()
    t("input done", f.done())
    yield sleep(100)
    f.set_exception(Boom("late"))
    yield sleep(40)
    t("limited cancelled", limited.cancelled())


# ---- the loop ---------------------------------------------------------------------------------


@program
def values_of_callbacks_are_ignored(t):
    """Whatever a callback returns that cannot be awaited is ignored; what can is watched. Rules: L5 L4"""

    @gen.coroutine
    def fails():
        yield gen.moment
        raise Boom("watched")

    loop = IOLoop.current()
    for value in (42, "text", [1, 2], {"k": 3}):
        loop.add_callback(lambda value=value: value)
    loop.add_callback(fails)
    loop.add_callback(lambda: [fails(), fails()])
    yield sleep(40)
    t("end")


@program
def timers_that_fail(t):
    """A failing timer, and a timer whose coroutine fails, are logged; the others go on. Rules: T9 T10"""

    def fails():
        raise Boom("timer")

    @gen.coroutine
    def coroutine_fails():
        yield gen.moment
        raise Boom("coroutine")

    later(40, fails)
    later(80, coroutine_fails)
    later(120, lambda: t("third"))
    yield sleep(160)
    t("end")


@program
def running_loop_cannot_be_started(t, loop):
    """start and run_sync on a running loop are errors; the loop survives. Rules: R4"""

    def again(what):
        try:
            what()
            t("no error")
        except RuntimeError as e:
            t(name(e))

    loop.add_callback(again, loop.start)
    loop.add_callback(lambda: t("goes on"))
    loop.call_later(0.04, loop.stop)
    loop.start()
    t("end")


@program
def stopped_run_sync(t, loop):
    """Somebody stops the loop before the result is there: an error; the body goes on with the next start. Rules: R9 R3 R10"""

    @gen.coroutine
    def body():
        t("body")
        yield sleep(80)
        t("body goes on")
        return "result"

    loop.add_callback(lambda: t("queued before"))
    loop.call_later(0.04, loop.stop)
    try:
        loop.run_sync(body)
    except RuntimeError as e:
        t(name(e))
    loop.run_sync(lambda: sleep(100))
    t("end")


@program
def closed_loop_drops_callbacks(t, loop):
    """A callback that is added to a closed loop is dropped in silence. Rules: L10"""
    loop.add_callback(lambda: t("never started"))
    loop.close()
    loop.add_callback(lambda: t("dropped"))
    t("end")


# ---- locks and queues -------------------------------------------------------------------------


@program
def signals_and_those_who_left(t):
    """A signal is not used up by waiters that have expired. Rules: K1 K2"""
    condition = locks.Condition()
    now = IOLoop.current().time

    @gen.coroutine
    def waiter(who, millis=None):
        deadline = None if millis is None else now() + millis / 1000
        t(who, (yield condition.wait(deadline)))

    waiters = [waiter("a", 40), waiter("b"), waiter("c", 60), waiter("d"), waiter("e", 400), waiter("f")]
    yield sleep(80)
    t("two of four")
    condition.notify(2)
    yield sleep(40)
    t("the rest")
    condition.notify_all()
    yield waiters


@program
def cancelled_waiters_take_nothing(t):
    """Who was cancelled in a line is passed by: of a queue, from both sides. Rules: Q7 Q2 Q3"""
    q = queues.Queue(1)
    gone, there = q.get(), q.get()
    gone.cancel()
    yield q.put("item")
    t("there", (yield there), "gone", gone.cancelled())
    yield q.put(1)
    lost, kept = q.put(2), q.put(3)
    lost.cancel()
    t((yield q.get()), (yield q.get()), q.qsize(), "lost", lost.cancelled(), "kept", kept.done())


@program
def failing_holder_releases(t):
    """A lock whose holder fails goes to the next in line; nobody comes in between. Rules: K5 K7 K9"""
    lock = locks.Lock()

    @gen.coroutine
    def holder(who, fails):
        with (yield lock.acquire()):
            t(who, "in")
            yield gen.moment
            if fails:
                raise Boom(who)
            t(who, "out")

    @gen.coroutine
    def barger():
        while True:
            try:
                with (yield lock.acquire(IOLoop.current().time() + 1e-6)):
                    t("barger in")
                return
            except gen.TimeoutError:
                yield gen.moment

    fs = [holder("a", True), holder("b", False), holder("c", True), barger()]
    for f in fs:
        try:
            yield f
        except Boom as e:
            t("failed", e)


@program
def workers_and_a_join(t):
    """Three workers, a queue with a bound, and a join with a time limit that is too short first. Rules: Q2 Q6 Q7"""
    q = queues.Queue(2)

    @gen.coroutine
    def worker(who):
        while True:
            item = yield q.get()
            try:
                yield sleep(40 * item)
                t(who, "did", item)
            finally:
                q.task_done()

    for who in "abc":
        worker(who)
    for item in (5, 1, 3, 1, 2):  # no two end at the same time
        yield q.put(item)
    t("all put", q.qsize())
    try:
        yield q.join(IOLoop.current().time() + 0.05)
    except gen.TimeoutError:
        t("not yet")
    yield q.join()
    t("joined")


# ---- context ----------------------------------------------------------------------------------


@program
def callbacks_have_the_context_of_who_added_them(t):
    """Callbacks, timers, done callbacks and spawned coroutines see the values of who added them. Rules: G3 G1"""
    var = contextvars.ContextVar("var", default="unset")
    loop = IOLoop.current()
    f = Future()

    @gen.coroutine
    def spawned():
        yield gen.moment
        t("spawned", var.get())

    var.set("one")
    loop.add_callback(lambda: t("callback", var.get()))
    loop.call_later(0.04, lambda: t("timer", var.get()))
    f.add_done_callback(lambda f: t("done callback", var.get()))
    loop.spawn_callback(spawned)
    var.set("two")
    loop.add_callback(f.set_result, None)
    yield sleep(80)
    t("main", var.get())


@program
def threads_have_no_context(t):
    """A function in an executor does not see the values; the coroutine sees them again behind it. Rules: G4 G2 X1"""
    var = contextvars.ContextVar("var", default="unset")
    var.set("main")
    t("thread", (yield IOLoop.current().run_in_executor(None, var.get)))
    t("main", var.get())


@program
def periodic_callback_has_the_loop_of_its_start(t, loop):
    """A PeriodicCallback belongs to the loop that is current when it is started, not when it is made. Rules: P11"""
    calls = PeriodicCallback(lambda: t("call on its loop", IOLoop.current() is loop), 40)

    def start():
        calls.start()

    loop.add_callback(start)
    loop.call_later(0.1, loop.stop)
    loop.start()
    calls.stop()
    t("end", calls.is_running())


# ---- generators: native ones, because others cannot be read asynchronously ----------------------


def native(function):
    """A program that is an async function."""

    @functools.wraps(function)
    def run(t):
        return (yield function(t))

    return program(run)


@native
async def generator_runs_as_it_is_read(t):
    """A generator begins with the first element that is asked for, and runs from one to the next. Rules: I9"""

    async def rows():
        t("opens")
        for i in range(3):
            await sleep(20)
            t("emits", i)
            yield i
        t("ends")

    reading = rows()
    t("made")
    async for row in reading:
        t("got", row)
        await sleep(20)
    t("end")


@native
async def generator_closed_early(t):
    """Closing a generator that was not read to its end runs its finally, which may wait. Rules: W11"""

    async def rows():
        try:
            yield 1
            yield 2
        finally:
            await sleep(20)
            t("closed")

    reading = rows()
    async for row in reading:
        t("got", row)
        break
    t("closes")
    await reading.aclose()
    await reading.aclose()
    async for row in reading:
        t("not reached")
    t("end")


@native
async def generator_fails(t):
    """The exception of a generator arrives at its reader; behind it there is nothing. Rules: C4 W4"""

    async def rows():
        yield 1
        await sleep(20)
        raise Boom("broken")

    reading = rows()
    try:
        async for row in reading:
            t("got", row)
    except Boom as e:
        t("caught", e)
    async for row in reading:
        t("not reached")
    t("end")


# ---- cancelling: of tasks and of coroutines in a scope ------------------------------------------


async def stopped(t, who, millis, result=None):
    try:
        t(who, "begins")
        await sleep(millis)
        t(who, "ends")
        return result
    except asyncio.CancelledError:
        t(who, "is cancelled")
        raise
    finally:
        await sleep(20)
        t(who, "has cleaned up")


@native
async def cancelled_task(t):
    """A cancelled task gets it at its wait, may still wait in finally, and is done behind that. Rules: N3"""
    task = asyncio.ensure_future(stopped(t, "task", 200))
    await sleep(40)
    task.cancel()
    t("done", task.done())
    try:
        await task
    except asyncio.CancelledError:
        t("caught", task.cancelled())


@native
async def cancelled_task_refuses(t):
    """A task that catches its cancellation goes on, and has a result. Rules: N3"""

    async def stubborn():
        try:
            await sleep(200)
        except asyncio.CancelledError:
            t("refused")
        await sleep(20)
        return "result"

    task = asyncio.ensure_future(stubborn())
    await sleep(40)
    task.cancel()
    t((await task), task.cancelled())


@native
async def cancellation_goes_inwards(t):
    """Who is cancelled while it waits for another task cancels that first. Rules: N3"""

    async def outer():
        inner = asyncio.ensure_future(stopped(t, "inner", 200))
        try:
            await inner
        except asyncio.CancelledError:
            t("outer is cancelled", inner.cancelled())
            raise

    task = asyncio.ensure_future(outer())
    await sleep(40)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        t("caught")


@native
async def cancelled_while_others_wait(t):
    """Two wait for one future, one of them is cancelled. Rules: N3 N4"""
    f = Future()

    async def waiter(who):
        try:
            t(who, "got", await f)
        except asyncio.CancelledError:
            t(who, "is cancelled")

    one, two = asyncio.ensure_future(waiter("one")), asyncio.ensure_future(waiter("two"))
    await sleep(20)
    one.cancel()
    await sleep(20)
    if not f.done():
        f.set_result("value")
    await two
    t("future cancelled", f.cancelled())


@native
async def cancelled_when_the_value_is_there(t):
    """A task is cancelled when what it waits for is done already, but before it goes on. Rules: N3"""
    f = Future()

    async def waiter():
        try:
            t("got", await f)
            await sleep(20)
            t("not reached")
        except asyncio.CancelledError:
            t("cancelled")

    task = asyncio.ensure_future(waiter())
    await sleep(20)
    f.set_result("value")
    task.cancel()
    await task
    t("end")


@native
async def group_fails_together(t):
    """In a group the first failure cancels the rest; the group has failed when that has ended. Rules: N3"""

    async def fails():
        await sleep(40)
        raise Boom("first")

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(stopped(t, "a", 200))
            group.create_task(fails())
            group.create_task(stopped(t, "b", 20))
            await asyncio.sleep(0)  # they begin
            await stopped(t, "body", 400)
    except* Boom as e:
        t("failed", *e.exceptions)


@native
async def limit_cancels_the_body(t):
    """A limit around a block cancels what is in it, and is thrown when that has ended. Rules: N3"""
    try:
        async with asyncio.timeout(0.05):
            await stopped(t, "body", 200)
    except asyncio.TimeoutError as e:
        t(name(e))
    async with asyncio.timeout(0.05):
        await stopped(t, "quick", 10)
    t("end")


# ---- a few more ---------------------------------------------------------------------------------


@program
def binding_is_taken_back(t):
    """A value that is set for a part of a coroutine, and what was started meanwhile. Rules: G1 G2"""
    var = contextvars.ContextVar("var", default="unset")

    @gen.coroutine
    def child(who):
        t(who, "starts with", var.get())
        yield sleep(40)
        t(who, "ends with", var.get())

    var.set("outer")
    token = var.set("inner")
    f = child("a")
    var.reset(token)
    t("main", var.get())
    g = contextvars.copy_context().run(lambda: var.set("call") and child("b"))
    t("main", var.get())
    yield [f, g]
    t("main", var.get())


@program
def semaphore_hands_over_in_turn(t):
    """Who releases and acquires again at once goes to the end of the line. Rules: K5"""
    semaphore = locks.Semaphore(2)

    @gen.coroutine
    def worker(who):
        for i in range(3):
            with (yield semaphore.acquire()):
                t(who, i)
                yield gen.moment

    yield [worker(who) for who in "abc"]
    t(semaphore.acquire().done(), semaphore.acquire().done(), semaphore.acquire().done())


@program
def periodic_callbacks_stop_each_other(t):
    """Two series, one of which stops, and starts again, the other one. Rules: P1 P6 P7"""
    start = IOLoop.current().time()

    def now():
        return round((IOLoop.current().time() - start) * 1000)

    quick = PeriodicCallback(lambda: t("quick", now()), 30)

    def toggle():
        t("slow", now(), quick.is_running())
        if quick.is_running():
            quick.stop()
        else:
            quick.start()

    slow = PeriodicCallback(toggle, 100)
    quick.start()
    slow.start()
    yield sleep(350)
    quick.stop()
    slow.stop()
    yield sleep(200)
    t("end", now())


@program
def events_take_turns(t):
    """Two coroutines that wake each other with events. Rules: K3"""
    ping, pong = locks.Event(), locks.Event()

    @gen.coroutine
    def player(who, mine, other):
        for i in range(3):
            yield mine.wait()
            mine.clear()
            t(who, i)
            other.set()

    ping.set()
    yield [player("ping", ping, pong), player("pong", pong, ping)]
    t(ping.is_set(), pong.is_set())


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())
    json.dump({n: record(f) for n, f in sorted(PROGRAMS.items())}, sys.stdout, indent=1)
    print()
