package guildhall.host.child;

import guildhall.child.ChildMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a child's process is started, and within which bounds.
///
/// @param classPath all it may load but its jar
/// @param limits what it may use
record Launch(String classPath, ChildLimits limits) {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final int OPEN_FILES = 256;
  private static final int LARGEST_FILE_MEBIBYTES = 64;
  private static final int OTHER_MEMORY_MEBIBYTES = 3 * 1024;

  /// Starts it with an empty environment in an empty folder.
  Process start(Path folder, Path socket, Path jar) throws IOException {
    List<String> command = new ArrayList<>(bounded());
    command.addAll(java(folder));
    command.addAll(List.of(socket.toString(), jar.toString(), Integer.toString(limits.threads())));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear(); // whatever secrets the operator's has
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private List<String> bounded() {
    if (!Files.isExecutable(SHELL)) {
      return List.of();
    }
    long blocks = LARGEST_FILE_MEBIBYTES * 2048L; // of 512 bytes
    long kibibytes = (limits.heapMebibytes() + (long) OTHER_MEMORY_MEBIBYTES) << 10;
    String script =
        Stream.of("-c 0", "-n " + OPEN_FILES, "-f " + blocks, "-v " + kibibytes)
            .map(limit -> "ulimit " + limit + " 2>/dev/null; ") // without those it does not know
            .collect(Collectors.joining("", "", "exec \"$0\" \"$@\""));
    return List.of(SHELL.toString(), "-c", script);
  }

  private List<String> java(Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + limits.heapMebibytes() + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:ActiveProcessorCount=" + limits.processors(),
        "-XX:MaxMetaspaceSize=64m",
        "-XX:CompressedClassSpaceSize=32m",
        "-XX:ReservedCodeCacheSize=48m",
        "-XX:MaxDirectMemorySize=16m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisableAttachMechanism",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-cp",
        classPath,
        ChildMain.class.getName());
  }
}
