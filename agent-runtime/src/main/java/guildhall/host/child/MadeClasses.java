package guildhall.host.child;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Bytes of records, enums and sealed interfaces that hold values and do nothing else.
final class MadeClasses {

  private static final ClassDesc OBJECT_METHODS = desc(ObjectMethods.class);
  private static final DirectMethodHandleDesc BOOTSTRAP =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          OBJECT_METHODS,
          "bootstrap",
          MethodTypeDesc.of(
              ConstantDescs.CD_Object,
              desc(MethodHandles.Lookup.class),
              ConstantDescs.CD_String,
              desc(TypeDescriptor.class),
              ConstantDescs.CD_Class,
              ConstantDescs.CD_String,
              desc(MethodHandle[].class)));

  private static final MethodTypeDesc ENUM_CONSTRUCTOR =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_int);

  /// A component.
  ///
  /// @param name of the component
  /// @param type its class
  /// @param signature its class with type arguments
  /// @param notes its annotations
  record Component(String name, ClassDesc type, String signature, List<Annotation> notes) {}

  private MadeClasses() {}

  static ClassDesc desc(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  /// A record.
  ///
  /// @param under the sealed interface it is one of, if it is
  static byte[] record(
      ClassDesc self,
      List<Component> components,
      Optional<ClassDesc> under,
      List<Annotation> notes) {
    return ClassFile.of()
        .build(
            self,
            made -> {
              made.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                  .withSuperclass(desc(Record.class))
                  .withInterfaceSymbols(under.stream().toList())
                  .with(
                      RecordAttribute.of(components.stream().map(MadeClasses::described).toList()))
                  .with(RuntimeVisibleAnnotationsAttribute.of(notes));
              for (Component each : components) {
                component(made, self, each);
              }
              constructor(made, self, components);
              object(
                  made, self, components, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
              object(made, self, components, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int));
              object(
                  made,
                  self,
                  components,
                  "equals",
                  MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
            });
  }

  /// A field and its accessor.
  private static void component(ClassBuilder made, ClassDesc self, Component each) {
    made.withField(
        each.name(),
        each.type(),
        field ->
            field.withFlags(ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL).with(signature(each)));
    made.withMethod(
        each.name(),
        MethodTypeDesc.of(each.type()),
        ClassFile.ACC_PUBLIC,
        method ->
            method
                .with(SignatureAttribute.of(MethodSignature.parseFrom("()" + each.signature())))
                .withCode(code ->
                    code.aload(0)
                        .getfield(self, each.name(), each.type())
                        .return_(TypeKind.from(each.type()))));
  }

  private static void constructor(ClassBuilder made, ClassDesc self, List<Component> components) {
    String signature =
        components.stream().map(Component::signature).collect(Collectors.joining("", "(", ")V"));
    made.withMethod(
        ConstantDescs.INIT_NAME,
        MethodTypeDesc.of(ConstantDescs.CD_void, components.stream().map(Component::type).toList()),
        ClassFile.ACC_PUBLIC,
        method ->
            method
                .with(SignatureAttribute.of(MethodSignature.parseFrom(signature)))
                .withCode(code -> construct(code, self, components)));
  }

  private static void construct(CodeBuilder code, ClassDesc self, List<Component> components) {
    code.aload(0)
        .invokespecial(desc(Record.class), ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    int slot = 1;
    for (Component each : components) {
      TypeKind kind = TypeKind.from(each.type());
      code.aload(0).loadLocal(kind, slot).putfield(self, each.name(), each.type());
      slot += kind.slotSize();
    }
    code.return_();
  }

  private static SignatureAttribute signature(Component component) {
    return SignatureAttribute.of(Signature.parseFrom(component.signature()));
  }

  private static RecordComponentInfo described(Component component) {
    List<Attribute<?>> attributes = new ArrayList<>(List.of(signature(component)));
    if (!component.notes().isEmpty()) {
      attributes.add(RuntimeVisibleAnnotationsAttribute.of(component.notes()));
    }
    return RecordComponentInfo.of(component.name(), component.type(), attributes);
  }

  private static void object(
      ClassBuilder made,
      ClassDesc self,
      List<Component> components,
      String name,
      MethodTypeDesc type) {
    List<ConstantDesc> arguments = new ArrayList<>();
    arguments.add(self);
    arguments.add(components.stream().map(Component::name).collect(Collectors.joining(";")));
    for (Component each : components) {
      arguments.add(
          MethodHandleDesc.ofField(
              DirectMethodHandleDesc.Kind.GETTER, self, each.name(), each.type()));
    }
    DynamicCallSiteDesc site =
        DynamicCallSiteDesc.of(
            BOOTSTRAP,
            name,
            type.insertParameterTypes(0, self),
            arguments.toArray(ConstantDesc[]::new));
    made.withMethod(
        name,
        type,
        ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
        method ->
            method.withCode(code -> {
              code.aload(0);
              if (type.parameterCount() == 1) {
                code.aload(1);
              }
              code.invokedynamic(site).return_(TypeKind.from(type.returnType()));
            }));
  }

  /// A sealed interface.
  static byte[] sealed(ClassDesc self, List<ClassDesc> records, List<Annotation> notes) {
    return ClassFile.of()
        .build(
            self,
            made ->
                made.withFlags(
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
                    .with(PermittedSubclassesAttribute.ofSymbols(records))
                    .with(RuntimeVisibleAnnotationsAttribute.of(notes)));
  }

  /// An enum.
  static byte[] choice(ClassDesc self, List<String> names) {
    return ClassFile.of()
        .build(
            self,
            made -> {
              made.withFlags(
                      ClassFile.ACC_PUBLIC
                          | ClassFile.ACC_FINAL
                          | ClassFile.ACC_SUPER
                          | ClassFile.ACC_ENUM)
                  .withSuperclass(ConstantDescs.CD_Enum);
              for (String each : names) {
                made.withField(
                    each,
                    self,
                    ClassFile.ACC_PUBLIC
                        | ClassFile.ACC_STATIC
                        | ClassFile.ACC_FINAL
                        | ClassFile.ACC_ENUM);
              }
              enumConstructor(made);
              enumConstants(made, self, names);
              enumValues(made, self, names);
            });
  }

  private static void enumConstructor(ClassBuilder made) {
    made.withMethodBody(
        ConstantDescs.INIT_NAME,
        ENUM_CONSTRUCTOR,
        ClassFile.ACC_PRIVATE,
        code ->
            code.aload(0)
                .aload(1)
                .iload(2)
                .invokespecial(ConstantDescs.CD_Enum, ConstantDescs.INIT_NAME, ENUM_CONSTRUCTOR)
                .return_());
  }

  private static void enumConstants(ClassBuilder made, ClassDesc self, List<String> names) {
    made.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          for (int i = 0; i < names.size(); i++) {
            code.new_(self)
                .dup()
                .loadConstant(names.get(i))
                .loadConstant(i)
                .invokespecial(self, ConstantDescs.INIT_NAME, ENUM_CONSTRUCTOR)
                .putstatic(self, names.get(i), self);
          }
          code.return_();
        });
  }

  private static void enumValues(ClassBuilder made, ClassDesc self, List<String> names) {
    made.withMethodBody(
        "values",
        MethodTypeDesc.of(self.arrayType()),
        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
        code -> {
          code.loadConstant(names.size()).anewarray(self);
          for (int i = 0; i < names.size(); i++) {
            code.dup().loadConstant(i).getstatic(self, names.get(i), self).aastore();
          }
          code.areturn();
        });
  }

  /// An annotation with elements that are numbers or texts.
  static Annotation note(Class<?> type, List<AnnotationElement> elements) {
    return Annotation.of(desc(type), elements);
  }
}
