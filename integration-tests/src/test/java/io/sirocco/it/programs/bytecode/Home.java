package io.sirocco.it.programs.bytecode;

import org.objectweb.asm.Opcodes;

/** Where a coroutine is declared. */
enum Home implements Opcodes {
  STATIC_METHOD(ClassMaker.OWNER, ACC_PUBLIC | ACC_STATIC),
  METHOD(ClassMaker.OWNER, ACC_PUBLIC),
  STATIC_METHOD_OF_INTERFACE(ClassMaker.INTERFACE, ACC_PUBLIC | ACC_STATIC),
  DEFAULT_METHOD(ClassMaker.INTERFACE, ACC_PUBLIC),
  PRIVATE_METHOD_OF_INTERFACE(ClassMaker.INTERFACE, ACC_PRIVATE),
  LAMBDA(ClassMaker.OWNER, ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC),
  LAMBDA_WITH_THIS(ClassMaker.OWNER, ACC_PRIVATE | ACC_SYNTHETIC),
  LAMBDA_OF_INTERFACE(ClassMaker.INTERFACE, ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC);

  private final String owner;
  private final int access;

  Home(String owner, int access) {
    this.owner = owner;
    this.access = access;
  }

  /** Internal name of its class. */
  String owner() {
    return owner;
  }

  int access() {
    return access;
  }

  boolean isStatic() {
    return (access & ACC_STATIC) != 0;
  }

  boolean isInterface() {
    return owner.equals(ClassMaker.INTERFACE);
  }

  /** Whether it is the body of a lambda, which the JDK calls. */
  boolean isLambda() {
    return (access & ACC_SYNTHETIC) != 0;
  }

  /** Whether code of a class may call it. */
  boolean isAccessibleIn(String caller) {
    return (access & ACC_PRIVATE) == 0 || owner.equals(caller);
  }

  /** The instruction that calls it. */
  int call() {
    if (isStatic()) {
      return INVOKESTATIC;
    }
    if (this == PRIVATE_METHOD_OF_INTERFACE) {
      return INVOKESPECIAL;
    }
    return isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
  }
}
