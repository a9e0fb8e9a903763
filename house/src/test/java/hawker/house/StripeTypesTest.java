package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the types of the npm package {@code @stripe/stripe-js} name is there in our script, or says
 * when it is used that it is not.
 */
@Tag("slow")
class StripeTypesTest {

    private static OwnShop shop;
    private static Path types;

    private final ShopVisit visit = new ShopVisit(House.open().vault());

    @BeforeAll
    static void open() throws Exception {
        var house = House.open();
        shop = new OwnShop(house, () -> "none");
        types = shop.packages().resolve("@stripe/stripe-js/dist/stripe-js");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void leave() {
        visit.endsWithoutDigits();
    }

    @Test
    void every_function_of_the_stripe_object_is_there() {
        var named = named("stripe.d.ts", "export interface Stripe {", "^  (\\w+)\\??\\(");
        assertThat(named).contains("confirmPayment", "elements", "initCheckoutFormSdk");
        assertThat(missing("Stripe('pk_test_1')", named)).isEmpty();
    }

    @Test
    void every_function_of_elements_and_of_an_element_is_there() {
        var group =
                named("elements-group.d.ts", "export interface StripeElements {", "^  (\\w+)\\(");
        assertThat(group).contains("create", "getElement", "fetchUpdates", "submit", "update");
        assertThat(missing("Stripe('pk_test_1').elements()", group)).isEmpty();
        var base = named("elements/base.d.ts", "export type StripeElementBase", "^  (\\w+)\\(");
        assertThat(base).contains("mount", "unmount", "destroy");
        assertThat(missing("Stripe('pk_test_1').elements().create('payment')", base)).isEmpty();
    }

    @Test
    void every_function_of_the_two_checkouts_is_there() {
        var elements =
                named(
                        "checkout.d.ts",
                        "export interface StripeCheckoutElementsSdk {",
                        "^  (\\w+)[(:]");
        assertThat(elements).contains("loadActions", "createTaxIdElement", "getTermsElement");
        var open = "Stripe('pk_test_1').initCheckoutElementsSdk({ clientSecret: 'x' })";
        assertThat(missing(open, elements)).isEmpty();
        var form =
                named("checkout.d.ts", "export interface StripeCheckoutFormSdk {", "^  (\\w+)[(:]");
        assertThat(form).contains("createForm", "getForm");
        var openForm = "Stripe('pk_test_1').initCheckoutFormSdk({ clientSecret: 'x' })";
        assertThat(missing(openForm, form)).isEmpty();
    }

    @Test
    void every_kind_of_element_is_made_or_refused_by_its_name() {
        var kinds =
                named(
                        "elements-group.d.ts",
                        "export interface StripeElements {",
                        "elementType: '(\\w+)'");
        var made =
                visit.open(shop.page("card", "none"))
                        .evaluate(
                                """
                                (kinds) => kinds.map((kind) => {
                                    const elements = Stripe("pk_test_1").elements({ mode: "payment", amount: 100, currency: "usd" });
                                    try {
                                        return elements.create(kind, {}) ? "made" : "nothing";
                                    } catch (e) {
                                        return e.message;
                                    }
                                })\
                                """,
                                kinds.toArray());
        var refused = new TreeSet<String>();
        var answers = (List<?>) made;
        int at = 0;
        for (var kind : kinds) {
            var answer = String.valueOf(answers.get(at++));
            if (answer.equals("made")) continue;
            assertThat(answer).isEqualTo("The " + kind + " Element is not offered here.");
            refused.add(kind);
        }
        assertThat(kinds).contains("payment", "expressCheckout", "taxId", "contactDetails");
        assertThat(refused)
                .containsExactly(
                        "auBankAccount",
                        "issuingCardCopyButton",
                        "issuingCardCvcDisplay",
                        "issuingCardExpiryDisplay",
                        "issuingCardNumberDisplay",
                        "issuingCardPinDisplay");
    }

    /** The names that a pattern finds in the lines from a declaration to its end. */
    private static Set<String> named(String file, String declaration, String pattern) {
        try {
            var text = Files.readString(types.resolve(file));
            int from = text.indexOf(declaration);
            assertThat(from).as(declaration + " in " + file).isNotNegative();
            int end = text.indexOf("\n}", from);
            var names = new TreeSet<String>();
            Pattern.compile(pattern, Pattern.MULTILINE)
                    .matcher(text.substring(from, end))
                    .results()
                    .forEach(found -> names.add(found.group(1)));
            return names;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<?> missing(String object, Set<String> names) {
        return (List<?>)
                visit.open(shop.page("card", "none"))
                        .evaluate(
                                "(names) => { const object = "
                                        + object
                                        + "; return names.filter((name) => typeof object[name] !== 'function'); }",
                                names.toArray());
    }
}
