package guildhall.samples.run;

import guildhall.samples.print.Lines;
import guildhall.task.TaskFact.ApprovalAsked;
import guildhall.task.TaskView;
import java.util.ArrayList;
import java.util.List;

/// Tasks of an earlier run that have not ended, as lines: what each waits for, and how to go on.
final class OpenTasks {

  private OpenTasks() {}

  /// @param tasks which are open
  /// @param gateway address of the gateway
  static List<String> lines(List<TaskView> tasks, String gateway) {
    List<String> lines = new ArrayList<>();
    for (TaskView task : tasks) {
      lines.addAll(Lines.wrapped("", "Still open: " + state(task)));
      String address = gateway + "/v1/tasks/" + task.id();
      for (ApprovalAsked asked : task.pending()) {
        lines.addAll(Curl.approve(address, asked.approval()));
      }
      lines.addAll(Curl.cancel(address));
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  private static String state(TaskView task) {
    String what = task.id() + ", " + task.submitted().goal();
    return task.pending().isEmpty()
        ? what + ", working; it goes on now"
        : what
            + ", waits for an answer: "
            + String.join("; ", task.pending().stream().map(ApprovalAsked::question).toList());
  }
}
