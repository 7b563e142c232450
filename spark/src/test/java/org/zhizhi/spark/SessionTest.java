package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void onlyThisMachineIsReachedByItsLoopbackInterface() {
    assertTrue(Session.isHere("local"));
    assertTrue(Session.isHere("local[2]"));
    assertTrue(Session.isHere("local-cluster[2,1,1024]"));
    assertTrue(Session.isHere("spark://localhost:7077"));
    assertTrue(Session.isHere("spark://127.0.0.1:7077"));
    assertFalse(Session.isHere("spark://localhost.example.org:7077"));
    assertFalse(Session.isHere("spark://127.0.0.1:7077,192.168.0.1:7077"));
    assertFalse(Session.isHere("spark://master:7077"));
    assertFalse(Session.isHere("yarn"));
    assertFalse(Session.isHere("k8s://https://127.0.0.1:6443"));
  }

  /** The flags in the root pom, which these tests run with too, are those that Spark asks for. */
  @Test
  void theFlagsAreThoseOfThisSpark() {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> missing = new ArrayList<>();
    for (String flag : JavaModuleOptions.defaultModuleOptionArray()) {
      boolean needless =
          flag.startsWith("-XX:+IgnoreUnrecognized")
              || flag.startsWith("--add-modules=jdk.incubator.vector") // its linear algebra
              || flag.contains("sun.security.action") // gone from the JDK
              || flag.startsWith("-Dio.netty.handler.ssl"); // no TLS is spoken
      if (!needless && !given.contains(flag)) {
        missing.add(flag);
      }
    }
    assertEquals(List.of(), missing);
  }
}
