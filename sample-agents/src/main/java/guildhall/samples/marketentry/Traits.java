package guildhall.samples.marketentry;

import java.util.Collection;
import java.util.List;

/// The properties of products that rules look at.
public final class Traits {

  /// Every trait a product may have, as the schema lists them.
  public static final List<String> ALL =
      List.of(
          "radio",
          "mains_powered",
          "lithium_battery",
          "connected",
          "personal_data",
          "consumer",
          "online_sale",
          "packaged",
          "food",
          "food_supplement",
          "toy",
          "medical_device",
          "cosmetic",
          "payment_service",
          "ai_system",
          "emotion_recognition",
          "nicotine_vape",
          "subscription",
          "childrens_data",
          "textile",
          "drone");

  private Traits() {}

  /// Those of `traits` no rule can know, in their order: a misspelt trait would hide an obligation.
  public static List<String> unknown(Collection<String> traits) {
    return traits.stream().filter(trait -> !ALL.contains(trait)).toList();
  }

  /// A trait as people write it: `lithium_battery` is `lithium battery`.
  public static String words(String trait) {
    return trait.replace('_', ' ');
  }
}
