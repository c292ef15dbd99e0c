package guildhall.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;

/// The rules, each for a root package: `guildhall` for the code, the package of deliberate
/// violations to see the rule fail.
final class Arrows {

  /// Layers from the top to the bottom; neighbours in one set know nothing of each other.
  ///
  /// Settlement stands above the datanets because a royalty follows from what a datanet was used
  /// for, and above the models because one is due what reaches it; those stand above the datanets
  /// they were made from. A rail stands beside it: it knows accounts, and nothing of what they are
  /// paid for.
  static final List<Set<String>> LAYERS =
      List.of(
          Set.of("cli"),
          Set.of("runtime"),
          Set.of("gateway", "console", "ops"),
          Set.of("task"),
          Set.of("market"),
          Set.of("host"),
          Set.of("settlement", "rail"),
          Set.of("model"),
          Set.of("datanet", "outbound", "cluster", "export"),
          Set.of("ledger", "governance", "attribution"),
          Set.of("book", "child"),
          Set.of("json"),
          Set.of("sdk"));

  private static final Set<String> CLOCK_AND_CHANCE_METHODS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.lang.StrictMath.random",
          "java.util.UUID.randomUUID");

  private static final Set<String> CLOCK_AND_CHANCE_CLASSES =
      Set.of(
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private Arrows() {}

  /// The SDK knows Java, JSpecify and itself; its test kit, see [#testKitKnowsJUnit], is apart.
  static ArchRule sdkStandsAlone(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".sdk..")
        .and()
        .resideOutsideOfPackage(root + ".sdk.testkit..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", root + ".sdk..")
        .as("the SDK depends on Java, JSpecify and itself only");
  }

  /// The test kit knows the SDK and what JUnit offers its extensions.
  static ArchRule testKitKnowsJUnit(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".sdk.testkit..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.junit.jupiter.api..", root + ".sdk..")
        .as("the test kit depends on Java, JSpecify, JUnit and the SDK only");
  }

  /// A layer knows only the layers below it; a package outside the order is refused.
  static ArchRule layersPointDown(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".*..")
        .should(new PointDown(root, LAYERS))
        .as("arrows point down: " + LAYERS);
  }

  /// Packages below the root form no cycle.
  static ArchRule slicesAreAcyclic(String root) {
    return SlicesRuleDefinition.slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  /// Wiring is known to nobody but the command, which is a program and no part of the house.
  static ArchRule nobodyKnowsTheWiring(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".runtime..", root + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".runtime..")
        .as("nobody but the command depends on the wiring");
  }

  /// The process of an untrusted jar has the SDK, the JSON mapper and its own classes, no others.
  static ArchRule childrenHaveNoRuntime(String root) {
    return classes()
        .that()
        .resideInAnyPackage(root + ".child..", root + ".json..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            root + ".sdk..",
            root + ".json..",
            root + ".child..")
        .as("a child depends on Java, Jackson, the SDK and its own packages only");
  }

  /// A plan is pure data about steps: Java, JSON trees, the SDK and itself.
  static ArchRule plansStandAlone(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".task.plan..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            root + ".sdk..",
            root + ".task.plan..")
        .as("task.plan depends on Java, JSON trees, the SDK and itself only");
  }

  /// A score knows bids and policies, nothing of who collects them.
  static ArchRule scoresKnowNoMarket(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".market.score..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            root + ".sdk..",
            root + ".ledger..",
            root + ".attribution..",
            root + ".governance..",
            root + ".settlement..",
            root + ".market.score..")
        .as("market.score depends on nothing that runs");
  }

  /// Whether something is admitted follows from what is offered and what is known, from nothing
  /// that runs: Java, the JSON parser, tokens and itself.
  static ArchRule admissionStandsAlone(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".datanet.admission..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            root + ".datanet.text..",
            root + ".datanet.admission..")
        .as("datanet.admission depends on Java, the JSON parser, tokens and itself only");
  }

  /// The pure core uses no Vert.x, and neither do tokens and spans.
  static ArchRule pureWithoutVertx(String root) {
    return noClasses()
        .that(pure(root).or(resideInAnyPackage(root + ".datanet.text..", root + ".datanet.span..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .as("the pure core has no Vert.x");
  }

  /// The pure core is handed its time and its seeds, and so is admission, which reads streams.
  static ArchRule pureWithoutClockOrChance(String root) {
    return noClasses()
        .that(pure(root).or(resideInAPackage(root + ".datanet.admission..")))
        .should()
        .accessTargetWhere(readsAClockOrChance())
        .orShould()
        .dependOnClassesThat(clockOrChance())
        .as("the pure core has no clock and no chance");
  }

  /// The pure core reads and writes nothing outside itself; byte buffers and charsets are values,
  /// and so is a stream of bytes it is handed or hashes: it opens none.
  static ArchRule pureWithoutInputOutput(String root) {
    return noClasses()
        .that(pure(root))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio..", "java.net..", "javax.net..")
                .and(DescribedPredicate.not(resideInAPackage("java.nio.charset..")))
                .and(DescribedPredicate.not(simpleNameStartingWith("ByteBuffer")))
                .and(DescribedPredicate.not(simpleNameStartingWith("ByteOrder")))
                .and(DescribedPredicate.not(simpleNameStartingWith("BufferOverflow")))
                .and(DescribedPredicate.not(simpleNameStartingWith("BufferUnderflow")))
                .and(DescribedPredicate.not(simpleNameStartingWith("DataInput")))
                .and(DescribedPredicate.not(simpleNameStartingWith("DataOutput")))
                .and(DescribedPredicate.not(simpleName("OutputStream")))
                .and(DescribedPredicate.not(simpleName("IOException")))
                .and(DescribedPredicate.not(simpleNameStartingWith("Serializable"))))
        .as("the pure core has no input and no output");
  }

  /// Where money is, nothing is floating point: no field, parameter, result or instruction.
  ///
  /// Of the SDK that is `Amount` only: progress and a promised quality are fractions and not money.
  /// Of attribution it is the method that adds up worths, not the one that takes their logarithms.
  static ArchRule moneyIsWhole(String root) {
    return classes()
        .that()
        .resideInAnyPackage(
            root + ".ledger..",
            root + ".settlement..",
            root + ".rail..",
            root + ".book..",
            root + ".governance..",
            root + ".export..")
        .or()
        .haveFullyQualifiedName(root + ".sdk.Amount")
        .or()
        .haveFullyQualifiedName(root + ".attribution.span.SpanMethod")
        .should(new WholeNumbers())
        .as("money is never floating point");
  }

  /// Only the gateway and the console answer HTTP.
  static ArchRule onlyTheGatewayServes(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".gateway..", root + ".console..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "serve HTTP",
                type ->
                    type.getName().startsWith("io.vertx.core.http.HttpServer")
                        || type.getPackageName().startsWith("com.sun.net.httpserver")
                        || (type.getPackageName().startsWith("io.vertx.ext.web")
                            && !type.getPackageName().startsWith("io.vertx.ext.web.client"))))
        .as("only the gateway and the console serve HTTP");
  }

  /// Whatever calls out does so through `outbound`; the command is outside and calls in.
  static ArchRule onlyOutboundCallsOut(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".outbound..", root + ".cli..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "call out",
                type ->
                    type.getName().startsWith("io.vertx.core.http.HttpClient")
                        || type.getName().startsWith("io.vertx.core.http.WebSocketClient")
                        || type.getName().startsWith("io.vertx.core.net.NetClient")
                        || type.getPackageName().startsWith("io.vertx.ext.web.client")
                        || type.getPackageName().startsWith("java.net.http")
                        || type.isAssignableTo("java.net.URLConnection")
                        || type.isEquivalentTo(java.net.Socket.class)))
        .as("only outbound calls out, and the command calls in");
  }

  /// Nobody sleeps; outbound alone pauses between two tries.
  static ArchRule nobodySleeps(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "sleep",
                access ->
                    target(access).equals("java.lang.Thread.sleep")
                        || (target(access).equals("java.util.concurrent.TimeUnit.sleep")
                            && !resideInAPackage(root + ".outbound..")
                                .test(access.getOriginOwner()))))
        .as("nobody sleeps, except outbound between two tries");
  }

  /// What must be computable twice with the same result.
  private static DescribedPredicate<JavaClass> pure(String root) {
    return resideInAnyPackage(
            root + ".ledger..",
            root + ".attribution..",
            root + ".market.score..",
            root + ".task.plan..",
            root + ".export..")
        .or(
            resideInAPackage(root + ".settlement")
                .and(
                    DescribedPredicate.describe(
                        "split",
                        type ->
                            type.getName().contains(".Apportionment")
                                || type.getName().contains(".RoyaltySplit")
                                || type.getName().contains(".VestingTime")
                                || type.getName().contains(".FeeSplit"))))
        .as("are pure");
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClockOrChance() {
    return DescribedPredicate.describe(
        "read a clock or chance",
        access ->
            CLOCK_AND_CHANCE_METHODS.contains(target(access))
                || (access.getTargetOwner().getPackageName().equals("java.time")
                    && access.getTarget().getName().equals("now")));
  }

  private static DescribedPredicate<JavaClass> clockOrChance() {
    return DescribedPredicate.describe(
        "are clocks or chance",
        type ->
            CLOCK_AND_CHANCE_CLASSES.contains(type.getName())
                || type.getPackageName().equals("java.util.random"));
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }
}
