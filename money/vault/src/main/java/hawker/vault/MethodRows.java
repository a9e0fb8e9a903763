package hawker.vault;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.vault.PaymentMethod.Source;
import hawker.vault.PaymentMethod.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code vault.payment_method} as what they are. */
final class MethodRows {

    static final String UNSPECIFIED = "unspecified";

    private final FixedCards fixedCards;

    MethodRows(FixedCards fixedCards) {
        this.fixedCards = fixedCards;
    }

    PaymentMethod method(Row row) {
        var account = row.account("account_id");
        var fixed = row.maybeText("fixed_name");
        return new PaymentMethod(
                new PaymentMethod.Id(row.text("payment_method_id")),
                account,
                instrument(row, account, fixed),
                fixed.<Source>map(Source.Fixed::new)
                        .or(() -> row.maybeText("card_id").map(Source.Sealed::new))
                        .orElseGet(Source.None::new),
                row.maybeText("billing").map(PaymentMethodJson::billing).orElseGet(Billing::none),
                State.valueOf(row.text("state")),
                row.maybeText("customer"),
                row.maybeText("allow_redisplay").orElse(UNSPECIFIED),
                row.maybeText("metadata").map(Json::metadata).orElse(Map.of()),
                row.time("created_at"),
                row.flag("as_source"));
    }

    private Instrument instrument(Row row, AccountId account, Optional<String> fixed) {
        if (row.maybeText("kind").isEmpty())
            return fixed.map(name -> fixedCard(row, account, name))
                    .orElseGet(() -> sealedCard(row));
        return row.maybeText("bank")
                .<Instrument>map(PaymentMethodJson::bank)
                .orElseGet(() -> moneyOf(row.text("kind")));
    }

    private static Instrument moneyOf(String kind) {
        var cash = new Instrument.CustomerBalance();
        return kind.equals(cash.type()) ? cash : new Instrument.Promised(kind);
    }

    private CardDisplay fixedCard(Row row, AccountId account, String name) {
        return fixedCards
                .display(account, name, row.integer("exp_month"), row.integer("exp_year"))
                .withChecks(checks(row));
    }

    private static CardDisplay sealedCard(Row row) {
        return new CardDisplay(
                row.text("brand"),
                row.text("last4"),
                row.integer("exp_month"),
                row.integer("exp_year"),
                row.text("funding"),
                row.maybeText("country"),
                row.text("fingerprint"),
                List.of(row.text("networks").split(",")),
                row.maybeText("preferred_network"),
                FixedCards.authenticates(row.text("brand")),
                checks(row),
                row.maybeText("presence").map(PaymentMethodJson::presence),
                row.maybeText("wallet").flatMap(CardDisplay.Wallet::of));
    }

    private static Checks checks(Row row) {
        return new Checks(
                row.maybeText("check_line1").map(Checks.Check::valueOf),
                row.maybeText("check_postal_code").map(Checks.Check::valueOf),
                row.maybeText("check_cvc").map(Checks.Check::valueOf));
    }
}
