package io.sirocco.instrument;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may import whom. A new package needs two new lines here. */
class PackageRulesTest {
  private static final String INTERNAL = "io.sirocco.instrument.internal.";
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void stages_use_only_what_their_input_needs() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("facade")
        .definedBy("io.sirocco.instrument")
        .layer("report")
        .definedBy("io.sirocco.instrument.report")
        .layer("read")
        .definedBy(INTERNAL + "read")
        .layer("analyse")
        .definedBy(INTERNAL + "analyse")
        .layer("plan")
        .definedBy(INTERNAL + "plan")
        .layer("emit")
        .definedBy(INTERNAL + "emit")
        .layer("write")
        .definedBy(INTERNAL + "write")
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("report")
        .mayNotAccessAnyLayer()
        .whereLayer("read")
        .mayOnlyAccessLayers("report")
        .whereLayer("analyse")
        .mayOnlyAccessLayers("report", "read")
        .whereLayer("plan")
        .mayOnlyAccessLayers("analyse")
        .whereLayer("emit")
        .mayOnlyAccessLayers("analyse", "plan")
        .whereLayer("write")
        .mayOnlyAccessLayers("report", "read")
        .ensureAllClassesAreContainedInArchitecture()
        .check(MAIN);
  }

  @Test
  void emit_uses_the_facts_of_analyse_and_not_its_workers() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "emit")
        .should()
        .dependOnClassesThat(resideInAPackage(INTERNAL + "analyse")
            .and(not(assignableTo(Record.class)))
            .and(not(assignableTo(Enum.class))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void report_knows_no_bytecode() {
    noClasses()
        .that()
        .resideInAPackage("io.sirocco.instrument.report")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb.asm..")
        .allowEmptyShould(true)
        .check(MAIN);
  }
}
