package org.zhizhi.data.privacy;

/** What the words before a number say that it is. */
enum Clue {
  /** Nothing. */
  NONE,
  /** Goes before any number and says nothing: "number", 号. */
  FILLER,
  PHONE,
  IDENTITY,
  /** A social security number of the United States. */
  SOCIAL,
  PASSPORT,
  CARD,
  ADDRESS,
  QQ,
  /** An order, a product, a time, an amount: something that is not personal. */
  THING,
  VERSION
}
