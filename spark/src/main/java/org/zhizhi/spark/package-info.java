/**
 * The same builds on a cluster: {@link org.zhizhi.spark.SparkBuild} makes the corpus that {@code
 * org.zhizhi.data.build.Build} makes, byte for byte, with Apache Spark. The one package that knows
 * Spark, in a JVM of its own, which {@link org.zhizhi.spark.Main} is the entry of.
 */
package org.zhizhi.spark;
