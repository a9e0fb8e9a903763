package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.ledger.BusinessDays;
import hawker.ledger.Purpose;
import hawker.ledger.Waiting;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the money of payments waits before it is available. */
class WaitingMoneyHttpTest extends ApiStory {

    /** One seller has chosen. */
    private record Chosen(AccountId seller, int days) implements PaymentsModule.Delays {
        @Override
        public Optional<Integer> of(AccountId account) {
            return Optional.of(days).filter(chosen -> account.equals(seller));
        }

        @Override
        public Optional<Integer> of(Tx tx, AccountId account) {
            return of(account);
        }
    }

    @AfterEach
    void nobody_chooses() {
        stage.module.waiting(PaymentsModule.Delays.NONE);
    }

    private static LocalDate today() {
        return stage.clock.now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<LocalDate> days() {
        var until = today().plusDays(40);
        return stage.ledger.waiting(stage.seller, Purpose.MERCHANT_PENDING, today(), until).stream()
                .map(Waiting::availableOn)
                .distinct()
                .toList();
    }

    private static LocalDate businessDay(LocalDate day) {
        return BusinessDays.after(day.minusDays(1), 1);
    }

    @Test
    void money_waits_as_many_days_as_its_seller_chose() {
        stage.module.waiting(new Chosen(stage.seller, 10));
        stage.paid(2000);
        assertThat(days()).containsExactly(businessDay(today().plusDays(10)));
        var held = stage.held(3000);
        fits(api.post(INTENTS + "/" + held.id().text() + "/capture", ""));
        assertThat(days()).containsExactly(businessDay(today().plusDays(10)));
        stage.another();
        stage.paid(2000);
        assertThat(days()).as("others'").containsExactly(BusinessDays.availableOn(today()));
    }

    @Test
    void money_never_comes_sooner_than_usual() {
        for (int day = 0; day < 7; day++) {
            stage.another();
            stage.module.waiting(new Chosen(stage.seller, 2));
            stage.paid(2000);
            assertThat(days()).containsExactly(BusinessDays.availableOn(today()));
            stage.clock.advance(java.time.Duration.ofDays(1));
        }
    }
}
