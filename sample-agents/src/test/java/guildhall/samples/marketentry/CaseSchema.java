package guildhall.samples.marketentry;

import com.fasterxml.jackson.databind.JsonNode;
import guildhall.samples.Resource;
import guildhall.samples.SampleAgents;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Objects;

/// The input schema as a validator.
public final class CaseSchema {

  private static final Validator VALIDATOR =
      Validator.create(
          JsonSchema.of(new JsonObject(Resource.json(SampleAgents.INPUT_SCHEMA).toString())),
          new JsonSchemaOptions()
              .setBaseUri("https://guildhall.example")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));

  private CaseSchema() {}

  /// What is wrong with an input; empty if nothing is.
  public static List<String> problems(JsonNode input) {
    OutputUnit result = VALIDATOR.validate(new JsonObject(input.toString()));
    return Objects.requireNonNull(result.getValid())
        ? List.of()
        : Objects.requireNonNull(result.getErrors()).stream().map(OutputUnit::getError).toList();
  }
}
