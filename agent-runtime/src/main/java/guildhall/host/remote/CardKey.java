package guildhall.host.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The key an operator expects a card to be signed with: Ed25519, or P-256 for ES256.
///
/// A card is signed over its canonical JSON without `signatures` (A2A 1.0, 8.4). Signers differ in
/// whether they leave out what is empty, so both forms are tried; a card reads the same either way.
final class CardKey {

  private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
  private static final Base64.Encoder TO_BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final PublicKey key;
  private final Set<String> algorithms;
  private final String verifier;

  private CardKey(PublicKey key, Set<String> algorithms, String verifier) {
    this.key = key;
    this.algorithms = algorithms;
    this.verifier = verifier;
  }

  /// Reads a public key in PEM (`BEGIN PUBLIC KEY`).
  ///
  /// @throws BadCardException if the file cannot be read or holds no such key
  static CardKey read(Path file) throws BadCardException {
    String pem;
    try {
      pem = Files.readString(file);
    } catch (IOException _) {
      throw new BadCardException("the key for its card cannot be read from " + file);
    }
    try {
      return of(
          Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "")));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new BadCardException("there is no public key of Ed25519 or P-256 in " + file);
    }
  }

  private static CardKey of(byte[] spki) throws GeneralSecurityException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(spki);
    try {
      return new CardKey(
          KeyFactory.getInstance("Ed25519").generatePublic(spec),
          Set.of("EdDSA", "Ed25519"),
          "Ed25519");
    } catch (GeneralSecurityException _) {
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(spec);
      if (((ECPublicKey) key).getParams().getOrder().bitLength() != 256) {
        throw new GeneralSecurityException("another curve");
      }
      return new CardKey(key, Set.of("ES256"), "SHA256withECDSAinP1363Format");
    }
  }

  /// @throws BadCardException if no signature of the card is of this key
  void verify(JsonNode card) throws BadCardException {
    JsonNode signatures = card.path("signatures");
    if (signatures.isEmpty()) {
      throw new BadCardException("its card is not signed, and a key is set for it");
    }
    ObjectNode content = card.deepCopy();
    content.remove("signatures");
    List<String> payloads =
        Stream.of(content, CanonicalJson.withoutEmpties(content))
            .map(each -> CanonicalJson.of(each).getBytes(StandardCharsets.UTF_8))
            .map(TO_BASE64URL::encodeToString)
            .toList();
    for (JsonNode each : signatures) {
      if (isBy(each, payloads)) {
        return;
      }
    }
    throw new BadCardException("its card is signed, but not by the key that is set for it");
  }

  private boolean isBy(JsonNode signature, List<String> payloads) {
    String header = signature.path("protected").asText("");
    try {
      JsonNode read = RecordJson.readTree(BASE64URL.decode(header));
      if (!algorithms.contains(read.path("alg").asText("")) || read.has("crit")) {
        return false;
      }
      byte[] bytes = BASE64URL.decode(signature.path("signature").asText(""));
      for (String payload : payloads) {
        if (fits(header + "." + payload, bytes)) {
          return true;
        }
      }
    } catch (IllegalArgumentException | UncheckedIOException | GeneralSecurityException _) {
      return false; // whatever it is, it is no signature of this key
    }
    return false;
  }

  private boolean fits(String input, byte[] bytes) throws GeneralSecurityException {
    Signature check = Signature.getInstance(verifier);
    check.initVerify(key);
    check.update(input.getBytes(StandardCharsets.US_ASCII));
    return check.verify(bytes);
  }
}
