package org.zhizhi.trust;

/** A confidence interval from {@code low} to {@code high}, both included. */
public record Interval(double low, double high) {}
