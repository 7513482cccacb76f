/**
 * Legacy: the callback interface of Tornado 4, for programs that are moved over step by step. New code
 * uses {@link io.sirocco.Coroutine} and {@link io.sirocco.Future}; Tornado itself has removed all this.
 *
 * <pre>
 *   &#64;gen.engine                     Legacy.engine(() -> { ... })
 *   yield gen.Task(f, x)            await(Coroutines.task(callback -> f(x, callback)))
 *   yield gen.Callback("k")         await(runner.start(new Callback("k")))
 *   yield gen.Wait("k")             await(runner.start(new Wait("k")))
 *   f(x, callback=cb)               Legacy.onResult(f(x), cb)
 *   &#64;return_future                  Legacy.returnFuture(callback -> f(x, callback))
 * </pre>
 */
package io.sirocco.legacy;
