package io.sirocco.swing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may import whom. A new package needs a new line here. */
class PackageRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void every_class_is_in_a_known_package() {
    classes().should().resideInAnyPackage("", "io.sirocco.swing").check(MAIN);
  }

  @Test
  void swing_uses_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.swing")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.swing", "io.sirocco", "java..", "javax.swing")
        .check(MAIN);
  }
}
