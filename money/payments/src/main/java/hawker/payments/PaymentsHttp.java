package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.api.Replayer;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The API of the room: its operations, and how ids of its objects are expanded. */
final class PaymentsHttp {

    /** The use cases behind the routes. */
    record Doing(
            Creating creating,
            Confirming confirming,
            Payments.Closing closing,
            Refunding refunding,
            Customers customers,
            Other other) {}

    /** What is paid otherwise than by card. */
    record Other(Depositing depositing, Transferring transferring, Raising raising) {}

    private final Reading reading;
    private final Vault vault;
    private final Answers answers;
    private final IntentsHttp intents;
    private final ChargesHttp charges;
    private final RefundsHttp refunds;
    private final SearchHttp searches;
    private final StepsHttp steps;

    PaymentsHttp(
            Platform platform,
            Storage storage,
            Reading reading,
            Happenings happenings,
            Vault vault,
            Doing doing) {
        var tokens = new Tokens(platform.tx(), vault);
        this.reading = reading;
        this.vault = vault;
        this.answers = new Answers(reading);
        this.intents = new IntentsHttp(storage, reading, tokens, answers, doing);
        this.charges = new ChargesHttp(storage, reading, tokens, answers, happenings, doing);
        this.refunds =
                new RefundsHttp(
                        storage,
                        reading,
                        doing.refunding(),
                        doing.closing().concluding(),
                        doing.customers());
        this.searches = new SearchHttp(reading, charges);
        this.steps = new StepsHttp(storage, reading, answers, doing.other());
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        all.addAll(intents.operations());
        all.addAll(charges.operations());
        all.addAll(refunds.operations());
        all.addAll(searches.operations());
        all.addAll(steps.operations());
        return all;
    }

    void configuredBy(BiFunction<AccountId, String, Optional<ObjectNode>> kept) {
        intents.configuredBy(kept);
    }

    /** What accounts received of their platforms, by id. */
    void alsoReceived(Expander.Fetch payments) {
        charges.alsoReceived(payments);
    }

    /** Answers repeated confirmations from the versions that the first ones wrote. */
    Replayer replayer() {
        return answers;
    }

    List<Expander> expanders() {
        return List.of(
                Expander.of(
                        charges::fetch,
                        "payment_intent.latest_charge",
                        "invoice.charge",
                        "refund.charge",
                        "dispute.charge",
                        "review.charge",
                        "radar.early_fraud_warning.charge"),
                Expander.of(
                        this::intents,
                        "charge.payment_intent",
                        "refund.payment_intent",
                        "dispute.payment_intent",
                        "review.payment_intent",
                        "radar.early_fraud_warning.payment_intent",
                        "invoice_payment.payment.payment_intent"),
                Expander.of(
                        this::methods, "payment_intent.payment_method", "refund.payment_method"),
                // Written with the object in any case; the path must be known.
                Expander.included(
                        (account, ids) -> Map.of(), "charge.refunds", "payment_intent.charges"));
    }

    Map<String, Expander.Fetch> sources() {
        return Map.of("ch", charges::fetch, "re", refunds::fetch);
    }

    Map<String, ObjectNode> intents(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var intent : reading.intents(account, ids))
            rendered.put(intent.id().text(), PaymentsJson.intent(intent));
        return rendered;
    }

    private Map<String, ObjectNode> methods(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        vault.find(account, ids)
                .forEach((id, method) -> rendered.put(id, PaymentMethodJson.render(method)));
        return rendered;
    }
}
