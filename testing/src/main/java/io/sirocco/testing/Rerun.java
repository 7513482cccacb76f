package io.sirocco.testing;

import io.sirocco.Coroutines;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Runs a test once more, as JUnit has run it before: on new instances, unless one is made for all tests, and
 * with the methods around it. JUnit resolves the parameters again. Other extensions take no part.
 */
final class Rerun {
  private final ExtensionContext test;
  private final TestLoop loop;

  Rerun(ExtensionContext test, TestLoop loop) {
    this.test = test;
    this.loop = loop;
  }

  /** Fails as the test does; the loop is at its end then. */
  void run() throws Throwable {
    List<Object> instances = instances();
    try {
      runTest(instances);
    } finally {
      loop.end();
    }
  }

  private void runTest(List<Object> instances) throws Throwable {
    Object innermost = instances.get(instances.size() - 1);
    try {
      for (Object instance : instances) {
        for (Method method : methods(instance, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN)) {
          invoke(method, instance);
        }
      }
      invoke(test.getRequiredTestMethod(), innermost);
    } finally {
      List<Object> inward = new ArrayList<>(instances);
      Collections.reverse(inward);
      for (Object instance : inward) {
        for (Method method : methods(instance, AfterEach.class, HierarchyTraversalMode.BOTTOM_UP)) {
          invoke(method, instance);
        }
      }
    }
  }

  private static List<Method> methods(
      Object instance,
      Class<? extends java.lang.annotation.Annotation> annotation,
      HierarchyTraversalMode order) {
    return AnnotationSupport.findAnnotatedMethods(instance.getClass(), annotation, order);
  }

  private void invoke(Method method, Object instance) throws Exception {
    if (Coroutines.isCoroutineFunction(method)) {
      loop.run(() -> {
        test.getExecutableInvoker().invoke(method, instance);
        return null;
      });
    } else {
      test.getExecutableInvoker().invoke(method, instance);
    }
  }

  /** Those of the enclosing classes first. */
  private List<Object> instances() {
    List<Object> former = test.getRequiredTestInstances().getAllInstances();
    if (test.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS) {
      return former;
    }
    List<Object> instances = new ArrayList<>();
    Object outer = null;
    for (Object instance : former) {
      outer = newInstance(instance.getClass(), outer);
      instances.add(outer);
    }
    return instances;
  }

  private Object newInstance(Class<?> type, Object outer) {
    var constructor = type.getDeclaredConstructors()[0]; // JUnit refuses classes with several
    return outer == null
        ? test.getExecutableInvoker().invoke(constructor)
        : test.getExecutableInvoker().invoke(constructor, outer);
  }
}
