"""Makes programs up and records what real Tornado does: python3 made_up.py FIRST COUNT > made-up.txt

Needs Tornado 6.5. A program is a number of coroutines, each a line of steps; the first one is the main program.
MadeUp.java runs the same steps.
"""
import contextvars
import random
import sys

from tornado import gen, locks, queues
from tornado.concurrent import Future, chain_future
from tornado.ioloop import IOLoop

import more
from more import Boom, name

COROUTINES = 6
PROMISES = 6


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def micros(self, most):
        return str(self.random.randrange(1, most))

    def promise(self):
        return str(self.random.randrange(PROMISES))

    def promises(self):
        return " ".join(self.promise() for _ in range(self.random.randrange(1, 4)))

    def value(self):
        return str(self.random.randrange(100))

    def beginning(self):
        """All promises are kept some time, and all coroutines run."""
        later = ["later " + self.micros(900000) + " " + str(p) + " " + self.value() for p in range(PROMISES)]
        return later + ["start " + str(i) for i in range(1, COROUTINES)]

    def steps(self, i):
        return (self.beginning() if i == 0 else []) + [self.step(i) for _ in range(self.random.randrange(3, 12))]

    def step(self, i):
        r = self.random
        kinds = ["sleep", "moment", "await", "set", "set", "fail", "multi", "timeout", "put", "get", "getsoon",
                 "acquire", "release", "bind", "bind", "limit", "work", "rest", "wait", "waitsoon", "notify", "iterate", "callback", "later", "done", "chain"]
        if i < COROUTINES - 1:
            kinds += ["call", "start", "start", "join", "spawn", "all"]
        if i > 0:
            kinds += ["raise"]
        kind = r.choice(kinds)
        if kind in ("sleep",):
            return kind + " " + self.micros(300000)
        if kind in ("await", "done"):
            return kind + " " + self.promise()
        if kind in ("set", "fail"):
            return kind + " " + self.promise() + " " + self.value()
        if kind in ("multi", "iterate"):
            return kind + " " + self.promises()
        if kind == "limit":
            return kind + " " + self.micros(200000) + " " + self.promises()
        if kind == "rest":
            return kind + " " + self.micros(200000)
        if kind == "timeout":
            return kind + " " + self.micros(200000) + " " + self.promise()
        if kind in ("put", "bind", "work"):
            return kind + " " + self.value()
        if kind in ("getsoon", "waitsoon"):
            return kind + " " + self.micros(200000)
        if kind == "notify":
            return kind + " " + str(r.randrange(1, 3))
        if kind == "later":
            return kind + " " + self.micros(300000) + " " + self.promise() + " " + self.value()
        if kind == "chain":
            return kind + " " + self.promise() + " " + self.promise()
        if kind in ("call", "start", "spawn"):
            return kind + " " + str(r.randrange(i + 1, COROUTINES))
        if kind == "all":
            return kind + " " + str(r.randrange(i + 1, COROUTINES)) + " " + str(r.randrange(i + 1, COROUTINES))
        if kind == "raise":
            return kind + " " + self.value()
        return kind


class Runner:
    """Runs the steps. Each await that may fail catches by itself, so that a coroutine has no nested steps."""

    def __init__(self, scripts, t):
        self.scripts = scripts
        self.t = t
        self.calls = 0
        self.promises = [Future() for _ in range(PROMISES)]
        self.queue = queues.Queue(2)
        self.semaphore = locks.Semaphore(2)
        self.condition = locks.Condition()
        self.bound = contextvars.ContextVar("bound", default=0)

    def deadline(self, micros):
        return IOLoop.current().time() + int(micros) / 1e6

    def set(self, promise, value):
        if not self.promises[int(promise)].done():
            self.promises[int(promise)].set_result(int(value))

    @gen.coroutine
    def coroutine(self, i):
        self.calls += 1
        if self.calls > 40:
            return -1
        me = "%d/%d" % (i, self.calls)
        t = self.t
        started = []
        held = 0
        for number, step in enumerate(self.scripts[i]):
            kind, *args = step.split()
            here = "%s.%d %s" % (me, number, kind)
            try:
                if kind == "sleep":
                    yield gen.sleep(int(args[0]) / 1e6)
                    t(here, self.bound.get())
                elif kind == "bind":
                    self.bound.set(int(args[0]))
                elif kind == "limit":
                    inputs = [self.promises[int(a)] for a in args[1:]]
                    t(here, (yield gen.with_timeout(self.deadline(args[0]), inputs)))
                elif kind == "work":
                    yield self.queue.put(int(args[0]))
                    t(here, (yield self.queue.get()))
                    self.queue.task_done()
                elif kind == "rest":
                    yield self.queue.join(self.deadline(args[0]))
                    t(here)
                elif kind == "moment":
                    yield gen.moment
                    t(here)
                elif kind == "await":
                    t(here, (yield self.promises[int(args[0])]))
                elif kind == "set":
                    self.set(*args)
                elif kind == "fail":
                    if not self.promises[int(args[0])].done():
                        self.promises[int(args[0])].set_exception(Boom(args[1]))
                elif kind == "multi":
                    t(here, (yield [self.promises[int(a)] for a in args]))
                elif kind == "timeout":
                    t(here, (yield gen.with_timeout(self.deadline(args[0]), self.promises[int(args[1])])))
                elif kind == "put":
                    yield self.queue.put(int(args[0]))
                    t(here)
                elif kind == "get":
                    t(here, (yield self.queue.get()))
                elif kind == "getsoon":
                    t(here, (yield self.queue.get(self.deadline(args[0]))))
                elif kind == "acquire":
                    yield self.semaphore.acquire()
                    held += 1
                    t(here)
                elif kind == "release":
                    if held > 0:
                        held -= 1
                        self.semaphore.release()
                elif kind == "wait":
                    t(here, (yield self.condition.wait()))
                elif kind == "waitsoon":
                    t(here, (yield self.condition.wait(self.deadline(args[0]))))
                elif kind == "notify":
                    self.condition.notify(int(args[0]))
                elif kind == "iterate":
                    iterator = gen.WaitIterator(*[self.promises[a] for a in sorted({int(a) for a in args})])
                    while not iterator.done():
                        t(here, (yield iterator.next()), iterator.current_index)
                elif kind == "callback":
                    IOLoop.current().add_callback(lambda here=here: t(here, self.bound.get()))
                elif kind == "later":
                    IOLoop.current().call_later(int(args[0]) / 1e6, self.set, *args[1:])
                elif kind == "done":
                    self.promises[int(args[0])].add_done_callback(
                        lambda f, here=here: t(here, self.bound.get()))
                elif kind == "chain":
                    if args[0] != args[1]:
                        chain_future(self.promises[int(args[0])], self.promises[int(args[1])])
                elif kind == "call":
                    t(here, (yield self.coroutine(int(args[0]))))
                elif kind == "start":
                    started.append(self.coroutine(int(args[0])))
                elif kind == "join":
                    if started:
                        t(here, (yield started.pop()))
                elif kind == "spawn":
                    IOLoop.current().spawn_callback(self.coroutine, int(args[0]))
                elif kind == "all":
                    t(here, (yield [self.coroutine(int(a)) for a in args]))
                elif kind == "raise":
                    t(here)
                    raise Boom(args[0])
            except gen.TimeoutError as e:
                t(here, "TimeoutException")
            except Boom as e:
                if kind == "raise":
                    raise
                t(here, name(e))
        t(me, "ends", self.bound.get())
        return self.calls


def record(seed):
    maker = Maker(seed)
    scripts = [maker.steps(i) for i in range(COROUTINES)]

    def main(t):
        """. Rules: """
        Runner(scripts, t).coroutine(0)
        yield gen.sleep(100)

    return scripts, more.record(main)["trace"]


if __name__ == "__main__":
    more.logging.getLogger().addHandler(more.logging.NullHandler())
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        scripts, trace = record(seed)
        print("program", seed)
        for script in scripts:
            print("coroutine " + "; ".join(script))
        for line in trace:
            print("  " + line)
