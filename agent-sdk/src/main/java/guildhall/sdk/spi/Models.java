package guildhall.sdk.spi;

import guildhall.sdk.Model;

/// The models of a runtime, as a hosted call reaches them.
@FunctionalInterface
public interface Models {

  /// A runtime without any.
  Models NONE =
      name -> {
        throw new IllegalArgumentException("there is no model of that name: " + name);
      };

  /// {@return a model by its name} Called on virtual threads.
  ///
  /// @param name which
  /// @throws IllegalArgumentException if there is none
  Model open(String name);
}
