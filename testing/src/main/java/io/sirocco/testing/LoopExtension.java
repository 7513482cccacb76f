package io.sirocco.testing;

import io.sirocco.Coroutines;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link LoopTest} tells JUnit. */
final class LoopExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver, InvocationInterceptor {
  private static final Namespace NAMESPACE = Namespace.create(LoopExtension.class);
  private static final String TIMEOUT_PARAMETER = "sirocco.testing.timeoutSeconds";
  private static final int DEFAULT_TIMEOUT_SECONDS = 5;
  private static final Set<Class<?>> OUR_TYPES =
      Set.of(IOLoop.class, ManualTimeSource.class, Executor.class);

  // ---- the loop of a test -----------------------------------------------------------------------

  @Override
  public void beforeEach(ExtensionContext test) {
    makeLoop(test, firstWorld(settings(test), test));
  }

  private static TestLoop makeLoop(ExtensionContext test, World world) {
    TestLoop loop = new TestLoop(world, timeout(settings(test), test));
    test.getStore(NAMESPACE).put(TestLoop.class, loop);
    return loop;
  }

  private static World firstWorld(LoopTest settings, ExtensionContext test) {
    String order = order(settings, test);
    boolean tried = settings.orders() > 1 || !order.isEmpty();
    if (settings.orders() < 1) {
      throw new ExtensionConfigurationException("orders must be positive: " + settings.orders());
    }
    if (settings.realTime() && tried) {
      throw new ExtensionConfigurationException(
          "@LoopTest(realTime = true) has one order only, the one in which things happen");
    }
    if (settings.realTime()) {
      return World.real();
    }
    return tried ? World.inOrder(Choices.parse(order)) : World.simulated();
  }

  /** Empty for none. */
  private static String order(LoopTest settings, ExtensionContext test) {
    boolean orders = settings.orders() > 1 && settings.order().isEmpty();
    return orders
        ? test.getConfigurationParameter(Orders.ORDER_PROPERTY).orElse("")
        : settings.order();
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    loop(test).end();
    LoopTest settings = settings(test);
    boolean passed = test.getExecutionException().isEmpty();
    if (settings.orders() > 1 && passed && order(settings, test).isEmpty()) {
      exploreOthers(settings.orders(), test);
    }
  }

  private static void exploreOthers(int orders, ExtensionContext test) throws Exception {
    long seed =
        test.getConfigurationParameter(Orders.SEED_PROPERTY, Long::parseLong).orElse(1L);
    Exploration exploration =
        new Exploration(choices -> new Rerun(test, makeLoop(test, World.inOrder(choices))).run());
    try {
      exploration.exploreOthers(orders, seed);
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static TestLoop loop(ExtensionContext test) {
    return test.getStore(NAMESPACE).get(TestLoop.class, TestLoop.class);
  }

  /** The annotation of the method, or of the innermost class that has one. */
  private static LoopTest settings(ExtensionContext test) {
    var found = AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), LoopTest.class);
    Class<?> type = test.getRequiredTestClass();
    while (found.isEmpty()) {
      found = AnnotationSupport.findAnnotation(type, LoopTest.class);
      type = type.getEnclosingClass();
    }
    return found.get();
  }

  private static Duration timeout(LoopTest settings, ExtensionContext test) {
    int seconds = settings.timeoutSeconds() != 0
        ? settings.timeoutSeconds()
        : test.getConfigurationParameter(TIMEOUT_PARAMETER, Integer::parseInt)
            .orElse(DEFAULT_TIMEOUT_SECONDS);
    return Duration.ofSeconds(seconds);
  }

  // ---- parameters -------------------------------------------------------------------------------

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return OUR_TYPES.contains(type) && loop(test) != null;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    if (type == IOLoop.class) {
      return loop(test).loop();
    }
    if (type == Executor.class) {
      return loop(test)
          .executor()
          .orElseThrow(() -> new ParameterResolutionException(
              "only @LoopTest(orders = ...) has a simulated executor"));
    }
    return loop(test)
        .clock()
        .orElseThrow(() ->
            new ParameterResolutionException("@LoopTest(realTime = true) has no manual clock"));
  }

  // ---- coroutines -------------------------------------------------------------------------------

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    run(invocation, method, test);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    run(invocation, method, test);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    run(invocation, method, test);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    run(invocation, method, test);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext tests)
      throws Throwable {
    refuseCoroutine(method.getExecutable());
    invocation.proceed();
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext tests)
      throws Throwable {
    refuseCoroutine(method.getExecutable());
    invocation.proceed();
  }

  /** Nobody would wait for it, and its failure would be seen in the log only. */
  private static void refuseCoroutine(Method method) {
    if (Coroutines.isCoroutineFunction(method)) {
      throw new ExtensionConfigurationException(method
          + " must not be a coroutine: each test has its own loop, and there is none for all of"
          + " them. Call runSync on a loop made for it");
    }
  }

  private static void run(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    if (Coroutines.isCoroutineFunction(method.getExecutable())) {
      loop(test).run(() -> {
        invocation.proceed();
        return null;
      });
    } else {
      invocation.proceed();
    }
  }
}
