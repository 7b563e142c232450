package org.zhizhi.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The process's error stream, which {@code ./zhizhi} keeps aside while the JVM starts so that the
 * notice about incubator modules, printed before any of our code runs, does not greet every user.
 */
final class ErrorStream {
  /** Where {@code ./zhizhi} put the real error stream: a file descriptor. */
  static final String PROPERTY = "zhizhi.stderr";

  private static final int STDERR = 2;

  private ErrorStream() {}

  /** Puts the real error stream back as descriptor 2, for Java and native code alike. */
  static void restore() {
    Integer kept = Integer.getInteger(PROPERTY);
    if (kept == null) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle dup2 =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("dup2"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int descriptor = (int) dup2.invokeExact((int) kept, STDERR);
      if (descriptor != STDERR) {
        throw new IllegalStateException("dup2(" + kept + ", 2) gave " + descriptor);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the error stream cannot be restored", e);
    }
  }
}
