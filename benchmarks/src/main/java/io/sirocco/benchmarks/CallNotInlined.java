package io.sirocco.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/**
 * As {@link Call}, but the compiler may not look into the child: a call as it is between methods that
 * are too large or too many to be inlined.
 */
@Fork(jvmArgsPrepend = {"-XX:CompileCommand=quiet", "-XX:CompileCommand=dontinline,*Rows.child"})
public class CallNotInlined extends Call {}
