package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.internal.read.Lines;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What tools and readers of a woven class find as it was. */
class KeptAttributesTest {
  private static final byte[] ORIGINAL = JavaSource.compileOne(JavaSource.owner("""
      @Deprecated
      @Coroutine
      public <T extends Comparable<T>> Future<T> eager(final Future<T> first, @Deprecated long wait)
          throws java.io.IOException {
        String text = "a";
        for (int i = 0; i < wait; i++) {
          T value = await(first);
          text += value;
        }
        System.out.println(text);
        return first;
      }

      @Deprecated
      @Coroutine
      public <T extends Comparable<T>> Awaitable<T> lazy(final Future<T> first, @Deprecated long wait)
          throws java.io.IOException {
        String text = "a";
        T value = await(first);
        System.out.println(text + value);
        return first;
      }

      int untouched(int a) { int b = a; return b; }
      """));

  private final InstrumentationResult result =
      new Instrumenter(ClassSource.jdk()).instrument(ORIGINAL);
  private final ClassNode before = JavaSource.parse(ORIGINAL);
  private final ClassNode after = JavaSource.parse(result.classFile());

  @ParameterizedTest
  @ValueSource(strings = {"eager", "lazy", "untouched"})
  void declaration_of_a_method_is_kept(String name) {
    assertEquals(declaration(method(before, name)), declaration(method(after, name)));
  }

  private static List<Object> declaration(MethodNode method) {
    List<Object> parameters = new ArrayList<>();
    if (method.parameters != null) {
      method.parameters.forEach(parameter -> parameters.add(parameter.name + parameter.access));
    }
    List<Object> onParameters = new ArrayList<>();
    if (method.visibleParameterAnnotations != null) {
      for (List<AnnotationNode> annotations : method.visibleParameterAnnotations) {
        onParameters.add(annotations == null ? List.of() : descriptors(annotations));
      }
    }
    return List.of(
        method.access,
        method.desc,
        String.valueOf(method.signature),
        method.exceptions,
        parameters,
        onParameters,
        method.visibleAnnotations == null ? List.of() : descriptors(method.visibleAnnotations));
  }

  private static List<String> descriptors(List<AnnotationNode> annotations) {
    return annotations.stream().map(annotation -> annotation.desc).toList();
  }

  @Test
  void declaration_of_the_class_is_kept_and_the_mark_is_added() {
    assertEquals(before.access, after.access);
    assertEquals(before.version, after.version);
    assertEquals(before.sourceFile, after.sourceFile);
    assertEquals(before.interfaces, after.interfaces);
    assertEquals(before.fields.size(), after.fields.size());
    assertEquals(List.of("Lio/sirocco/Woven;"), descriptors(after.invisibleAnnotations));
  }

  @Test
  void only_private_synthetic_methods_are_added() {
    List<MethodNode> added = after.methods.subList(before.methods.size(), after.methods.size());

    assertEquals(
        List.of("lambda$eager$sirocco$0", "lambda$lazy$sirocco$1", "lambda$lazy$sirocco$start$1"),
        added.stream().map(method -> method.name).toList());
    for (MethodNode method : added) {
      assertTrue(Modifier.isPrivate(method.access), method.name);
      assertTrue((method.access & Opcodes.ACC_SYNTHETIC) != 0, method.name);
    }
  }

  @Test
  void straight_copy_has_the_lines_of_the_original() {
    assertEquals(lines(method(before, "eager")), lines(method(after, "eager")));
    assertEquals(
        lines(method(before, "lazy")), lines(method(after, "lambda$lazy$sirocco$start$1")));
  }

  @Test
  void resume_method_has_the_lines_that_can_run_after_a_suspension() {
    TreeSet<Integer> lines = lines(method(before, "eager"));
    lines.remove(lines.first()); // String text = "a";

    assertEquals(lines, lines(method(after, "lambda$eager$sirocco$0")));
  }

  /** The number of a line may stand before what is left out: "for" before the list is asked for its iterator. */
  @Test
  void what_is_copied_into_the_resume_method_has_its_own_lines() {
    byte[] original = JavaSource.compileOne(JavaSource.owner("""
        @Coroutine
        Future<Void> peeled(List<String> words, Future<Void> f) {
          for (String word : words) {
            word.strip();
            await(f);
            word.length();
          }
          return f;
        }

        @Coroutine
        Future<Void> entered(List<String> words, Future<Void> f) {
          for (int i = 0; i < words.size(); i++) {
            for (String word : words.subList(0, i)) {
              await(f);
            }
            try {
              words.clear();
            } finally {
              await(f);
            }
          }
          return f;
        }
        """));
    ClassNode before = JavaSource.parse(original);

    ClassNode after = JavaSource.parse(
        new Instrumenter(ClassSource.jdk()).instrument(original).classFile());

    assertEquals(
        callsWithLines(method(before, "peeled"), "iterator"),
        callsWithLines(method(after, "lambda$peeled$sirocco$0")));
    assertEquals(
        callsWithLines(method(before, "entered")),
        callsWithLines(method(after, "lambda$entered$sirocco$1")));
  }

  /** Calls of others than Sirocco with their lines, such as {@code "next:10"}. */
  private static TreeSet<String> callsWithLines(MethodNode method, String... except) {
    TreeSet<String> calls = new TreeSet<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && call.owner.startsWith("java/")
          && !List.of(except).contains(call.name)) {
        calls.add(call.name + ":" + Lines.of(insn));
      }
    }
    return calls;
  }

  private static TreeSet<Integer> lines(MethodNode method) {
    TreeSet<Integer> lines = new TreeSet<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode line) {
        lines.add(line.line);
      }
    }
    return lines;
  }

  @Test
  void local_variables_have_their_names_and_types_in_both_copies() {
    Map<String, String> original = variables(method(before, "eager"));
    assertEquals("J;null", original.get("wait"));
    assertEquals("Ljava/lang/Comparable;;TT;", original.get("value"));

    assertEquals(original, variables(method(after, "eager")));
    assertEquals(original, variables(method(after, "lambda$eager$sirocco$0")));
    assertEquals(
        variables(method(before, "lazy")), variables(method(after, "lambda$lazy$sirocco$start$1")));
  }

  /** So a breakpoint in the line of an await stops once, with the locals in place, when it goes on. */
  @Test
  void what_restores_has_no_line() {
    MethodNode resume = method(after, "lambda$eager$sirocco$0");
    AbstractInsnNode first = resume.instructions.getFirst();
    while (!(first instanceof LineNumberNode)) {
      first = first.getNext();
    }

    assertEquals(
        Opcodes.ATHROW, codeBefore(first).getOpcode()); // for unknown states, behind the switch
  }

  private static AbstractInsnNode codeBefore(AbstractInsnNode insn) {
    AbstractInsnNode before = insn.getPrevious();
    while (before.getOpcode() < 0) {
      before = before.getPrevious();
    }
    return before;
  }

  /** A debugger gets an error where it is not. */
  @Test
  void this_is_known_in_all_of_both_copies() {
    byte[] original = JavaSource.compileOne(JavaSource.owner("""
        int n;
        @Coroutine
        Future<Integer> load(Future<Integer> f) {
          int sum = 0;
          while (sum < n) { sum += await(f); }
          sum += await(f) + n;
          return f;
        }
        """));

    ClassNode after = JavaSource.parse(
        new Instrumenter(ClassSource.jdk()).instrument(original).classFile());

    for (String name : List.of("load", "lambda$load$sirocco$0")) {
      MethodNode method = method(after, name);
      List<LocalVariableNode> rows =
          method.localVariables.stream().filter(row -> row.index == 0).toList();
      assertEquals(1, rows.size(), name);
      assertEquals(0, codeBetween(method.instructions.getFirst(), rows.get(0).start), name);
      assertEquals(0, codeBetween(rows.get(0).end, method.instructions.getLast()), name);
    }
  }

  private static int codeBetween(AbstractInsnNode first, AbstractInsnNode last) {
    int count = 0;
    for (AbstractInsnNode insn = first; insn != last; insn = insn.getNext()) {
      count += insn.getOpcode() >= 0 ? 1 : 0;
    }
    return count;
  }

  private static Map<String, String> variables(MethodNode method) {
    Map<String, String> variables = new TreeMap<>();
    method.localVariables.forEach(v -> variables.put(v.name, v.desc + ";" + v.signature));
    return variables;
  }

  @Test
  void untouched_method_keeps_its_code() {
    assertEquals(
        method(before, "untouched").instructions.size(),
        method(after, "untouched").instructions.size());
    assertEquals(variables(method(before, "untouched")), variables(method(after, "untouched")));
  }

  @Test
  void attributes_that_nobody_knows_are_kept_with_what_they_point_to() {
    ClassReader reader = new ClassReader(ORIGINAL);
    ClassWriter writer = new ClassWriter(0);
    int constant = writer.newUTF8("pointed to by an index");
    ClassNode owner = new ClassNode();
    reader.accept(owner, 0);
    owner.attrs = List.of(new Unknown("com.acme.OnClass", constant));
    method(owner, "eager").attrs = List.of(new Unknown("com.acme.OnMethod", constant));
    owner.accept(writer);

    byte[] woven =
        new Instrumenter(ClassSource.jdk()).instrument(writer.toByteArray()).classFile();

    ClassNode kept = new ClassNode();
    new ClassReader(woven).accept(kept, new Attribute[] {new Unknown("com.acme.OnClass", 0)}, 0);
    assertEquals("pointed to by an index", ((Unknown) kept.attrs.get(0)).text);
    assertEquals("com.acme.OnMethod", method(kept, "eager").attrs.get(0).type);
  }

  /** An attribute that holds an index into the constant pool. */
  private static final class Unknown extends Attribute {
    private final int index;
    private String text; // as read

    Unknown(String type, int index) {
      super(type);
      this.index = index;
    }

    @Override
    protected Attribute read(
        ClassReader reader, int offset, int length, char[] buffer, int codeOffset, Label[] labels) {
      Unknown attribute = new Unknown(type, reader.readUnsignedShort(offset));
      attribute.text = reader.readUTF8(offset, buffer);
      return attribute;
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      return new ByteVector().putShort(index);
    }
  }

  private static MethodNode method(ClassNode owner, String name) {
    List<MethodNode> found =
        owner.methods.stream().filter(method -> method.name.equals(name)).toList();
    assertTrue(
        found.size() == 1,
        name + " in " + owner.methods.stream().map(m -> m.name).toList());
    return found.get(0);
  }

  @Test
  void code_without_lines_gets_none() {
    ClassWriter stripped = new ClassWriter(0);
    new ClassReader(ORIGINAL).accept(stripped, ClassReader.SKIP_DEBUG);

    byte[] woven =
        new Instrumenter(ClassSource.jdk()).instrument(stripped.toByteArray()).classFile();

    for (MethodNode method : JavaSource.parse(woven).methods) {
      for (AbstractInsnNode insn : method.instructions) {
        assertTrue(!(insn instanceof LineNumberNode), method.name);
      }
    }
  }
}
