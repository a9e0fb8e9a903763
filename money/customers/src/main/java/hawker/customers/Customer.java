package hawker.customers;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.vault.Billing;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A buyer as a seller knows them, with the payment methods they left.
 *
 * @param methods what is charged when no method is named
 * @param standing what they owe or are owed
 * @param testClock {@code clock_…} by which the customer lives, if by any: it never changes
 * @param deleted when it was deleted; its methods are detached then
 */
public record Customer(
        Id id,
        AccountId account,
        Profile profile,
        Invoicing invoicing,
        Methods methods,
        Standing standing,
        Optional<String> testClock,
        Instant created,
        Optional<Instant> deleted) {

    /** {@code cus_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("cus_") || text.length() > 255)
                throw new IllegalArgumentException("not a customer id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("cus_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What is known of the person.
     *
     * @param business the name of the business, and of the person who acts for it
     * @param taxExempt none, exempt or reverse
     * @param ipAddress from which taxes may guess a place
     * @param locales preferred, most wanted first: "en-US"
     */
    public record Profile(
            Optional<String> name,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> description,
            Names business,
            Optional<Billing.Address> address,
            Optional<Shipping> shipping,
            String taxExempt,
            Optional<String> ipAddress,
            List<String> locales,
            Map<String, String> metadata) {

        /** Somebody of whom nothing is known. */
        public static final Profile EMPTY =
                new Profile(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new Names(Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        "none",
                        Optional.empty(),
                        List.of(),
                        Map.of());

        /** The same with what is told anew. */
        Profile told(
                Optional<String> otherName,
                Optional<Billing.Address> otherAddress,
                Optional<Shipping> otherShipping) {
            return new Profile(
                    otherName.or(() -> name),
                    email,
                    phone,
                    description,
                    business,
                    otherAddress.or(() -> address),
                    otherShipping.or(() -> shipping),
                    taxExempt,
                    ipAddress,
                    locales,
                    metadata);
        }

        public Profile {
            locales = List.copyOf(locales);
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /** A business and the person in it. */
    public record Names(Optional<String> business, Optional<String> individual) {}

    /**
     * How this customer's invoices look.
     *
     * @param prefix of their numbers; empty: made from the id
     * @param next the number of the next one
     * @param fields at most four, printed on each
     */
    public record Invoicing(
            Optional<String> prefix,
            long next,
            List<Field> fields,
            Optional<String> footer,
            Optional<Rendering> rendering) {

        /** As it is when nothing was said. */
        public static final Invoicing USUAL =
                new Invoicing(Optional.empty(), 1, List.of(), Optional.empty(), Optional.empty());

        public Invoicing {
            fields = List.copyOf(fields);
        }
    }

    /** A line of the seller's own on an invoice. */
    public record Field(String name, String value) {}

    /** Whether line items show tax, and by which template an invoice is drawn. */
    public record Rendering(Optional<String> amountTaxDisplay, Optional<String> template) {}

    /**
     * The usual ways to pay.
     *
     * @param method invoice_settings.default_payment_method
     * @param source the method given as {@code source}, in the older way of speaking
     */
    public record Methods(Optional<String> method, Optional<String> source) {
        static final Methods NONE = new Methods(Optional.empty(), Optional.empty());

        Methods withMethod(Optional<String> other) {
            return new Methods(other, source);
        }

        Methods withSource(Optional<String> other) {
            return new Methods(method, other);
        }
    }

    /**
     * What stands open between the two.
     *
     * @param balance minor units that the next invoice adds; negative: the customer has a credit
     * @param currency of the balance and of all invoices, once there was one
     * @param reconciling how money in the cash balance meets payments
     */
    public record Standing(long balance, Optional<Currency> currency, Reconciling reconciling) {
        static final Standing EVEN = new Standing(0, Optional.empty(), Reconciling.USUAL);

        Standing withReconciling(Reconciling other) {
            return new Standing(balance, currency, other);
        }

        Standing withBalance(long minor, Currency in) {
            return new Standing(minor, Optional.of(in), reconciling);
        }
    }

    /** How money in the cash balance meets payments. */
    public enum Reconciling {
        /** As the seller has it for all customers: automatically. */
        USUAL,
        AUTOMATIC,
        MANUAL
    }

    public boolean isDeleted() {
        return deleted.isPresent();
    }

    /** What is charged when no method is named. */
    public Optional<String> usualMethod() {
        return methods.method().or(methods::source);
    }

    Customer with(Profile other, Invoicing invoices) {
        return new Customer(
                id, account, other, invoices, methods, standing, testClock, created, deleted);
    }

    Customer with(Methods other) {
        return new Customer(
                id, account, profile, invoicing, other, standing, testClock, created, deleted);
    }

    Customer with(Standing other) {
        return new Customer(
                id, account, profile, invoicing, methods, other, testClock, created, deleted);
    }

    Customer deletedAt(Instant at) {
        return new Customer(
                id,
                account,
                profile,
                invoicing,
                Methods.NONE,
                standing,
                testClock,
                created,
                Optional.of(at));
    }
}
