package guildhall.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/// A class depends on its own package and on layers below its own.
final class PointDown extends ArchCondition<JavaClass> {

  private static final int UNLISTED = -1;

  private final String root;
  private final List<Set<String>> layers;

  PointDown(String root, List<Set<String>> layers) {
    super("depend only on layers below");
    this.root = root;
    this.layers = layers;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    int own = height(type);
    if (own == UNLISTED) {
      events.add(
          SimpleConditionEvent.violated(
              type, type.getName() + " is in a package without a place in the order of layers"));
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (!target.getPackageName().startsWith(root + ".") || name(target).equals(name(type))) {
        continue;
      }
      if (height(target) <= own) {
        events.add(
            SimpleConditionEvent.violated(
                dependency,
                name(type) + " may not know " + name(target) + ": " + dependency.getDescription()));
      }
    }
  }

  /// Index into the layers: a greater one is lower in the house.
  private int height(JavaClass type) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).contains(name(type))) {
        return i;
      }
    }
    return UNLISTED;
  }

  /// The first part of the package below the root.
  private String name(JavaClass type) {
    String below = type.getPackageName().substring(root.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
