package io.sirocco.example;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Guide, "calling blocking functions": what keeps a processor busy, such as the hash of a password,
 * runs on a thread of an executor.
 */
final class BlockingCall {
  private static final int ITERATIONS = 200_000;

  private BlockingCall() {}

  /**
   * What happened.
   *
   * @param took how long the call took
   * @param beats how often the heart beat meanwhile
   */
  record Result(Duration took, int beats) {}

  @Coroutine
  static Future<Result> hash(Heartbeat heart) {
    int beatsBefore = heart.beats();
    long startNanos = System.nanoTime();
    await(IOLoop.current().runInExecutor(null, () -> hash("correct horse battery staple")));
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    return Future.of(new Result(took, heart.beats() - beatsBefore));
  }

  private static byte[] hash(String password) throws GeneralSecurityException {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), new byte[16], ITERATIONS, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(key)
        .getEncoded();
  }
}
