package hawker.payments;

import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.TimeRange;
import hawker.vault.Billing;
import java.util.Optional;

/** Parameters that many objects share: what is written on a payment, addresses, spans of time. */
final class NotesParams {

    private static final Param ADDRESS =
            Param.hash(
                    "address",
                    Param.text("city", 5000).nullable(),
                    Param.text("country", 5000).nullable(),
                    Param.text("line1", 5000).nullable(),
                    Param.text("line2", 5000).nullable(),
                    Param.text("postal_code", 5000).nullable(),
                    Param.text("state", 5000).nullable());

    static final Param TEXT_DESCRIPTION = Param.text("description", 1000).nullable();

    static final Param RECEIPT_EMAIL = Param.text("receipt_email", 800).nullable();

    static final Param SHIPPING =
            Param.hash(
                            "shipping",
                            ADDRESS,
                            Param.text("name", 5000),
                            Param.text("phone", 5000).nullable(),
                            Param.text("carrier", 5000).nullable(),
                            Param.text("tracking_number", 5000).nullable())
                    .nullable();

    private NotesParams() {}

    /** The notes after the parameters were applied. */
    static Notes changed(Params params, Notes notes) {
        var changed = noted(params, notes);
        return IntentOptions.detailed(params, changed);
    }

    private static Notes noted(Params params, Notes notes) {
        return new Notes(
                changed(params, "description", notes.description()),
                params.mergeMetadata(notes.metadata()),
                email(params, "receipt_email", notes.receiptEmail()),
                shipping(params, notes.shipping()),
                changed(params, "statement_descriptor", notes.statementDescriptor()),
                changed(params, "statement_descriptor_suffix", notes.statementDescriptorSuffix()),
                changed(params, "transfer_group", notes.transferGroup()),
                notes.amounts(),
                notes.options());
    }

    /** The value after the parameter was applied: an empty one takes it away. */
    static Optional<String> changed(Params params, String name, Optional<String> current) {
        if (params.isUnset(name)) return Optional.empty();
        return params.text(name).or(() -> current);
    }

    /** The same for an e-mail address: something, an at sign, something with a dot. */
    static Optional<String> email(Params params, String name, Optional<String> current) {
        var email = changed(params, name, current);
        if (params.has(name)
                && !email.get()
                        .matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}]+"))
            throw ApiError.invalid("email_invalid", name, "Invalid email address: " + email.get());
        return email;
    }

    static Optional<Notes.Shipping> shipping(Params params, Optional<Notes.Shipping> current) {
        if (params.isUnset("shipping")) return Optional.empty();
        var sent = params.hash("shipping");
        if (sent.isEmpty()) return current;
        var shipping = sent.get();
        return Optional.of(
                new Notes.Shipping(
                        shipping.text("name"),
                        shipping.text("phone"),
                        shipping.text("carrier"),
                        shipping.text("tracking_number"),
                        shipping.hash("address")
                                .map(NotesParams::address)
                                .orElseGet(Billing.Address::none)));
    }

    static Billing.Address address(Params address) {
        return new Billing.Address(
                address.text("line1"),
                address.text("line2"),
                address.text("city"),
                address.text("state"),
                address.text("postal_code"),
                address.text("country"));
    }

    /** Which rows of a list are wanted: by customer and by time of creation. */
    static Reading.Filter filter(Params params) {
        var created = params.range("created");
        return new Reading.Filter(
                params.text("customer"),
                created.flatMap(TimeRange::from),
                created.flatMap(TimeRange::before),
                params.text("transfer_group"));
    }
}
