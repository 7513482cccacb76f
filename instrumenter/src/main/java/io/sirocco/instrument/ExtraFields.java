package io.sirocco.instrument;

/** The extra fields of an entry of a jar: blocks of a tag, a length, and as many bytes, little-endian. */
final class ExtraFields {
  private static final int EXTENDED_TIMESTAMP = 0x5455; // Info-ZIP
  private static final int NTFS = 0x000a; // PKWARE, APPNOTE.TXT 4.5.5

  private ExtraFields() {}

  /**
   * Whether they have the time of the entry, in UTC.
   *
   * @param extra may be null
   */
  static boolean haveTime(byte[] extra) {
    int length = extra == null ? 0 : extra.length;
    for (int at = 0; at + 4 <= length; at += 4 + unsignedShort(extra, at + 2)) {
      int tag = unsignedShort(extra, at);
      if (tag == EXTENDED_TIMESTAMP || tag == NTFS) {
        return true;
      }
    }
    return false;
  }

  private static int unsignedShort(byte[] bytes, int offset) {
    return bytes[offset] & 0xff | (bytes[offset + 1] & 0xff) << 8;
  }
}
