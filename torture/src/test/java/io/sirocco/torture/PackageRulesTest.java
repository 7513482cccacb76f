package io.sirocco.torture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class PackageRulesTest {
  private static final String STAGES = "io.sirocco.torture";
  private static final String LIBRARY = "io.sirocco.torture.library";
  private static final String REWRITE = "io.sirocco.torture.rewrite";
  private static final String RUNTIME = "io.sirocco.torture.rt";

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.sirocco..");

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void every_class_is_in_a_known_package() {
    classes().should().resideInAnyPackage(STAGES, LIBRARY, REWRITE, RUNTIME).check(MAIN);
  }

  @Test
  void libraries_and_rewriting_use_nothing_of_ours() {
    for (String name : new String[] {LIBRARY, REWRITE}) {
      noClasses()
          .that()
          .resideInAPackage(name)
          .should()
          .dependOnClassesThat(OURS.and(DescribedPredicate.not(resideInAPackage(name))))
          .check(MAIN);
    }
  }

  @Test
  void what_runs_with_the_library_uses_the_runtime_only() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .dependOnClassesThat(
            OURS.and(DescribedPredicate.not(resideInAnyPackage(RUNTIME, "io.sirocco"))))
        .check(MAIN);
  }

  @Test
  void instrumenter_is_used_by_its_facade_and_reports_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sirocco.instrument.internal..")
        .check(MAIN);
  }
}
