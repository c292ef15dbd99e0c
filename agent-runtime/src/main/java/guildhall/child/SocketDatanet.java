package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.sdk.Datanet;
import java.util.List;
import java.util.Map;

/// A datanet that the runtime searches.
record SocketDatanet(FromRuntime.Reply.Opened opened, long job, Questions questions)
    implements Datanet {

  @Override
  public String name() {
    return opened.name();
  }

  @Override
  public int version() {
    return opened.version();
  }

  @Override
  public List<Passage> search(String text, Map<String, String> filters, int limit) {
    return questions
        .askCalmly(
            job, new Question.Search(opened.number(), text, filters, limit), Reply.Found.class)
        .passages();
  }
}
