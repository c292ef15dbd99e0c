package guildhall.host.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.host.remote.faultagent.FaultAgent;
import guildhall.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cards that an operator expects to be signed.
class SignedCardTest {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  @TempDir private Path folder;

  private static KeyPair keys(String algorithm) throws Exception {
    if (algorithm.equals("ES256")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    }
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Path pem(KeyPair keys) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        folder.resolve("card.pem"),
        "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
  }

  private static String encoded(String text) {
    return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param header after `{"alg":"...",`
  private static ObjectNode signature(String payload, String algorithm, String header, KeyPair keys)
      throws Exception {
    String head = encoded("{\"alg\":\"" + algorithm + "\"," + header + "}");
    Signature signing =
        Signature.getInstance(
            algorithm.equals("ES256") ? "SHA256withECDSAinP1363Format" : "Ed25519");
    signing.initSign(keys.getPrivate());
    signing.update((head + "." + encoded(payload)).getBytes(StandardCharsets.US_ASCII));
    return RecordJson.mapper()
        .createObjectNode()
        .put("protected", head)
        .put("signature", BASE64URL.encodeToString(signing.sign()));
  }

  private static ObjectNode card(FaultAgent agent) {
    String text = FaultAgent.usualCard().replace("PORT", agent.allowed().split(":", 2)[1]);
    return (ObjectNode) RecordJson.readTree(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(FaultAgent agent, ObjectNode... signatures) {
    ObjectNode card = card(agent);
    for (ObjectNode each : signatures) {
      card.withArray("signatures").add(each);
    }
    return card.toString();
  }

  private static Optional<String> joining(FaultAgent agent, Path key) throws Exception {
    try (var world = RemoteWorld.of(agent, RemoteWorld.ON_TROUBLE)) {
      return world.remotes.join(
          new RemoteListing(
              "far",
              agent.card(),
              "owner",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(key)));
    }
  }

  @ParameterizedTest
  @CsvSource({"EdDSA", "Ed25519", "ES256"})
  void join_signedByTheKey_isListed(String algorithm) throws Exception {
    KeyPair keys = keys(algorithm);
    FaultAgent agent = new FaultAgent();
    String payload = CanonicalJson.of(card(agent));
    var _ = agent.saying(signed(agent, signature(payload, algorithm, "\"kid\":\"k\"", keys)));

    assertThat(joining(agent, pem(keys))).isEmpty();
  }

  /// As the JavaScript package signs: without what is empty.
  @Test
  void join_signedWithoutWhatIsEmpty_isListed() throws Exception {
    KeyPair keys = keys("ES256");
    FaultAgent agent = new FaultAgent();
    String payload = CanonicalJson.of(card(agent));
    ObjectNode signature = signature(payload, "ES256", "\"kid\":\"k\"", keys);
    ObjectNode card = RecordJson.mapper().createObjectNode().put("documentationUrl", "");
    card.putArray("securityRequirements");
    card.setAll(card(agent));
    card.withArray("signatures").add(signature);

    assertThat(joining(agent.saying(card.toString()), pem(keys))).isEmpty();
  }

  @Test
  void join_oneOfTwoSignaturesIsByTheKey_isListed() throws Exception {
    KeyPair keys = keys("ES256");
    FaultAgent agent = new FaultAgent();
    String payload = CanonicalJson.of(card(agent));
    ObjectNode old = signature(payload, "ES256", "\"kid\":\"old\"", keys("ES256"));
    ObjectNode now = signature(payload, "ES256", "\"kid\":\"now\"", keys);

    assertThat(joining(agent.saying(signed(agent, old, now)), pem(keys))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"EdDSA", "ES256"})
  void join_changedAfterItWasSigned_isRefused(String algorithm) throws Exception {
    KeyPair keys = keys(algorithm);
    FaultAgent agent = new FaultAgent();
    String payload = CanonicalJson.of(card(agent)).replace("\"fee\":\"1\"", "\"fee\":\"2\"");
    var _ = agent.saying(signed(agent, signature(payload, algorithm, "\"kid\":\"k\"", keys)));

    assertThat(joining(agent, pem(keys))).get().asString().contains("not by the key");
  }

  @Test
  void join_signedByAnotherKey_isRefused() throws Exception {
    FaultAgent agent = new FaultAgent();
    ObjectNode other =
        signature(CanonicalJson.of(card(agent)), "EdDSA", "\"kid\":\"k\"", keys("EdDSA"));

    assertThat(joining(agent.saying(signed(agent, other)), pem(keys("EdDSA"))))
        .get()
        .asString()
        .contains("not by the key");
  }

  /// A key is good for its own algorithm only, and what must be understood and is not, is refused.
  @ParameterizedTest
  @CsvSource({"ES256, none", "ES256, HS256", "ES256, EdDSA", "EdDSA, ES256"})
  void join_otherAlgorithmInTheHeader_isRefused(String algorithm, String said) throws Exception {
    KeyPair keys = keys(algorithm);
    FaultAgent agent = new FaultAgent();
    ObjectNode signature =
        signature(CanonicalJson.of(card(agent)), algorithm, "\"kid\":\"k\"", keys)
            .put("protected", encoded("{\"alg\":\"" + said + "\",\"kid\":\"k\"}"));

    assertThat(joining(agent.saying(signed(agent, signature)), pem(keys))).isPresent();
  }

  @Test
  void join_headerWithACriticalPart_isRefused() throws Exception {
    KeyPair keys = keys("EdDSA");
    FaultAgent agent = new FaultAgent();
    ObjectNode signature =
        signature(CanonicalJson.of(card(agent)), "EdDSA", "\"crit\":[\"x\"],\"x\":1", keys);

    assertThat(joining(agent.saying(signed(agent, signature)), pem(keys))).isPresent();
  }

  @Test
  void join_unsignedThoughAKeyIsSet_isRefused() throws Exception {
    assertThat(joining(new FaultAgent(), pem(keys("EdDSA"))))
        .get()
        .asString()
        .contains("not signed");
  }

  @Test
  void join_keyFileThatIsNone_isRefused() throws Exception {
    assertThat(joining(new FaultAgent(), folder.resolve("none.pem")))
        .get()
        .asString()
        .contains("none.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "no key");
    assertThat(joining(new FaultAgent(), text)).get().asString().contains("no public key");
  }

  @Test
  void join_signedAndNoKeySet_isListed() throws Exception {
    FaultAgent agent = new FaultAgent();
    ObjectNode other = signature("{}", "EdDSA", "\"kid\":\"k\"", keys("EdDSA"));
    var _ = agent.saying(signed(agent, other));
    try (var world = RemoteWorld.of(agent, RemoteWorld.ON_TROUBLE)) {
      assertThat(world.join()).isEmpty();
    }
  }
}
