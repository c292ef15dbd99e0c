package guildhall.runtime.world;

import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.sdk.spi.Models;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Models that answer what a test says.
final class ToldModels implements Models {

  private final Map<String, Model> models = new ConcurrentHashMap<>();

  private record Told(String name, Function<Prompt, Completion> answers) implements Model {
    @Override
    public Completion complete(Prompt prompt) {
      return answers.apply(prompt);
    }
  }

  void tell(String name, Function<Prompt, Completion> answers) {
    tell(new Told(name, answers));
  }

  void tell(Model model) {
    models.put(model.name(), model);
  }

  @Override
  public Model open(String name) {
    @Nullable Model model = models.get(name);
    return model == null ? NONE.open(name) : model;
  }
}
