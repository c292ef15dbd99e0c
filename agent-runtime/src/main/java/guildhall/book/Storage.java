package guildhall.book;

import java.io.IOException;
import java.util.List;

/// The folder a journal lies in: flat, its files known by name. What is not synced may be lost or
/// half there after a crash, in any order; what is synced may not.
///
/// An error of any method that changes something leaves unknown what it changed.
public interface Storage {

  /// Takes hold of the folder for one user until the result is closed.
  ///
  /// @throws IOException naming the folder if somebody has it, in this process or another
  Hold lock() throws IOException;

  /// The names of all files, sorted.
  List<String> list() throws IOException;

  /// Makes a file of no bytes. Its name is durable only after [#syncNames].
  ///
  /// @throws IOException if it exists
  StoredFile create(String name) throws IOException;

  /// Opens a file that exists, to read and write it.
  StoredFile open(String name) throws IOException;

  /// Opens a file that exists, only to read it; an interrupt of a reading thread does not close it.
  StoredFile openForReading(String name) throws IOException;

  /// Gives a file another name, replacing what had it: after a crash the new name means either the
  /// old file or the new one, never none.
  void rename(String from, String to) throws IOException;

  /// Removes a file; does nothing if there is none.
  void delete(String name) throws IOException;

  /// Makes durable what was created, renamed and deleted so far.
  void syncNames() throws IOException;

  /// Where it is, for messages.
  String where(String name);

  /// A folder that is held.
  interface Hold extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
