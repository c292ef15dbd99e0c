package guildhall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// No field, parameter, result, call or instruction of a class is floating point.
///
/// Signatures alone would let `(long) (micros * 0.1)` pass, so this reads the instructions too.
final class WholeNumbers extends ArchCondition<JavaClass> {

  /// Arithmetic, loads, constants and conversions of float and double: `DADD`, `FLOAD_1`, `L2D`.
  private static final Pattern FLOATING =
      Pattern.compile(
          "[DF](ADD|SUB|MUL|DIV|REM|NEG|LOAD|STORE|CONST|RETURN|CMP|ALOAD|ASTORE|2).*|[IL]2[DF]");

  WholeNumbers() {
    super("have no floating-point number");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    ClassModel model = read(type);
    for (FieldModel field : model.fields()) {
      if (floating(field.fieldTypeSymbol())) {
        found(type, "field " + field.fieldName().stringValue(), events);
      }
    }
    for (MethodModel method : model.methods()) {
      String name = "method " + method.methodName().stringValue();
      if (floating(method.methodTypeSymbol())) {
        found(type, name, events);
      }
      method.code().ifPresent(code -> code.forEach(each -> check(type, name, each, events)));
    }
  }

  private static void check(
      JavaClass type, String method, CodeElement element, ConditionEvents events) {
    if (element instanceof InvokeInstruction call && floating(call.typeSymbol())) {
      found(type, method + ", call of " + call.name().stringValue(), events);
    }
    if (element instanceof Instruction instruction
        && FLOATING.matcher(instruction.opcode().name()).matches()) {
      found(type, method + ", instruction " + instruction.opcode(), events);
    }
  }

  private static void found(JavaClass type, String where, ConditionEvents events) {
    events.add(
        SimpleConditionEvent.violated(
            type, type.getName() + " has a floating-point number: " + where));
  }

  private static boolean floating(MethodTypeDesc type) {
    return Stream.concat(Stream.of(type.returnType()), type.parameterList().stream())
        .anyMatch(WholeNumbers::floating);
  }

  private static boolean floating(ClassDesc type) {
    ClassDesc element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    return switch (element.descriptorString()) {
      case "F", "D", "Ljava/lang/Float;", "Ljava/lang/Double;" -> true;
      default -> false;
    };
  }

  private static ClassModel read(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
