package guildhall.child;

import guildhall.child.FromChild.Question;
import guildhall.child.FromRuntime.Reply;
import guildhall.sdk.AgentState;
import guildhall.sdk.StateKey;
import guildhall.sdk.schema.RecordSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What an agent keeps, in the runtime; its records are known here only.
final class SocketState implements AgentState {

  private final long job;
  private final Questions questions;

  SocketState(long job, Questions questions) {
    this.job = job;
    this.questions = questions;
  }

  @Override
  public synchronized <T extends Record> Optional<T> get(StateKey<T> key) {
    return questions
        .askCalmly(job, new Question.ReadState(key.name()), Reply.Value.class)
        .json()
        .map(json -> End.value(json, key.type()));
  }

  @Override
  public synchronized <T extends Record> void put(StateKey<T> key, T value) {
    List<String> problems = RecordSchema.of(key.type()).problems(value);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(key.name() + ": " + String.join("; ", problems));
    }
    var _ =
        questions.askCalmly(
            job, new Question.WriteState(key.name(), Wanted.json(value)), Reply.Done.class);
  }

  @Override
  public synchronized void remove(StateKey<?> key) {
    var _ = questions.askCalmly(job, new Question.RemoveState(key.name()), Reply.Done.class);
  }

  @Override
  public synchronized <T extends Record> T update(
      StateKey<T> key, T first, UnaryOperator<T> change) {
    return AgentState.super.update(key, first, change);
  }
}
