package io.sirocco;

/** An exception of the application, checked on purpose: nothing in between may need to know it. */
public class Boom extends Exception {
  private static final long serialVersionUID = 1L;

  public Boom(String message) {
    super(message);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " " + getMessage();
  }
}
