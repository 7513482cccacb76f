package io.sirocco.maven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class PackageRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void every_class_is_in_the_package_of_the_module() {
    classes().should().resideInAPackage("io.sirocco.maven").check(MAIN);
  }

  @Test
  void instrumenter_is_used_by_its_facade_and_reports_only() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.sirocco..")
            .and(not(resideInAnyPackage(
                "io.sirocco.maven", "io.sirocco.instrument", "io.sirocco.instrument.report"))))
        .check(MAIN);
  }

  @Test
  void bytecode_is_left_to_the_instrumenter() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb.asm..")
        .check(MAIN);
  }
}
