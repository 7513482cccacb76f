package io.sirocco.instrument;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom. */
class PackageRulesTest {
  private static final String FACADE = "io.sirocco.instrument";
  private static final String REPORT = "io.sirocco.instrument.report";
  private static final String READ = "io.sirocco.instrument.internal.read";
  private static final String ANALYSE = "io.sirocco.instrument.internal.analyse";
  private static final String PLAN = "io.sirocco.instrument.internal.plan";
  private static final String EMIT = "io.sirocco.instrument.internal.emit";
  private static final String WRITE = "io.sirocco.instrument.internal.write";

  /** Every package, and what it may use beside itself; one that does not exist yet passes. */
  private static final List<Row> TABLE = List.of(
      row(FACADE, REPORT, READ, ANALYSE, PLAN, EMIT, WRITE),
      row(REPORT),
      row(READ, REPORT),
      row(ANALYSE, REPORT, READ),
      row(PLAN, READ, ANALYSE),
      row(EMIT, READ, ANALYSE, PLAN),
      row(WRITE, REPORT, READ));

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  private record Row(String user, String... used) {}

  private static Row row(String user, String... used) {
    return new Row(user, used);
  }

  @Test
  void every_class_is_in_a_package_of_the_table() {
    String[] known = TABLE.stream().map(Row::user).toArray(String[]::new);

    classes().should().resideInAnyPackage(known).check(MAIN);
  }

  @TestFactory
  Stream<DynamicTest> each_package_uses_only_what_its_row_allows() {
    return TABLE.stream().map(row -> DynamicTest.dynamicTest(row.user(), () -> check(row)));
  }

  private static void check(Row row) {
    noClasses()
        .that()
        .resideInAPackage(row.user())
        .should()
        .dependOnClassesThat(resideInAPackage("io.sirocco..")
            .and(not(resideInAPackage(row.user())))
            .and(not(resideInAnyPackage(row.used()))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void emit_uses_the_facts_of_analyse_and_not_its_workers() {
    noClasses()
        .that()
        .resideInAPackage(EMIT)
        .should()
        .dependOnClassesThat(resideInAPackage(ANALYSE)
            .and(not(assignableTo(Record.class)))
            .and(not(assignableTo(Enum.class))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void report_knows_no_bytecode() {
    noClasses()
        .that()
        .resideInAPackage(REPORT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb.asm..")
        .allowEmptyShould(true)
        .check(MAIN);
  }
}
