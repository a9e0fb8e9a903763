package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Authentication;
import hawker.network.Authentication.State;
import hawker.network.Authorization;
import hawker.network.Authorization.Authenticate;
import hawker.network.NetworkAnswer;
import hawker.network.NetworkAnswer.Approved;
import hawker.network.NetworkAnswer.Declined;
import hawker.network.NetworkAnswer.NeedsAuthentication;
import hawker.network.sim.Challenges.Deed;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has to be seen before paying, and what a challenge is worth. */
class ThreeDSecureTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    /** Columns: the name, on-session, off-session, off-session after set-up, when asked for. */
    @ParameterizedTest
    @CsvSource({
        "pm_card_authenticationRequiredOnSetup, challenge, authentication_required, 00, challenge",
        "pm_card_authenticationRequired, challenge, authentication_required,"
                + " authentication_required, challenge",
        "pm_card_authenticationRequiredSetupForOffSession, challenge, 00, 00, challenge",
        "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds, challenge,"
                + " insufficient_funds, insufficient_funds, challenge",
        "pm_card_threeDSecure2Required, challenge, authentication_required,"
                + " authentication_required, challenge",
        "pm_card_threeDSecureRequiredProcessingError, generic_decline, generic_decline,"
                + " generic_decline, generic_decline",
        "pm_card_threeDSecureOptional, 00, 00, 00, challenge",
        "pm_card_threeDSecureOptionalProcessingError, 00, 00, 00, processing_error",
        "pm_card_visa, 00, 00, 00, 00",
        "pm_card_amex, 00, 00, 00, 00"
    })
    void cards_ask_for_their_buyer_as_the_table_says(
            String name, String onSession, String offSession, String afterSetUp, String asked) {
        var payment = bench.paying(bench.method(name), 2000);
        assertThat(word(circumstances(payment, false, Authenticate.AUTOMATIC)))
                .isEqualTo(onSession);
        assertThat(word(circumstances(payment, true, Authenticate.AUTOMATIC)))
                .isEqualTo(offSession);
        assertThat(word(circumstances(payment, false, Authenticate.ANY))).isEqualTo(asked);
        setUp(payment.method());
        assertThat(word(circumstances(payment, true, Authenticate.AUTOMATIC)))
                .isEqualTo(afterSetUp);
    }

    @Test
    void a_completed_challenge_pays_and_shows_on_the_charge() {
        var payment = bench.paying(bench.method("pm_card_threeDSecure2Required"), 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        assertThat(challenge.url()).startsWith("http://vault.test/3ds/3ds_");
        assertThat(find(challenge).state()).isEqualTo(State.PENDING);

        assertThat(finish(challenge, Deed.COMPLETE)).isTrue();
        assertThat(find(challenge).state()).isEqualTo(State.AUTHENTICATED);
        var approved = (Approved) proven(payment, challenge);

        assertThat(approved.authentication())
                .get()
                .extracting(Authentication::eci)
                .isEqualTo(Optional.of("05"));
        assertThat(find(challenge).state()).isEqualTo(State.USED);
    }

    @Test
    void a_challenge_may_be_passed_and_the_payment_still_declined() {
        var payment =
                bench.paying(
                        bench.method(
                                "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"),
                        2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        finish(challenge, Deed.COMPLETE);

        assertThat(word(proven(payment, challenge))).isEqualTo("insufficient_funds");
    }

    @Test
    void failing_and_giving_up_are_final() {
        for (var deed : new Deed[] {Deed.FAIL, Deed.CANCEL}) {
            var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
            var challenge = (NeedsAuthentication) bench.authorize(payment);
            finish(challenge, deed);

            assertThat(finish(challenge, Deed.COMPLETE)).isFalse();
            assertThat(find(challenge).state())
                    .isEqualTo(deed == Deed.FAIL ? State.FAILED : State.CANCELED);
            assertThat(proven(payment, challenge)).isInstanceOf(NeedsAuthentication.class);
        }
    }

    @Test
    void after_ten_minutes_a_challenge_has_expired() {
        var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        bench.test.clock().advance(Duration.ofMinutes(10));

        assertThat(find(challenge).state()).isEqualTo(State.EXPIRED);
        assertThat(finish(challenge, Deed.COMPLETE)).isFalse();
    }

    @Test
    void a41_a_result_serves_one_payment_once() {
        var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        finish(challenge, Deed.COMPLETE);

        assertThat(proven(payment, challenge)).isInstanceOf(Approved.class);
        assertThat(proven(payment, challenge)).isInstanceOf(NeedsAuthentication.class);
    }

    @Test
    void a41_a_result_is_bound_to_intent_amount_card_and_seller() {
        var method = bench.method("pm_card_authenticationRequired");
        var payment = bench.paying(method, 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        finish(challenge, Deed.COMPLETE);
        var id = Optional.of(challenge.authenticationId());

        var dearer =
                bench.with(bench.paying(method, 2001), false, false, Authenticate.AUTOMATIC, id);
        var otherCard =
                bench.with(
                        bench.paying(bench.method("pm_card_authenticationRequired"), 2000),
                        false,
                        false,
                        Authenticate.AUTOMATIC,
                        id);
        var otherIntent =
                new Authorization(
                        Bench.SELLER,
                        bench.attempt(),
                        "pi_2",
                        method,
                        Money.usd(2000),
                        true,
                        false,
                        false,
                        Authenticate.AUTOMATIC,
                        id,
                        Optional.empty(),
                        "Acme Shoes");

        assertThat(bench.authorize(dearer)).isInstanceOf(NeedsAuthentication.class);
        assertThat(bench.authorize(otherCard)).isInstanceOf(NeedsAuthentication.class);
        assertThat(bench.authorize(otherIntent)).isInstanceOf(NeedsAuthentication.class);
        assertThat(bench.simulation.network().authentication(new AccountId(3001), id.get()))
                .isEmpty();
        assertThat(proven(payment, challenge)).isInstanceOf(Approved.class);
    }

    @Test
    void a41_a_wrong_cryptogram_is_worth_nothing() {
        var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        finish(challenge, Deed.COMPLETE);
        var request =
                new CardMessage.Request(
                        bench.attempt(),
                        Bench.SELLER,
                        payment.amount(),
                        true,
                        new CardMessage.Card(
                                "4000002760003184",
                                12,
                                2034,
                                true,
                                false,
                                false,
                                payment.method().id().text(),
                                true),
                        "pi_1",
                        false,
                        false,
                        Authenticate.AUTOMATIC,
                        Optional.of(
                                new CardMessage.Proof(
                                        challenge.authenticationId(), "00".repeat(20))),
                        Optional.empty(),
                        Optional.empty());

        var decided = bench.simulation.networkSwitch().send(request).join();

        assertThat(decided.fact().effect()).isEqualTo(Fact.Effect.CHALLENGE);
    }

    @Test
    void a_card_that_does_not_take_part_is_attempted_when_asked_for() {
        var payment = bench.paying(bench.method("pm_card_visa"), 2000);
        var approved = (Approved) circumstances(payment, false, Authenticate.ANY);

        assertThat(approved.authentication())
                .get()
                .extracting(Authentication::state)
                .isEqualTo(State.ATTEMPTED);
    }

    @Test
    void holds_challenges_and_set_ups_survive_a_restart() {
        var hold = bench.holding(bench.method("pm_card_visa"), 1000);
        var before = bench.authorize(hold);
        var method = bench.method("pm_card_authenticationRequiredOnSetup");
        setUp(method);
        var payment = bench.paying(bench.method("pm_card_authenticationRequired"), 2000);
        var challenge = (NeedsAuthentication) bench.authorize(payment);
        finish(challenge, Deed.COMPLETE);

        bench.restart();

        assertThat(bench.authorize(hold)).isEqualTo(before);
        assertThat(bench.authorize(payment)).isEqualTo(challenge);
        assertThat(proven(payment, challenge)).isInstanceOf(Approved.class);
        assertThat(word(circumstances(bench.paying(method, 2000), true, Authenticate.AUTOMATIC)))
                .isEqualTo("00");
    }

    private static NetworkAnswer circumstances(
            Authorization payment, boolean offSession, Authenticate authenticate) {
        return bench.authorize(
                bench.with(payment, offSession, false, authenticate, Optional.empty()));
    }

    private static NetworkAnswer proven(Authorization payment, NeedsAuthentication challenge) {
        return bench.authorize(
                bench.with(
                        payment,
                        false,
                        false,
                        Authenticate.AUTOMATIC,
                        Optional.of(challenge.authenticationId())));
    }

    /** Keeps a card for later use, going through its challenge where it has one. */
    private static void setUp(PaymentMethod method) {
        var keeping =
                bench.with(
                        bench.paying(method, 0),
                        false,
                        true,
                        Authenticate.AUTOMATIC,
                        Optional.empty());
        if (bench.authorize(keeping) instanceof NeedsAuthentication challenge) {
            finish(challenge, Deed.COMPLETE);
            bench.authorize(
                    bench.with(
                            keeping,
                            false,
                            true,
                            Authenticate.AUTOMATIC,
                            Optional.of(challenge.authenticationId())));
        }
    }

    private static boolean finish(NeedsAuthentication challenge, Deed deed) {
        return bench.simulation.challenges().finish(challenge.authenticationId(), deed);
    }

    private static Authentication find(NeedsAuthentication challenge) {
        return bench.simulation
                .network()
                .authentication(Bench.SELLER, challenge.authenticationId())
                .orElseThrow();
    }

    private static String word(NetworkAnswer answer) {
        return switch (answer) {
            case Approved approved -> "00";
            case Declined declined -> declined.declineCode().orElse(declined.code());
            case NeedsAuthentication challenge -> "challenge";
            case NetworkAnswer.NotSent notSent -> "not sent";
            case NetworkAnswer.Unknown unknown -> "unknown";
        };
    }
}
