package io.sirocco.net;

/**
 * A host with or without a port, as people write it.
 *
 * @param host without brackets
 * @param port -1 for none
 */
record HostPort(String host, int port) {
  static final int ANY_PORT = -1;

  /**
   * Reads {@code host}, {@code host:port}, {@code [address]}, {@code [address]:port}, or an address with
   * more than one colon.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  static HostPort parse(String text) {
    int lastColon = text.lastIndexOf(':');
    if (text.startsWith("[")) {
      int bracket = text.indexOf(']');
      if (bracket == text.length() - 1) {
        return host(text, text.substring(1, bracket));
      }
      if (bracket > 0 && lastColon == bracket + 1) {
        return host(text, text.substring(1, bracket)).at(text, text.substring(lastColon + 1));
      }
      throw unreadable(text);
    }
    if (lastColon < 0 || text.indexOf(':') != lastColon) {
      return host(text, text);
    }
    return host(text, text.substring(0, lastColon)).at(text, text.substring(lastColon + 1));
  }

  private static HostPort host(String text, String host) {
    if (host.isEmpty()) {
      throw unreadable(text);
    }
    return new HostPort(host, ANY_PORT);
  }

  private HostPort at(String text, String digits) {
    try {
      return new HostPort(host, checkedPort(Integer.parseInt(digits)));
    } catch (IllegalArgumentException e) { // also of parseInt
      throw unreadable(text);
    }
  }

  static int checkedPort(int port) {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
    return port;
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "neither a host nor a host and a port number: \"" + text + "\"");
  }
}
