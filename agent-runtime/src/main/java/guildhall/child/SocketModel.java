package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.sdk.Completion;
import guildhall.sdk.Model;
import guildhall.sdk.Prompt;

/// A model that the runtime asks.
record SocketModel(String name, long job, Questions questions) implements Model {

  @Override
  public Completion complete(Prompt prompt) throws InterruptedException {
    return questions
        .ask(job, new Question.Complete(name, prompt), Reply.Completed.class)
        .completion();
  }
}
