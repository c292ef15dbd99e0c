package guildhall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/// What every group of commands has: whom it asks, and how it answers. An answer goes to programs
/// as it came, and to people as the command shows it.
abstract class Asking {

  final Options options;
  final Console console;

  Asking(Options options, Console console) {
    this.options = options;
    this.console = console;
  }

  /// What is asked of a node.
  ///
  /// @param <N> which kind of node can be asked it
  @FunctionalInterface
  interface Question<N extends Node> {
    ObjectNode ask(N node) throws Failure;
  }

  /// Asks a node that runs, and says the answer as fields, one a line.
  final int running(Question<HttpNode> question) throws Failure {
    return running(question, this::fields);
  }

  /// Asks a node that runs.
  ///
  /// @param people shows the answer to them
  final int running(Question<HttpNode> question, Consumer<ObjectNode> people) throws Failure {
    try (HttpNode node = options.running()) {
      return say(question.ask(node), people);
    }
  }

  /// Like the other, of a node that runs or the folder of one that does not.
  final int any(Question<Node> question, Consumer<ObjectNode> people) throws Failure {
    try (Node node = options.node()) {
      return say(question.ask(node), people);
    }
  }

  /// Like the other, of a node that runs, because something is changed.
  final int writing(Question<Node> question, Consumer<ObjectNode> people) throws Failure {
    try (Node node = options.writable()) {
      return say(question.ask(node), people);
    }
  }

  /// Says an answer.
  ///
  /// @return that it is done
  final int say(ObjectNode answer, Consumer<ObjectNode> people) {
    return say(answer, people, true);
  }

  /// Says what a check has found.
  ///
  /// @param ok whether all is well
  /// @return that it is done, or that the check has failed
  final int say(ObjectNode answer, Consumer<ObjectNode> people, boolean ok) {
    if (options.json) {
      Answers.json(answer, console.out());
    } else {
      people.accept(answer);
    }
    return ok ? Failure.OK : Failure.REFUSED;
  }

  private void fields(ObjectNode answer) {
    Answers.print(answer, console.out());
  }
}
