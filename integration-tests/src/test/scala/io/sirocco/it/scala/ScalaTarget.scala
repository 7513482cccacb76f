package io.sirocco.it.scala

import io.sirocco.{Awaitable, Coroutine, Future}
import io.sirocco.Coroutines.await
import io.sirocco.it.support.Script.{failing, later}
import io.sirocco.it.support.Shape
import io.sirocco.it.support.Trace.step

sealed trait Tree
case class Leaf(value: Int) extends Tree
case class Node(left: Tree, right: Tree, name: String = "node") extends Tree

trait Summing {
  val bonus = 2

  @Coroutine
  def sum(tree: Tree): Future[Integer] = tree match {
    case Leaf(value) if await(later(value)) > 2 => Future.of(value + bonus)
    case Leaf(value) => Future.of(Integer.valueOf(value) + await(later(bonus)))
    case Node(l @ Leaf(_), right, _) => Future.of(await(sum(l)) + await(sum(right)))
    case Node(left, right, name) => Future.of(name.length + await(sum(left)) + await(sum(right)))
  }

  @Coroutine
  def both(a: => Int, b: Int = 5): Future[String] = Future.of(s"${await(later(b))} $a $bonus")
}

class Account(private var total: Long) extends Summing {
  @Coroutine
  def add(amount: Long): Future[java.lang.Long] = {
    total += await(later(amount))
    lazy val shown = { step("shown", total); total * 2 }
    Future.of(await(later(1L)) + shown + shown)
  }
}

object ScalaTarget extends Summing {
  private def text(a: Int, b: Long, c: String, d: Any): String = s"$a $b $c $d"

  @Coroutine
  @Shape(Array())
  def matchesInsideOfExpressions(): Future[String] = {
    val tree = Node(Node(Leaf(1), Leaf(4)), Node(Leaf(await(later(2))), Leaf(3), await(later("n"))))
    val sums = 1 + await(sum(tree)) + (await(later("x")) match {
      case "x" => await(later(10)).intValue
      case _ => 0
    })
    Future.of(text(sums, await(later(7L)), if (await(later(true))) await(later("s")) else "t", await(later(None))))
  }

  @Coroutine
  @Shape(Array())
  def tryAsAnExpression(): Future[String] = {
    val a: Int = try await(later(2)) + await(failing[Integer](new IllegalStateException("a")))
    catch { case e: IllegalStateException => step("caught", e); await(later(30)) }
    finally step("finally", await(later("f")))
    var left = await(later(4)).intValue
    var shown = ""
    while (left > 0) {
      left -= await(later(1))
      shown += s"$left" + await(later("-"))
    }
    Future.of(shown + a)
  }

  @Coroutine
  @Shape(Array())
  def namedAndDefaultArguments(): Future[String] = {
    val node = Node(name = await(later("named")), right = Leaf(await(later(1))), left = Leaf(2))
    val copy = node.copy(left = Leaf(await(later(9))))
    val Node(Leaf(x), Leaf(y), name) = await(later(copy)): @unchecked
    Future.of(s"$node $x $y $name " + await(both(b = await(later(6)), a = x + y)) + await(new Account(3L).both(1)))
  }

  @Coroutine
  private def loop(left: Int, sum: Long): Future[java.lang.Long] =
    if (left <= 0) Future.of(sum) else loop(left - await(later(1)), sum + await(later(left)))

  @Coroutine
  @Shape(Array())
  def membersAndTailCalls(): Future[String] = {
    val account = new Account(await(later(5L)))
    Future.of("" + await(account.add(await(later(2L)))) + await(loop(4, 0L)) + await(account.sum(Leaf(1))))
  }

  @Coroutine
  @Shape(Array())
  def functionsThatAwait(): Future[String] = {
    var count = 0
    val base = await(later(3)).intValue
    val plus: Int => Future[Integer] = x => { count += await(later(x)); Future.of(count + base) }
    @Coroutine
    def local(x: Int): Future[String] = Future.of("local" + await(later(x)) + base)
    Future.of(s"${await(plus(1))} ${await(plus(2))} ${await(local(4))} $count")
  }
}
