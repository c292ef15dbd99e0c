package guildhall.sdk.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a JUnit test that has a parameter of type [World] an empty one of its own, asserts
/// afterwards that its books balance, and closes it.
public final class WorldExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(WorldExtension.class);

  /// One per test, made when it is first asked for.
  public WorldExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == World.class;
  }

  @Override
  public World resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(NAMESPACE).getOrComputeIfAbsent(World.class, _ -> World.of(), World.class);
  }

  /// A test that has failed says more than its books.
  @Override
  public void afterEach(ExtensionContext test) {
    World made = test.getStore(NAMESPACE).remove(World.class, World.class);
    try (World world = made) {
      if (world != null && test.getExecutionException().isEmpty()) {
        world.assertBalanced();
      }
    }
  }
}
