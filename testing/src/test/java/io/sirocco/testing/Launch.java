package io.sirocco.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests that JUnit does not find by itself, because of the names of their classes. */
final class Launch {
  private Launch() {}

  static TestExecutionResult of(Class<?> cases, String method) {
    return of(cases, method, Map.of());
  }

  /** Runs one method; {@code configuration} are parameters of JUnit. */
  static TestExecutionResult of(Class<?> cases, String method, Map<String, String> configuration) {
    AtomicReference<TestExecutionResult> result = new AtomicReference<>();
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectMethod(
            cases,
            Arrays.stream(cases.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow()))
        .configurationParameters(configuration)
        .build();
    LauncherFactory.create().execute(request, new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult outcome) {
        if (test.isTest() || outcome.getStatus() == Status.FAILED) { // or it is that of the class
          result.set(outcome);
        }
      }
    });
    return result.get();
  }
}
