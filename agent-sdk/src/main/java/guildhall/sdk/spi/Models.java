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

  /// A model by its name. Called on virtual threads.
  ///
  /// @throws IllegalArgumentException if there is none
  Model open(String name);
}
