package guildhall.bench.attribution;

import guildhall.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Attribution on text that every machine has. `mvn -q -Pbench -Dbench=attribution`, with
/// `-Dparts=spans,quality,replication,influence,use,admission,royalties,attacks`.
public final class AttributionBench {

  private interface Part {
    void run(Report report, Path folder) throws Exception;
  }

  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("spans", SpanPart::run);
    PARTS.put("quality", QualityPart::run);
    PARTS.put("replication", ReplicationPart::run);
    PARTS.put("influence", (report, _) -> InfluencePart.run(report));
    PARTS.put("use", (report, _) -> UsePart.run(report));
    PARTS.put("admission", (report, _) -> AdmissionPart.run(report));
    PARTS.put("royalties", RoyaltyPart::run);
    PARTS.put("attacks", AttacksPart::run);
  }

  private AttributionBench() {}

  /// Measures.
  public static void run(Report report, Path folder) throws Exception {
    String wanted = System.getProperty("bench.parts", "all");
    Collection<String> parts =
        wanted.equals("all") ? PARTS.keySet() : Arrays.asList(wanted.split(","));
    if (!PARTS.keySet().containsAll(parts)) {
      throw new IllegalArgumentException(
          "-Dparts=" + wanted + ", one or more of " + PARTS.keySet());
    }
    Files.createDirectories(folder);
    for (var part : PARTS.entrySet()) {
      if (parts.contains(part.getKey())) {
        part.getValue().run(report, folder);
      }
    }
  }
}
