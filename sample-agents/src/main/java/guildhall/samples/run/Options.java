package guildhall.samples.run;

import java.nio.file.Path;
import java.util.Optional;

/// What `mvn -Prun` was told, each given as `-Dname=value` and handed on as a system property
/// `run.name`.
///
/// @param once stop after the job
/// @param approve approve whatever is asked
/// @param input a case to decide; the home battery for Germany if absent
/// @param config the deployment's configuration; what is shipped if absent
/// @param job submits under this idempotency key: the same key again is the same task
/// @param endWithParent end when the process that started this one ends
record Options(
    boolean once,
    boolean approve,
    Optional<Path> input,
    Optional<Path> config,
    Optional<String> job,
    boolean endWithParent) {

  static Options fromSystemProperties() {
    return new Options(
        flag("once"),
        flag("approve"),
        value("input").map(Path::of),
        value("config").map(Path::of),
        value("job"),
        flag("end-with-parent"));
  }

  private static Optional<String> value(String name) {
    return Optional.ofNullable(System.getProperty("run." + name)).filter(each -> !each.isBlank());
  }

  /// Given at all, whatever the value, unless it says false: Maven turns `-Donce` into `true`.
  private static boolean flag(String name) {
    return value(name).filter(each -> !each.equals("false")).isPresent();
  }
}
