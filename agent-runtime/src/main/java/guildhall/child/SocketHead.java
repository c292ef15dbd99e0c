package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.sdk.Head;
import guildhall.sdk.Prediction;
import java.util.List;

/// A head that the runtime has predict.
record SocketHead(String name, List<String> labels, long job, Questions questions) implements Head {

  @Override
  public Prediction predict(String text) {
    return questions
        .askCalmly(job, new Question.Predict(name, text), Reply.Predicted.class)
        .prediction();
  }
}
