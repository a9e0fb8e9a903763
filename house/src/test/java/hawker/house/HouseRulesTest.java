package hawker.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls of the house that the compiler and the poms cannot hold. */
class HouseRulesTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/templates/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("hawker")
                    .that(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "product classes",
                                    c ->
                                            !c.getPackageName().startsWith("hawker.bench")
                                                    && !c.getPackageName()
                                                            .startsWith("hawker.house")));

    @Test
    void only_platform_touches_jdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hawker.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .because(
                        "SQL goes through hawker.platform.Tx, so that one place maps errors, owners and retries")
                .check(HOUSE);
    }

    @Test
    void only_sql_classes_run_statements() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hawker.platform..")
                .and()
                .haveNameNotMatching(".*Sql(\\$.*)?")
                .should()
                .callMethodWhere(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "a statement through Tx",
                                call ->
                                        call.getTargetOwner().getName().equals("hawker.platform.Tx")
                                                && Set.of("one", "list", "update", "batch")
                                                        .contains(call.getTarget().getName())))
                .because("all SQL of a room stands in its *Sql classes")
                .check(HOUSE);
    }

    @Test
    void only_http_pages_and_modules_touch_requests() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "hawker.web..", "hawker.look..", "hawker.api..", "hawker.app..")
                .and()
                .haveNameNotMatching(
                        ".*(Http|Pages|Page|Module|Form|Forms|Cookies|Fields|Assets|Media|Visitor|Actions|Session|Frames|Visiting|Desk|Csv|Downloads)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("hawker.web.Response")
                .because("use cases know nothing of HTTP")
                .check(HOUSE);
    }

    @Test
    void time_randomness_and_sleep_come_from_the_base() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hawker.platform..", "hawker.kernel..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .because("tests set the clock and never sleep")
                .check(HOUSE);
    }

    @Test
    void money_is_never_a_floating_number() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "hawker.kernel..",
                        "hawker.ledger..",
                        "hawker.payments..",
                        "hawker.payouts..",
                        "hawker.transfers..",
                        "hawker.clearing..",
                        "hawker.catalog..",
                        "hawker.orders..",
                        "hawker.checkout..")
                .should()
                .haveRawReturnType(double.class)
                .orShould()
                .haveRawReturnType(float.class)
                .because("amounts are integers of minor units")
                .check(HOUSE);
    }

    @Test
    void only_vault_and_network_name_a_card_number() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hawker.vault..", "hawker.network..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("hawker.vault.OpenCard")
                .because(
                        "the number of a card is opened in the vault and used by the network, nowhere else")
                .check(HOUSE);
    }

    @Test
    void names_that_say_nothing_are_banned() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Base|Abstract|Util|Utils|Helper|Manager|Dto)(\\$.*)?")
                .because("a name is the field's word for the thing")
                .check(
                        HOUSE.that(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "named types",
                                        c ->
                                                !c.isAnonymousClass()
                                                        && !c.getSimpleName().startsWith("Base"))));
    }

    @Test
    void rooms_know_only_the_rooms_above_them_on_the_list() {
        for (var room : Rooms.USES.entrySet()) {
            var allowed = Rooms.allowed(room.getKey());
            var others =
                    Rooms.USES.keySet().stream()
                            .filter(other -> !allowed.contains(other))
                            .map(other -> "hawker." + other + "..")
                            .toArray(String[]::new);
            if (others.length == 0) continue;
            noClasses()
                    .that()
                    .resideInAPackage("hawker." + room.getKey() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("calls go down the stairs, events go up, nothing goes sideways")
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @Test
    void a_room_has_at_most_forty_files() {
        var sizes =
                new TreeMap<>(
                        HOUSE.stream()
                                .filter(c ->
                                        !c.isNestedClass()
                                                && !c.getSimpleName().equals("package-info"))
                                .collect(
                                        Collectors.groupingBy(
                                                JavaClass::getPackageName, Collectors.counting())));
        assertThat(
                        sizes.entrySet().stream()
                                .filter(room -> room.getValue() > Rooms.mostTypes(room.getKey()))
                                .map(Map.Entry::toString))
                .as("over forty types a room is two ideas")
                .isEmpty();
    }

    @Test
    void records_and_final_classes_make_up_the_house() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Sql")
                .should()
                .notBePublic()
                .because("statements are the inside of a room")
                .check(HOUSE);
    }
}
