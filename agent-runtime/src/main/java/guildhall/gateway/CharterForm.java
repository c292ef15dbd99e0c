package guildhall.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guildhall.datanet.Charter;
import guildhall.datanet.Charter.Access;
import guildhall.datanet.Charter.Review;
import guildhall.datanet.Charter.Rules;
import guildhall.datanet.admission.ItemType;
import guildhall.datanet.admission.PersonalKind;
import guildhall.export.Credits;
import guildhall.task.ErrorCode;
import guildhall.task.InputSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A charter as JSON. What is absent has its default; what is written can be read again and is the
/// same charter.
final class CharterForm {

  /// An entry of the book must be able to hold it.
  private static final int LARGEST_BYTES = 32 * 1024;

  private static final InputSchema FORM =
      Forms.of(
          """
          {"type": "object", "additionalProperties": false, "required": ["purpose", "licences"],
           "$defs": {
             "names": {"type": "array", "maxItems": 200,
               "items": {"type": "string", "minLength": 1, "maxLength": 200}}},
           "properties": {
             "purpose": {"type": "string", "pattern": "\\\\S", "maxLength": 2000},
             "type": {"enum": ["text", "row", "example"]},
             "licences": {"type": "array", "minItems": 1, "maxItems": 200,
               "items": {"type": "string", "minLength": 1, "maxLength": 200}},
             "itemBytes": {"type": "integer", "minimum": 1, "maximum": 1048576},
             "dayItems": {"type": "integer", "minimum": 1, "maximum": 1000000000},
             "dayBytes": {"type": "integer", "minimum": 1, "maximum": 1000000000000},
             "tolerated": {"type": "array", "maxItems": 6, "items": {"enum":
               ["email", "phone", "iban", "card", "national_id", "ip_address"]}},
             "minWords": {"type": "integer", "minimum": 0, "maximum": 1000000},
             "requiredFields": {"$ref": "#/$defs/names"},
             "allowed": {"type": "object", "maxProperties": 200,
               "additionalProperties": {"$ref": "#/$defs/names"}},
             "curatorPermille": {"type": "integer", "minimum": 0, "maximum": 500},
             "open": {"type": "boolean"},
             "review": {"type": "object", "additionalProperties": false,
               "properties": {
                 "reviewers": {"$ref": "#/$defs/names"},
                 "quorum": {"type": "integer", "minimum": 0, "maximum": 200},
                 "bond": {"type": "string"},
                 "slashPermille": {"type": "integer", "minimum": 0, "maximum": 1000},
                 "freeDeclines": {"type": "integer", "minimum": 0, "maximum": 1000000},
                 "declineFee": {"type": "string"}}},
             "access": {"type": "object", "additionalProperties": false,
               "properties": {
                 "readers": {"$ref": "#/$defs/names"},
                 "pricePerRead": {"type": "string"}}}}}
          """);

  private CharterForm() {}

  /// The charter that a body asks for.
  ///
  /// @throws Problem if it is none
  static Charter read(Incoming request) throws Problem {
    if (request.body().length() > LARGEST_BYTES) {
      throw Guard.tooLarge(LARGEST_BYTES);
    }
    JsonNode body = Forms.valid(FORM, request);
    return new Charter(
        body.path("purpose").textValue(),
        rules(body),
        body.path("curatorPermille").asInt(0),
        body.path("open").asBoolean(true),
        review(body),
        access(body));
  }

  private static Rules rules(JsonNode body) {
    Rules usual = Rules.of(ItemType.TEXT, "-");
    List<Rules.Allowed> allowed = new ArrayList<>();
    body.path("allowed")
        .properties()
        .forEach(field -> allowed.add(new Rules.Allowed(field.getKey(), texts(field.getValue()))));
    return new Rules(
        ItemType.valueOf(upper(body.path("type").asText(ItemType.TEXT.word()))),
        body.path("itemBytes").asLong(usual.itemBytes()),
        body.path("dayItems").asLong(usual.dayItems()),
        body.path("dayBytes").asLong(usual.dayBytes()),
        texts(body.path("licences")),
        texts(body.path("tolerated")).stream()
            .map(kind -> PersonalKind.valueOf(upper(kind)))
            .toList(),
        body.path("minWords").asInt(0),
        texts(body.path("requiredFields")),
        allowed);
  }

  private static Review review(JsonNode body) throws Problem {
    JsonNode review = body.path("review");
    List<String> reviewers = texts(review.path("reviewers"));
    int most = reviewers.size();
    int quorum = review.path("quorum").asInt(most == 0 ? 0 : most / 2 + 1);
    if (quorum > most) {
      throw notAllowed(
          "/review/quorum", "is " + quorum + ", which " + most + " reviewers cannot reach");
    }
    if (reviewers.stream().distinct().count() < most) {
      throw notAllowed("/review/reviewers", "names somebody twice: " + shown(reviewers));
    }
    return new Review(
        reviewers,
        quorum,
        Forms.micros(body, "/review/bond"),
        review.path("slashPermille").asInt(Review.NONE.slashPermille()),
        review.path("freeDeclines").asInt(Review.NONE.freeDeclines()),
        Forms.micros(body, "/review/declineFee"));
  }

  private static Problem notAllowed(String path, String what) {
    return Problem.at(path, ErrorCode.VALUE_NOT_ALLOWED, path + " " + what);
  }

  private static String shown(List<String> names) {
    return Incoming.shown(String.join(", ", names));
  }

  private static Optional<Access> access(JsonNode body) throws Problem {
    if (!body.has("access")) {
      return Optional.empty();
    }
    return Optional.of(
        new Access(
            texts(body.path("access").path("readers")),
            Forms.micros(body, "/access/pricePerRead")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /// A charter with all its fields.
  static ObjectNode json(Charter charter) {
    Rules rules = charter.rules();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("purpose", charter.purpose())
            .put("type", rules.type().word());
    put(json, "licences", rules.licences());
    json.put("itemBytes", rules.itemBytes())
        .put("dayItems", rules.dayItems())
        .put("dayBytes", rules.dayBytes());
    put(json, "tolerated", rules.tolerated().stream().map(PersonalKind::code).toList());
    json.put("minWords", rules.minWords());
    put(json, "requiredFields", rules.requiredFields());
    ObjectNode allowed = json.putObject("allowed");
    rules.allowed().forEach(each -> put(allowed, each.field(), each.values()));
    json.put("curatorPermille", charter.curatorPermille()).put("open", charter.open());
    json.set("review", json(charter.review()));
    charter.access().ifPresent(access -> json.set("access", json(access)));
    return json;
  }

  private static ObjectNode json(Review review) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "reviewers", review.reviewers());
    return json.put("quorum", review.quorum())
        .put("bond", Credits.of(review.bondMicros()))
        .put("slashPermille", review.slashPermille())
        .put("freeDeclines", review.freeDeclines())
        .put("declineFee", Credits.of(review.declineFeeMicros()));
  }

  private static ObjectNode json(Access access) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "readers", access.readers());
    return json.put("pricePerRead", Credits.of(access.pricePerReadMicros()));
  }

  private static void put(ObjectNode json, String name, List<String> texts) {
    ArrayNode array = json.putArray(name);
    texts.forEach(array::add);
  }
}
