package hawker.vault;

import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How payment methods come to be: of what somebody typed, of a card at a reader, of a fixed name,
 * of another method. Numbers are sealed first, by another role; the method is written after.
 */
final class Making {

    private final TxRunner tx;
    private final PaymentMethodsSql sql;
    private final Tokenising tokenising;
    private final FixedCards fixedCards;
    private final BankEntry banks;
    private final Clock clock;
    private final Ids ids;
    private final Reading reading;

    Making(
            TxRunner tx,
            PaymentMethodsSql sql,
            Tokenising tokenising,
            FixedCards fixedCards,
            BankEntry banks,
            Clock clock,
            Ids ids) {
        this.tx = tx;
        this.sql = sql;
        this.tokenising = tokenising;
        this.fixedCards = fixedCards;
        this.banks = banks;
        this.clock = clock;
        this.ids = ids;
        this.reading = new Reading(tokenising, clock);
    }

    /** Of a seller's own server, whose tries are not counted. */
    Tokenised ofServer(
            AccountId account, CardInput card, Billing billing, Map<String, String> metadata) {
        return written(tokenising.seal(account, card, billing, List.of()), metadata)
                .orElseThrow(Making::uncounted);
    }

    /** Of a browser; empty: it has tried too many. */
    Optional<Tokenised> ofBrowser(
            AccountId account, CardInput card, Billing billing, String address) {
        var step = tokenising.seal(account, card, billing, List.of("address " + address));
        return written(step, Map.of());
    }

    Tokenised ofReader(
            AccountId account, Params params, String reader, String location, String redisplay) {
        var read = reading.read(account, params, reader, location);
        var shown =
                read instanceof Tokenising.Step.Sealed(var card)
                        ? new Tokenising.Step.Sealed(
                                card.withDetails(card.billing(), redisplay, card.metadata()))
                        : read;
        return written(shown, Map.of()).orElseThrow(Making::uncounted);
    }

    /** Of a published number that is typed where money is to go; not written as a method. */
    PaymentMethod published(AccountId account, Params card) {
        var input =
                new CardInput(
                        card.requiredText("number"),
                        card.requiredInteger("exp_month"),
                        card.requiredInteger("exp_year"),
                        card.text("cvc"));
        if (!CardEntry.isPublished(account, input)) throw CardEntry.unsafe();
        return switch (tokenising.seal(account, input, TokensHttp.billing(card), List.of())) {
            case Tokenising.Step.Sealed(var method) -> method;
            case Tokenising.Step.Invalid(var why) -> throw CardEntry.refused(why);
            case Tokenising.Step.TooMany() -> throw uncounted();
        };
    }

    private Optional<Tokenised> written(Tokenising.Step step, Map<String, String> metadata) {
        return switch (step) {
            case Tokenising.Step.Invalid(var why) -> Optional.of(why);
            case Tokenising.Step.TooMany() -> Optional.empty();
            case Tokenising.Step.Sealed(var method) -> {
                var made = method.withDetails(method.billing(), method.allowRedisplay(), metadata);
                tx.doInAccount(made.account(), t -> sql.insert(t, made));
                yield Optional.of(new Tokenised.Made(made));
            }
        };
    }

    private static IllegalStateException uncounted() {
        return new IllegalStateException("no source, no count");
    }

    PaymentMethod other(AccountId account, String type, Params data) {
        var made = banks.make(account, type, data);
        tx.doInAccount(account, t -> sql.insert(t, made));
        return made;
    }

    PaymentMethod ofRead(Tx t, PaymentMethod read, PaymentMethod.Id id, String redisplay) {
        var made = read.generating(id, redisplay, clock.now());
        sql.insert(t, made);
        return made;
    }

    PaymentMethod.Id newId(AccountId account) {
        return new PaymentMethod.Id(ids.ordinary("pm", account));
    }

    /** Of a fixed name, not yet written; empty: there is no such name, or the account is live. */
    Optional<PaymentMethod> fixed(AccountId account, String name) {
        return fixedCards
                .make(account, name, ids.ordinary("pm", account), clock.now())
                .or(() -> banks.fixed(account, name));
    }

    Optional<PaymentMethod> addFixed(Tx t, AccountId account, String name) {
        var made = fixed(account, name);
        made.ifPresent(method -> sql.insert(t, method));
        return made;
    }

    Optional<PaymentMethod> addFixed(GroupCommit.Unit unit, AccountId account, String name) {
        var made = fixed(account, name).filter(PaymentMethod::isCard);
        made.ifPresent(method -> sql.addFixed(unit, method, name));
        return made;
    }

    TestCard.Risk risk(PaymentMethod card) {
        return fixedCards.risk(card);
    }
}
