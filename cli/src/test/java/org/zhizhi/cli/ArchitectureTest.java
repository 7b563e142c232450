package org.zhizhi.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: which module and package may import which. docs/architecture.md says why. */
class ArchitectureTest {
  /** Each module and the modules it may import. */
  private static final Map<String, List<String>> MODULES =
      Map.of(
          "base", List.of(),
          "data", List.of("base"),
          "extract", List.of("base", "data"),
          "trust", List.of("base"),
          "engine", List.of("base", "trust"),
          "language", List.of("base", "data", "trust", "engine"),
          "earth", List.of("base", "trust", "engine"),
          "spark", List.of("base", "data"),
          "cli", List.of("base", "data", "trust", "engine", "language", "earth"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.zhizhi");

  @Test
  void modulesImportOnlyTheModulesBelowThem() {
    MODULES.forEach(
        (module, below) -> {
          String[] allowed =
              Stream.concat(Stream.of(module), below.stream())
                  .map(name -> "org.zhizhi." + name + "..")
                  .toArray(String[]::new);
          check(
              noClasses()
                  .that()
                  .resideInAPackage("org.zhizhi." + module + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAPackage("org.zhizhi..").and(not(resideInAnyPackage(allowed)))));
        });
  }

  @Test
  void everyClassBelongsToAModule() {
    String[] modules =
        MODULES.keySet().stream().map(name -> "org.zhizhi." + name + "..").toArray(String[]::new);
    check(classes().should().resideInAnyPackage(modules));
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("org.zhizhi.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibrary() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.zhizhi.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void onlyTheProcessThatParsesKnowsTheParsers() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.zhizhi.extract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.tika..",
                "org.apache.poi..",
                "org.apache.pdfbox..",
                "org.apache.commons..",
                "org.apache.james..",
                "org.netpreserve..",
                "dev.hardwood.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.zhizhi.extract..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.zhizhi.extract.."));
  }

  @Test
  void onlyOneModuleKnowsSpark() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.zhizhi.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala.."));
  }

  @Test
  void onlyTheEngineAndTheModelTouchLibtorch() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.zhizhi.engine..", "org.zhizhi.language.model..", "org.zhizhi.language.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.."));
  }

  @Test
  void namesSayWhatAClassIs() {
    check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)"));
  }

  @Test
  void nothingRunsClassesNamedByItsInput() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream"));
    check(
        noClasses()
            .should()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
            .orShould()
            .callMethod(Class.class, "forName", Module.class, String.class));
  }

  @Test
  void nothingLeavesTheMachine() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(URLConnection.class)
            .orShould()
            .callMethod(URL.class, "openStream")
            .orShould()
            .callMethod(URL.class, "openConnection")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Socket.class));
  }

  @Test
  void everythingRandomFollowsFromTheSeed() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(SplittableRandom.class));
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    for (String module : MODULES.keySet()) {
      Path sources = root.resolve(module).resolve("src/main/java");
      if (!Files.isDirectory(sources)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        List<Path> silent =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent, "packages without package-info.java");
      }
    }
  }

  @Test
  void theRulesSeeTheWholeHouse() {
    assertTrue(HOUSE.contain("org.zhizhi.base.BadInput"));
    assertTrue(HOUSE.contain("org.zhizhi.engine.tensor.HostTensor"));
    assertTrue(HOUSE.contain("org.zhizhi.extract.Worker"));
    assertTrue(HOUSE.contain("org.zhizhi.spark.Main"));
    assertTrue(HOUSE.contain(Main.class));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
