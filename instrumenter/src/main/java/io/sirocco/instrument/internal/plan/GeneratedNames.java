package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.read.SiroccoNames;

/** Every name that appears in generated code: those of the runtime, and those we make up. */
public final class GeneratedNames {
  // ---- the runtime; a test resolves each of them against it
  public static final String FUTURE = "io/sirocco/Future";
  public static final String AWAITABLE = "io/sirocco/Awaitable";
  public static final String FRAME = "io/sirocco/CoroutineFrame";
  public static final String DETACHED_FRAME = "io/sirocco/CoroutineFrame$Detached";
  public static final String LINKER = "io/sirocco/ResumeLinker";

  public static final String STATE = "state";

  public static final String CONVERT = "future";
  public static final String POLL = "poll";
  public static final String POLL_DESC = "(Lio/sirocco/Future;)Ljava/lang/Object;";
  public static final String TAKE = "take";
  public static final String TAKE_DESC =
      "(Lio/sirocco/Future;Ljava/lang/Object;)Ljava/lang/Object;";
  public static final String PARK_AGAIN = "parkAgain";
  public static final String PARK_AGAIN_DESC = "(Lio/sirocco/Future;)V";
  public static final String FINISH = "finish";
  public static final String RETURNED = "returned";
  public static final String UNKNOWN_STATE = "unknownState";
  public static final String UNKNOWN_STATE_DESC =
      "(Lio/sirocco/CoroutineFrame;)Ljava/lang/IllegalStateException;";
  public static final String LAZY = "lazy";
  public static final String LAZY_DESC = "(Ljava/util/function/Supplier;)Lio/sirocco/Awaitable;";
  public static final String GENERATOR = "generator";
  public static final String GENERATOR_DESC =
      "(Ljava/util/function/Supplier;)Lio/sirocco/AsyncIterator;";
  public static final String STARTED_GENERATOR = "startedGenerator";
  public static final String STARTED_GENERATOR_DESC = "()Ljava/lang/Object;";
  public static final String EMIT = SiroccoNames.EMIT;
  public static final String EMIT_DESC =
      "(Ljava/lang/Object;Ljava/lang/Object;)Lio/sirocco/Future;";
  public static final String ENTER_CONTEXT = "enterOwnContext";
  public static final String ENTER_CONTEXT_DESC = "()Ljava/lang/Object;";
  public static final String LEAVE_CONTEXT = "leaveOwnContext";
  public static final String LEAVE_CONTEXT_DESC = "(Ljava/lang/Object;)V";
  public static final String LINK = "link";
  public static final String LINK_DESC =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/Class;)Ljava/lang/invoke/CallSite;";
  public static final String RESUME = "resume";
  public static final String RESUME_DESC = "(Ljava/lang/Object;)V";
  public static final String CLEAR = "clear";
  public static final String CLEAR_DESC = "()V";
  public static final String SUSPENSION_TABLE = "suspensionTable";
  public static final String SUSPENSION_TABLE_DESC = "()Ljava/lang/String;";

  /** Method of a frame class that makes a frame in a given state. */
  public static final String BEGIN = "begin";

  /** Field of a frame class that holds the receiver. */
  public static final String SELF = "self";

  private GeneratedNames() {}

  /** Name of the frame class of a coroutine: {@code Owner$sirocco$method$number}. */
  static String frameClass(String owner, String method, int number) {
    return FrameClassName.of(owner, method, number);
  }

  /**
   * Name of the resume method. Coverage tools leave out synthetic methods unless they look like the
   * bodies of lambda expressions, hence the prefix.
   */
  static String resumeMethod(String method, int number) {
    return "lambda$" + method + "$sirocco$" + number;
  }

  /** Name of the method that has a call site which all copies of the body share. */
  static String callSiteMethod(String method, int number, int site) {
    return "lambda$" + method + "$sirocco$site$" + number + "$" + site;
  }

  /** Name of the method that has the body of a coroutine that is split in two. */
  static String startMethod(String method, int number) {
    return "lambda$" + method + "$sirocco$start$" + number;
  }

  /** Name of the method of the frame class that makes a frame and suspends for the first time. */
  public static String suspendMethod(int point) {
    return "suspend" + point;
  }
}
