package guildhall.host;

import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;
import guildhall.settlement.Evidence.ModelUse;
import java.util.function.Consumer;

/// A model whose uses are told.
record UsedModel(Model model, Consumer<ModelUse> used) implements Model {

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Completion complete(Prompt prompt) throws InterruptedException {
    Completion completion = model.complete(prompt);
    if (completion instanceof Completion.Text(var _, var read, var wrote)) {
      used.accept(new ModelUse(model.name(), read, wrote));
    }
    return completion;
  }
}
