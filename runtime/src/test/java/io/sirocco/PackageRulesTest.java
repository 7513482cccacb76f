package io.sirocco;

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
    classes()
        .should()
        .resideInAnyPackage(
            "", // module-info
            "io.sirocco",
            "io.sirocco.dump",
            "io.sirocco.internal",
            "io.sirocco.internal.line",
            "io.sirocco.legacy",
            "io.sirocco.locks",
            "io.sirocco.management",
            "io.sirocco.net",
            "io.sirocco.queues")
        .check(MAIN);
  }

  @Test
  void api_uses_internal_the_dump_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco", "io.sirocco.dump", "io.sirocco.internal", "java..")
        .check(MAIN);
  }

  @Test
  void dump_uses_the_jdk_only() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.dump")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.dump", "java..")
        .check(MAIN);
  }

  @Test
  void management_uses_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.management")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sirocco.management",
            "io.sirocco.dump",
            "io.sirocco",
            "java..",
            "javax.management..")
        .check(MAIN);
  }

  @Test
  void internal_uses_the_jdk_only() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.internal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.internal", "java..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void line_uses_internal_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.internal.line")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sirocco.internal.line", "io.sirocco.internal", "io.sirocco", "java..")
        .check(MAIN);
  }

  @Test
  void locks_use_line_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.locks")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.locks", "io.sirocco.internal.line", "io.sirocco", "java..")
        .check(MAIN);
  }

  @Test
  void queues_use_locks_line_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.queues")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sirocco.queues",
            "io.sirocco.locks",
            "io.sirocco.internal.line",
            "io.sirocco",
            "java..")
        .check(MAIN);
  }

  @Test
  void legacy_uses_line_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.legacy")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.legacy", "io.sirocco.internal.line", "io.sirocco", "java..")
        .check(MAIN);
  }

  @Test
  void net_uses_internal_the_api_and_the_jdk() {
    classes()
        .that()
        .resideInAPackage("io.sirocco.net")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sirocco.net", "io.sirocco.internal", "io.sirocco", "java..")
        .check(MAIN);
  }
}
