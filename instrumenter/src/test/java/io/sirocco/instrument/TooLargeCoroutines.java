package io.sirocco.instrument;

import io.sirocco.instrument.fixture.JavaSource;

/** Weaves a class with many coroutines that are too large unless their awaits share code. */
final class TooLargeCoroutines {
  private TooLargeCoroutines() {}

  /** Prints how many are woven; {@code args[0]} is their number. */
  public static void main(String[] args) {
    byte[] classFile = JavaSource.compileOne(JavaSource.owner(members(Integer.parseInt(args[0]))));
    InstrumentationResult result = new Instrumenter(ClassSource.jdk()).instrument(classFile);
    System.out.print(result.coroutines() + " woven\n");
  }

  /** Each sets a hundred variables before 250 awaits and reads them afterwards. */
  static String members(int count) {
    StringBuilder members = new StringBuilder();
    for (int number = 0; number < count; number++) {
      members.append(
          "@Coroutine static Future<Integer> load" + number + "(Future<Integer> f, int n) {");
      for (int local = 0; local < 100; local++) {
        members.append("int x" + local + " = n;");
      }
      members.append("await(f);".repeat(250));
      for (int local = 0; local < 100; local++) {
        members.append("n += x" + local + ";");
      }
      members.append("return Future.of(n); }");
    }
    return members.toString();
  }
}
