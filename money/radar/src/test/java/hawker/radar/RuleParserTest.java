package hawker.radar;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.network.Outcome.RiskLevel;
import hawker.radar.RuleParser.Read;
import hawker.radar.RuleParser.Wrong;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of rules: what it means, and what it says to who writes none. */
class RuleParserTest {

    private static final CardDisplay CARD =
            new CardDisplay(
                    "visa",
                    "4242",
                    1,
                    2034,
                    "credit",
                    Optional.of("US"),
                    "abcdefghijklmnop",
                    List.of("visa"),
                    Optional.empty(),
                    true,
                    Checks.none());

    /** Ann pays 620 dollars with an American card, and is on the list of friends. */
    private static final Predicate.Seen ANN =
            new Predicate.Seen(
                    Money.usd(62_000),
                    CARD,
                    Billing.ofPostalCode("12345"),
                    Optional.empty(),
                    Optional.of("Ann@Example.com"),
                    Optional.of("A lamp, 50% off"),
                    Map.of("Weight", "12"),
                    30,
                    RiskLevel.NORMAL,
                    new Custom.Known(
                            Map.of(
                                    "friends",
                                    new Custom.Values(ItemType.EMAIL, Set.of("ann@example.com"))),
                            List.of()),
                    Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Block if :amount_in_usd: > 500",
                "block IF :amount_in_usd: >= 620.00 AND :card_country: = 'us'",
                "Block if :card_country: in ('FR', \"US\")",
                "Block if :card_country: != 'FR'",
                "Block if :card_country: not in ('FR')",
                "Block if not :card_country: = 'FR'",
                "Block if :email: in @friends",
                "Block if :email_domain: = 'example.com'",
                "Block if :email: like 'ann@%.com'",
                "Block if :charge_description: includes 'lamp'",
                "Block if ::Weight:: = '12'",
                "Block if is_missing(:customer:)",
                "Block if is_missing(:customer_id:) and is_missing(:client_ip_address:)",
                "Block if !is_missing(:email:)",
                "Block if :risk_level: = 'normal' && :risk_score: < 65",
                "Block if :card_country: = 'FR' or :card_country: = 'US' and :amount_in_usd: > 1",
                "Block if (:card_country: = 'FR' or :card_country: = 'US') and :risk_score: = 30"
            })
    void these_fit(String rule) {
        assertThat(read(rule).predicate().holds(ANN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Block if :amount_in_usd: > 620",
                "Block if :amount_in_eur: > 0",
                "Block if not :card_country: = 'US'",
                "Block if :email: not in @friends",
                "Block if :email: in @nobody",
                "Block if :customer: != 'cus_1'",
                "Block if ::weight:: = '12'",
                "Block if :email: like 'ann@%.org'",
                "Block if :is_off_session:",
                "Block if :card_country: = 'US' and (:risk_score: > 50 or :card_brand: = 'amex')"
            })
    void these_do_not(String rule) {
        assertThat(read(rule).predicate().holds(ANN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Stop if :email: = 'a'|0|A rule begins with",
                "|0|A rule begins with",
                "Block :email: = \"a\"|6|After “Block” comes “if”",
                "Block if|8|Say when",
                "Block if :card_contry: = \"US\"|9|Did you mean :card_country:?",
                "Block if :amount_in_zzz: > 5|9|no currency",
                "Block if :card_country: = US|26|a text in quotes",
                "Block if :card_country: > \"US\"|24|Texts are compared with",
                "Block if :risk_score: > \"high\"|24|A number is missing",
                "Block if :risk_score: in (\"1\")|25|Lists hold texts",
                "Block if :email: in friends|20|After “in” comes @a_list",
                "Block if :email: = \"a|19|This text has no end",
                "Block if (:email: = \"a\"|23|close it with",
                "Block if :email: = \"a\" :email: = \"b\"|23|join with “and” or “or”",
                "Block if :email:|16|Compare :email: with something",
                "Block if :is_off_session: = 1|28|= true or = false",
                "Block if email = \"a\"|9|between colons",
                "Block if :email: includes \"50%\"|26|% is for “like”",
                "Block if ;|9|means nothing here"
            })
    void what_is_no_rule_is_told_why_and_where(String rule, int at, String says) {
        var wrong = (Wrong) RuleParser.parse(rule == null ? "" : rule);
        assertThat(wrong.says()).contains(says);
        assertThat(wrong.at()).isEqualTo(at);
    }

    @Test
    void a_rule_says_which_lists_and_what_unkept_it_looks_at() {
        var rule =
                read(
                        "Request 3D Secure if :ip_address: in @cafes or"
                                + " :total_charges_per_email_hourly: > 3");
        assertThat(rule.verb()).isEqualTo(OwnRule.Verb.REQUEST_3D_SECURE);
        assertThat(rule.aliases()).containsExactly("cafes");
        assertThat(rule.unkept())
                .containsExactlyInAnyOrder(":ip_address:", ":total_charges_per_email_hourly:");
    }

    @Test
    void a40_no_text_breaks_the_parser_or_keeps_it_busy() {
        var pieces =
                List.of(
                        "Block",
                        "if",
                        "(",
                        ")",
                        "not",
                        ":email:",
                        "::k::",
                        "'x'",
                        "in",
                        "@a",
                        ",",
                        "=",
                        "!",
                        "12",
                        "and",
                        "or",
                        "like",
                        "%",
                        "'",
                        ":",
                        "\u0000",
                        "is_missing");
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("Block if ");
            for (int j = random.nextInt(12); j >= 0; j--)
                text.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
            if (RuleParser.parse(text.toString()) instanceof Read read) read.predicate().holds(ANN);
        }
        assertThat(RuleParser.parse("Block if " + "(".repeat(900))).isInstanceOf(Wrong.class);
        assertThat(RuleParser.parse("Block if " + "not ".repeat(240) + ":is_off_session:"))
                .isInstanceOf(Read.class);
        var long5 = "a".repeat(100_000);
        assertThat(Predicate.Like.fits(long5, "%a".repeat(400) + "b%")).isFalse();
    }

    private static Read read(String rule) {
        return switch (RuleParser.parse(rule)) {
            case Read read -> read;
            case Wrong(var at, var says) ->
                    throw new AssertionError(rule + " at " + at + ": " + says);
        };
    }
}
