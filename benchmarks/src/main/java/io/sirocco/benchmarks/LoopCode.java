package io.sirocco.benchmarks;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;

/**
 * Numeric loops, as plain Java and with an await: the one for scalar code depends on its last result,
 * the one for vector code does not.
 */
final class LoopCode {
  /** Elements between two awaits of the nested loops. */
  static final int BLOCK = 250;

  private LoopCode() {}

  // ---- the await stands before or after the loop ------------------------------------------------

  static int plainScalar(int[] a, Future<Integer> future) {
    int s = 0;
    for (int i = 0; i < a.length; i++) {
      s = s * 31 + a[i];
    }
    return s + future.result();
  }

  static int plainAfterScalar(int[] a, Future<Integer> future) {
    int s = future.result();
    for (int i = 0; i < a.length; i++) {
      s = s * 31 + a[i];
    }
    return s;
  }

  static int plainVector(int[] a, Future<Integer> future) {
    for (int i = 0; i < a.length; i++) {
      a[i] += 5;
    }
    return a[0] + future.result();
  }

  @Coroutine
  static Future<Integer> beforeScalar(int[] a, Future<Integer> future) {
    int s = 0;
    for (int i = 0; i < a.length; i++) {
      s = s * 31 + a[i];
    }
    return Future.of(s + await(future));
  }

  @Coroutine
  static Future<Integer> beforeVector(int[] a, Future<Integer> future) {
    for (int i = 0; i < a.length; i++) {
      a[i] += 5;
    }
    return Future.of(a[0] + await(future));
  }

  @Coroutine
  static Future<Integer> afterScalar(int[] a, Future<Integer> future) {
    int s = await(future);
    for (int i = 0; i < a.length; i++) {
      s = s * 31 + a[i];
    }
    return Future.of(s);
  }

  @Coroutine
  static Future<Integer> afterVector(int[] a, Future<Integer> future) {
    int s = await(future);
    for (int i = 0; i < a.length; i++) {
      a[i] += 5;
    }
    return Future.of(a[0] + s);
  }

  // ---- a loop of blocks, each followed by an await
  // ------------------------------------------------

  static int plainBlocksScalar(int[] a, Future<Integer>[] futures) {
    int s = 0;
    for (int block = 0; block < futures.length; block++) {
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        s = s * 31 + a[i];
      }
      s += futures[block].result();
    }
    return s;
  }

  static int plainBlocksVector(int[] a, Future<Integer>[] futures) {
    int s = 0;
    for (int block = 0; block < futures.length; block++) {
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        a[i] += 5;
      }
      s += futures[block].result();
    }
    return s;
  }

  @Coroutine
  static Future<Integer> blocksScalar(int[] a, Future<Integer>[] futures) {
    int s = 0;
    for (int block = 0; block < futures.length; block++) {
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        s = s * 31 + a[i];
      }
      s += await(futures[block]);
    }
    return Future.of(s);
  }

  @Coroutine
  static Future<Integer> blocksVector(int[] a, Future<Integer>[] futures) {
    int s = 0;
    for (int block = 0; block < futures.length; block++) {
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        a[i] += 5;
      }
      s += await(futures[block]);
    }
    return Future.of(s);
  }

  // ---- one loop that awaits in a branch, in its first round
  // ---------------------------------------
  //
  // With a branch in it no loop is vectorised, in plain Java neither: what can be are the blocks.

  static int plainAroundScalar(int[] a, Future<Integer> future, int when) {
    int s = 0;
    for (int i = 0; i < a.length; i++) {
      if (i == when) {
        s += future.result();
      }
      s = s * 31 + a[i];
    }
    return s;
  }

  static int plainAroundVector(int[] a, Future<Integer> future, int when) {
    int s = 0;
    for (int block = 0; block < a.length / BLOCK; block++) {
      if (block == when) {
        s += future.result();
      }
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        a[i] += 5;
      }
    }
    return s;
  }

  @Coroutine
  static Future<Integer> aroundScalar(int[] a, Future<Integer> future, int when) {
    int s = 0;
    for (int i = 0; i < a.length; i++) {
      if (i == when) {
        s += await(future);
      }
      s = s * 31 + a[i];
    }
    return Future.of(s);
  }

  @Coroutine
  static Future<Integer> aroundVector(int[] a, Future<Integer> future, int when) {
    int s = 0;
    for (int block = 0; block < a.length / BLOCK; block++) {
      if (block == when) {
        s += await(future);
      }
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        a[i] += 5;
      }
    }
    return Future.of(s);
  }
}
