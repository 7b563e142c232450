package org.zhizhi.base;

/**
 * Something the user gave cannot be used: a file, an option, a value. The message is one line that
 * says what is wrong, where, and how to mend it; the command line prints it and exits with 2.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  /**
   * @param what what is wrong and where, with the values: {@code "model.safetensors: tensor w spans
   *     bytes 0 to 900, the file has 512"}
   * @param remedy what the user can do: {@code "copy the file again"}
   */
  public BadInput(String what, String remedy) {
    this(what, remedy, null);
  }

  public BadInput(String what, String remedy, Throwable cause) {
    super(what + "; " + remedy, cause);
    this.what = what;
    this.remedy = remedy;
  }

  /** The same, found in {@code where}: {@code "my.yaml: stages: rules: min_words: ..."}. */
  public BadInput in(String where) {
    return new BadInput(where + ": " + what, remedy, this);
  }
}
