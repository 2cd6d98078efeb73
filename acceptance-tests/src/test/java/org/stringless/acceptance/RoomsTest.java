package org.stringless.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rule of the rooms; the drawing it follows is {@code docs/architecture.puml}. */
class RoomsTest {
    private static final String ROOT = "org.stringless";
    // Page templates are generated code: they follow JTE's rules, not ours.
    private static final DescribedPredicate<JavaClass> GENERATED = resideInAnyPackage("gg.jte.generated..");
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-fixtures"))
            .importPackages(ROOT)
            .that(DescribedPredicate.not(GENERATED));

    @Test
    void roomsImportOnlyWhatTheDrawingAllows() {
        Path drawing = Path.of("../docs/architecture.puml").toAbsolutePath().normalize();
        classes()
                .should(adhereToPlantUmlDiagram(drawing, consideringOnlyDependenciesInDiagram()))
                .check(CODE);
    }

    @Test
    void everyClassIsInARoomOfTheDrawing() {
        classes()
                .should()
                .resideInAnyPackage(
                        ROOT + ".model..",
                        ROOT + ".io..",
                        ROOT + ".releasewire..",
                        ROOT + ".reportwire..",
                        ROOT + ".packager..",
                        ROOT + ".applier..",
                        ROOT + ".shipper..",
                        ROOT + ".collector..",
                        ROOT + ".cli..")
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void theModelNeedsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".model..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT + ".model..", "java..", "org.jspecify.."))
                .check(CODE);
    }

    @Test
    void onlyIoStartsProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".io..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(CODE);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that(DescribedPredicate.not(simpleNameEndingWith("Main")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CODE);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CODE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .that(alwaysTrue())
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(CODE);
    }

    @Test
    void aNodeNeedsNeitherGitNorRedline() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".packager..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jgit..", "org.redline_rpm..")
                .check(CODE);
    }
}
