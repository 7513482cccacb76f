package io.sirocco.it.programs.source;

import io.sirocco.Awaitable;
import io.sirocco.Future;
import io.sirocco.it.harness.ClassFiles;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Stands for {@code Coroutines.await} while made-up programs are compiled: javac spends three quarters
 * of its time on finding the best of the overloads if all have one name. {@link #replaced} then makes
 * of the class files what javac writes for {@code await}.
 */
public final class Awaits {
  private static final String OWN_NAME = "io/sirocco/it/programs/source/Awaits";

  private Awaits() {}

  public static <T> T await(Future<T> awaited) {
    throw notReplaced();
  }

  public static <T> T awaitLazy(Awaitable<T> awaited) {
    throw notReplaced();
  }

  public static <T> T awaitStage(CompletionStage<T> awaited) {
    throw notReplaced();
  }

  public static <T> T awaitCompletable(CompletableFuture<T> awaited) {
    throw notReplaced();
  }

  public static <T> T awaitObject(Object awaited) {
    throw notReplaced();
  }

  private static AssertionError notReplaced() {
    return new AssertionError("this stands for Coroutines.await");
  }

  /** As a person would write it. */
  static String readable(String program) {
    return program
        .replaceAll("import static .*Awaits\\.await[A-Z].*\n", "")
        .replace(Awaits.class.getName() + ".await", "io.sirocco.Coroutines.await")
        .replaceAll("\\bawait(Lazy|Stage|Completable|Object)\\(", "await(");
  }

  /** The classes with calls of the real {@code await}. */
  static ClassFiles replaced(ClassFiles compiled) {
    Map<String, byte[]> replaced = new TreeMap<>(compiled.byName());
    replaced.replaceAll((name, bytes) -> replaced(bytes));
    return new ClassFiles(replaced);
  }

  private static byte[] replaced(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Replacing(
                super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Replacing extends MethodVisitor {
    Replacing(MethodVisitor method) {
      super(Opcodes.ASM9, method);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(OWN_NAME)) {
        super.visitMethodInsn(opcode, "io/sirocco/Coroutines", "await", descriptor, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
