package io.sirocco.instrument.internal.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.read.ReturnKind;
import io.sirocco.instrument.internal.read.SiroccoNames;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Every name and descriptor that generated code uses exists in the runtime. */
class GeneratedNamesTest {
  private static final String FRAME = GeneratedNames.FRAME;

  @Test
  void every_generated_name_exists_in_the_runtime() throws Exception {
    for (Field constant : GeneratedNames.class.getFields()) {
      String value = (String) constant.get(null);
      if (value.startsWith("io/sirocco/")) {
        assertTrue(Modifier.isPublic(runtime(value).getModifiers()), value);
      } else if (value.startsWith("(")) {
        assertCallable(constant.getName(), value);
      }
    }
  }

  /** A constant {@code X_DESC} is the descriptor of the method that the constant {@code X} names. */
  private static void assertCallable(String constant, String descriptor) throws Exception {
    String name = constant.substring(0, constant.length() - "_DESC".length());
    String method = (String) GeneratedNames.class.getField(name).get(null);
    String owner = method.equals(GeneratedNames.LINK) ? GeneratedNames.LINKER : FRAME;
    find(owner, method, descriptor);
  }

  @ParameterizedTest
  @EnumSource
  void methods_that_suspend_and_fail_exist_for_every_kind(ReturnKind kind) {
    CoroutinePlan plan = plan(kind);

    Method park = find(plan.frameSuperclass(), plan.parkMethod(), plan.parkDescriptor());
    Method failed = find(FRAME, plan.failedMethod(), plan.failedDescriptor());

    assertFalse(Modifier.isStatic(park.getModifiers()));
    assertTrue(Modifier.isStatic(failed.getModifiers()));
    assertReturnedAs(kind, park);
    assertReturnedAs(kind, failed);
  }

  /** What the runtime returns is what the coroutine is declared to return. */
  private static void assertReturnedAs(ReturnKind kind, Method method) {
    Class<?> declared = type(Type.getType(kind.bodyDescriptor()));
    assertTrue(declared.isAssignableFrom(method.getReturnType()), kind + ": " + method);
  }

  @ParameterizedTest
  @EnumSource
  void methods_that_return_and_finish_exist_for_every_kind(ReturnKind kind) {
    String type = kind.descriptor();
    String frame = "L" + FRAME + ";";
    String result = kind == ReturnKind.VOID ? "" : type;

    assertStatic(FRAME, GeneratedNames.FINISH, "(" + result + frame + ")V");
    if (kind != ReturnKind.VOID) {
      assertStatic(FRAME, GeneratedNames.RETURNED, "(" + type + ")" + kind.bodyDescriptor());
    }
  }

  @Test
  void every_await_has_its_conversion() {
    List<Method> awaits = Arrays.stream(runtime(SiroccoNames.COROUTINES).getMethods())
        .filter(method -> method.getName().equals(SiroccoNames.AWAIT))
        .toList();

    assertEquals(8, awaits.size());
    for (Method await : awaits) {
      Type[] parameters = Type.getArgumentTypes(Type.getMethodDescriptor(await));
      assertEquals(1, parameters.length, await.toString());
      if (!parameters[0].getInternalName().equals(GeneratedNames.FUTURE)) {
        String descriptor = "(" + parameters[0].getDescriptor() + ")Lio/sirocco/Future;";
        assertStatic(FRAME, GeneratedNames.CONVERT, descriptor);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GeneratedNames.POLL + GeneratedNames.POLL_DESC,
        GeneratedNames.TAKE + GeneratedNames.TAKE_DESC,
        GeneratedNames.UNKNOWN_STATE + GeneratedNames.UNKNOWN_STATE_DESC,
        GeneratedNames.LAZY + GeneratedNames.LAZY_DESC,
        GeneratedNames.ENTER_CONTEXT + GeneratedNames.ENTER_CONTEXT_DESC,
        GeneratedNames.LEAVE_CONTEXT + GeneratedNames.LEAVE_CONTEXT_DESC
      })
  void method_that_is_called_without_a_receiver_is_public_and_static(String method) {
    int parenthesis = method.indexOf('(');

    assertStatic(FRAME, method.substring(0, parenthesis), method.substring(parenthesis));
  }

  /** The methods that change the context are found by name only. */
  @Test
  void methods_that_change_the_context_exist() throws Exception {
    Class<?> binding = runtime(SiroccoNames.BINDING);

    assertTrue(Arrays.stream(runtime(SiroccoNames.CONTEXT_LOCAL).getMethods())
        .anyMatch(method ->
            method.getName().equals(SiroccoNames.SET) && method.getReturnType() == binding));
    assertEquals(binding, binding.getMethod(SiroccoNames.CLOSE).getDeclaringClass());
  }

  @Test
  void frame_class_can_be_made_and_overrides_what_the_runtime_calls() throws Exception {
    Class<?> frame = runtime(FRAME);

    assertInherited(frame.getDeclaredConstructor());
    assertInherited(runtime(GeneratedNames.DETACHED_FRAME).getDeclaredConstructor());
    assertInherited(find(FRAME, GeneratedNames.RESUME, GeneratedNames.RESUME_DESC));
    assertInherited(find(FRAME, GeneratedNames.CLEAR, GeneratedNames.CLEAR_DESC));
    assertTrue(frame.isAssignableFrom(runtime(GeneratedNames.DETACHED_FRAME)));
  }

  private static void assertInherited(Executable member) {
    boolean isInherited = Modifier.isProtected(member.getModifiers());
    assertTrue(isInherited && !Modifier.isFinal(member.getModifiers()), member.toString());
  }

  @Test
  void state_is_a_public_int_that_can_be_set() throws Exception {
    Field state = runtime(FRAME).getField(GeneratedNames.STATE);

    assertEquals(int.class, state.getType());
    assertFalse(Modifier.isFinal(state.getModifiers()) || Modifier.isStatic(state.getModifiers()));
  }

  @Test
  void frame_field_names_hide_nothing_that_the_frame_inherits() {
    List<String> inherited = Stream.<Class<?>>iterate(
            runtime(GeneratedNames.DETACHED_FRAME), type -> type != null, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .map(Field::getName)
        .toList();

    assertEquals(
        List.of(),
        inherited.stream()
            .filter(name -> name.equals(GeneratedNames.SELF) || name.matches("[ijfdl]\\d+"))
            .toList());
  }

  @Test
  void marks_of_classes_and_methods_are_annotations_of_the_right_retention() {
    Class<?> coroutine = type(Type.getType(SiroccoNames.COROUTINE));
    Class<?> woven = type(Type.getType(SiroccoNames.WOVEN));

    assertTrue(coroutine.isAnnotation() && woven.isAnnotation());
    assertEquals(RetentionPolicy.CLASS, woven.getAnnotation(Retention.class).value());
  }

  @Test
  void names_that_we_make_up_are_recognised_as_reserved() {
    assertTrue(GeneratedNames.frameClass("a/B", "m", 0).contains(SiroccoNames.RESERVED));
    assertEquals(Optional.of("m"), SiroccoNames.coroutineOf(GeneratedNames.resumeMethod("m", 0)));
    assertEquals(Optional.of("m"), SiroccoNames.coroutineOf(GeneratedNames.startMethod("m", 0)));
    assertEquals(
        Optional.of("m"), SiroccoNames.coroutineOf(GeneratedNames.callSiteMethod("m", 0, 1)));
  }

  @Test
  void name_of_a_frame_class_is_good_for_a_file() {
    assertEquals("a/B$sirocco$load$3", GeneratedNames.frameClass("a/B", "load", 3));
    assertEquals("a/B$sirocco$itworks$0", GeneratedNames.frameClass("a/B", "it works?", 0));
    assertEquals(
        "a/B$sirocco$" + "x".repeat(40) + "$12",
        GeneratedNames.frameClass("a/B", "x".repeat(300), 12));
  }

  @Test
  void name_of_a_frame_class_adds_ascii_letters_only() {
    assertEquals("a/B$sirocco$gre$0", GeneratedNames.frameClass("a/B", "größe", 0));
    assertEquals("a/B$sirocco$$1", GeneratedNames.frameClass("a/B", "大小", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "größe", "大", "𝒳"})
  void name_of_a_frame_class_is_no_longer_than_a_file_name_may_be(String letters) {
    String longest = letters.repeat(249 / letters.getBytes(UTF_8).length);

    String name = GeneratedNames.frameClass("com/acme/" + longest, "load".repeat(10), 1234);

    String file = name.substring("com/acme/".length()) + ".class";
    assertTrue(file.getBytes(UTF_8).length <= 255, file);
    assertTrue(file.endsWith("$sirocco$" + "load".repeat(10) + "$1234.class"), file);
  }

  @Test
  void long_owners_that_differ_at_their_ends_have_different_frame_classes() {
    String owner = "com/acme/" + "x".repeat(240);

    assertEquals(
        2,
        Stream.of("a", "b")
            .map(end -> GeneratedNames.frameClass(owner + end, "load", 0))
            .distinct()
            .count());
  }

  private static CoroutinePlan plan(ReturnKind kind) {
    Coroutine coroutine = Coroutine.of(MethodBuilder.method("()V").op(Opcodes.RETURN));
    return CoroutinePlan.of(
        MethodAnalyzer.analyze(coroutine.owner(), coroutine.coroutine(kind), d -> {}), 0);
  }

  private static void assertStatic(String owner, String name, String descriptor) {
    int modifiers = find(owner, name, descriptor).getModifiers();
    assertTrue(Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers), name + descriptor);
  }

  /** The method with exactly this descriptor, declared there or above. */
  private static Method find(String owner, String name, String descriptor) {
    for (Class<?> type = runtime(owner); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && Type.getMethodDescriptor(method).equals(descriptor)
            && !Modifier.isPrivate(method.getModifiers())) {
          return method;
        }
      }
    }
    throw new AssertionError("not in the runtime: " + owner + "." + name + descriptor);
  }

  private static Class<?> runtime(String internalName) {
    return type(Type.getObjectType(internalName));
  }

  private static Class<?> type(Type type) {
    String descriptor = "()" + type.getDescriptor();
    ClassLoader loader = GeneratedNamesTest.class.getClassLoader();
    return MethodType.fromMethodDescriptorString(descriptor, loader).returnType();
  }
}
