package org.zhizhi.language.signal;

/**
 * P(True): how likely the model says that its own answer is right when it is asked (Kadavath et al.
 * 2022, arXiv:2207.05221). It takes a model that has learned to answer such questions.
 */
record Asserted() implements Signal {
  @Override
  public String id() {
    return "p_true";
  }

  @Override
  public Cost cost() {
    return Cost.QUESTION;
  }

  @Override
  public double of(Evidence evidence) {
    return evidence.asserted().orElse(0.5);
  }
}
