package io.percorso.jobs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The process's stdout, which remembers why a write failed. A reader that has seen enough ({@code |
 * head}) is no failure; a full disk is.
 */
final class Stdout extends OutputStream {
  private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
  private boolean isIncomplete;

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      isIncomplete |= !String.valueOf(e.getMessage()).contains("Broken pipe");
      throw e;
    }
  }

  /** True when something could not be written although somebody wanted it. */
  boolean isIncomplete() {
    return isIncomplete;
  }
}
