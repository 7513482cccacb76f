package io.sirocco.it.harness;

import io.sirocco.it.support.Shape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A method of a target that is run in all ways, with equal traces.
 *
 * @param className with dots
 * @param methodName of a static method without parameters
 * @param shapes their numbers in the catalogue
 */
public record Case(String className, String methodName, List<Integer> shapes) {

  /** All cases, in the order of their names. */
  public static List<Case> in(ClassFiles classes) {
    TargetLoader loader = new TargetLoader(classes);
    List<Case> cases = new ArrayList<>();
    for (String name : classes.byName().keySet()) {
      Stream.of(load(name.replace('/', '.'), loader).getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Shape.class))
          .map(Case::of)
          .sorted(Comparator.comparing(Case::methodName))
          .forEach(cases::add);
    }
    return cases;
  }

  private static Case of(Method method) {
    List<Integer> shapes = new ArrayList<>();
    for (int shape : method.getAnnotation(Shape.class).value()) {
      shapes.add(shape);
    }
    return new Case(method.getDeclaringClass().getName(), method.getName(), shapes);
  }

  /** The method in classes that no other run has seen. */
  public Method in(TargetLoader loader) {
    try {
      Method method = load(className, loader).getDeclaredMethod(methodName);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> load(String className, TargetLoader loader) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
