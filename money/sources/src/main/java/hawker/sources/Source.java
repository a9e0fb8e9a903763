package hawker.sources;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A source ({@code src_…}): a payment method under another name, and whether it may be charged.
 *
 * <pre>
 * pending ─ the buyer says yes, money arrives, deposits are told → chargeable ─ charged → consumed
 *         ─ the buyer says no → failed      ─ nobody comes in time → canceled
 * chargeable, reusable and a customer's ─ charged → chargeable;   detached → consumed
 * </pre>
 *
 * @param method whose id it shares
 * @param secret for the buyer's browser
 * @param amount what a single use is for
 * @param currency in which alone it is charged
 * @param details what its type says, JSON
 */
record Source(
        PaymentMethod.Id method,
        AccountId account,
        Instant created,
        Type type,
        Usage usage,
        Status status,
        String secret,
        Optional<Money> amount,
        Optional<Currency> currency,
        Receipts receipts,
        int tries,
        String details) {

    /** How a buyer comes to agree. */
    enum Flow {
        NONE,
        /** On the page of their bank. */
        REDIRECT,
        /** By sending money. */
        RECEIVER,
        /** By telling what was sent to their account. */
        CODE_VERIFICATION
    }

    /** How often it is charged. */
    enum Usage {
        REUSABLE,
        SINGLE_USE
    }

    /** Whether it may be charged. */
    enum Status {
        PENDING,
        CHARGEABLE,
        CONSUMED,
        CANCELED,
        FAILED
    }

    /** What it is made of; currencies are those of its scheme, all if none are named. */
    enum Type {
        CARD(Flow.NONE, Usage.REUSABLE),
        ACH_DEBIT(Flow.CODE_VERIFICATION, Usage.REUSABLE, "usd"),
        SEPA_DEBIT(Flow.NONE, Usage.REUSABLE, "eur"),
        ACH_CREDIT_TRANSFER(Flow.RECEIVER, Usage.REUSABLE, "usd"),
        SEPA_CREDIT_TRANSFER(Flow.RECEIVER, Usage.REUSABLE, "eur"),
        MULTIBANCO(Flow.RECEIVER, Usage.SINGLE_USE, "eur"),
        ALIPAY(Flow.REDIRECT, Usage.SINGLE_USE),
        BANCONTACT(Flow.REDIRECT, Usage.SINGLE_USE, "eur"),
        EPS(Flow.REDIRECT, Usage.SINGLE_USE, "eur"),
        GIROPAY(Flow.REDIRECT, Usage.SINGLE_USE, "eur"),
        IDEAL(Flow.REDIRECT, Usage.SINGLE_USE, "eur"),
        KLARNA(
                Flow.REDIRECT,
                Usage.SINGLE_USE,
                "eur",
                "gbp",
                "usd",
                "sek",
                "dkk",
                "nok",
                "chf",
                "aud",
                "cad",
                "nzd",
                "pln",
                "czk"),
        P24(Flow.REDIRECT, Usage.SINGLE_USE, "eur", "pln"),
        SOFORT(Flow.REDIRECT, Usage.SINGLE_USE, "eur"),
        /** The buyer reads a code with a telephone instead of being sent anywhere. */
        WECHAT(Flow.NONE, Usage.SINGLE_USE);

        private final Flow flow;
        private final Usage usage;
        private final List<String> currencies;

        Type(Flow flow, Usage usage, String... currencies) {
            this.flow = flow;
            this.usage = usage;
            this.currencies = List.of(currencies);
        }

        Flow flow() {
            return flow;
        }

        Usage usage() {
            return usage;
        }

        boolean takes(Currency currency) {
            return currencies.isEmpty() || currencies.contains(currency.code());
        }

        /** Its only currency, if it has but one. */
        Optional<Currency> onlyCurrency() {
            return currencies.size() == 1
                    ? Optional.of(Currency.of(currencies.getFirst()))
                    : Optional.empty();
        }

        /** Stripe's word. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a buyer agrees on a page of ours that stands for their bank's. */
        boolean hasPage() {
            return flow == Flow.REDIRECT || this == WECHAT;
        }

        /** Whether it is money that a buyer promises or sends, and no card or account of theirs. */
        boolean isPromise() {
            return hasPage() || flow == Flow.RECEIVER;
        }

        static Type of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Money that was sent to it, in minor units of its currency.
     *
     * @param received in all
     * @param charged of it
     * @param returned of it to the sender
     */
    record Receipts(long received, long charged, long returned) {

        static final Receipts NONE = new Receipts(0, 0, 0);

        long left() {
            return received - charged - returned;
        }

        Receipts plus(Money arrived) {
            return new Receipts(Math.addExact(received, arrived.minor()), charged, returned);
        }

        Receipts less(Money taken) {
            return new Receipts(received, Math.addExact(charged, taken.minor()), returned);
        }

        Receipts givenBack() {
            return new Receipts(received, charged, Math.addExact(returned, left()));
        }
    }

    /** {@code src_} and 24 characters. */
    String id() {
        return hawker.vault.PaymentMethodJson.sourceId(method);
    }

    Source with(Status other) {
        return new Source(
                method, account, created, type, usage, other, secret, amount, currency, receipts,
                tries, details);
    }

    Source with(Receipts other) {
        return new Source(
                method, account, created, type, usage, status, secret, amount, currency, other,
                tries, details);
    }

    Source with(String otherDetails) {
        return new Source(
                method,
                account,
                created,
                type,
                usage,
                status,
                secret,
                amount,
                currency,
                receipts,
                tries,
                otherDetails);
    }

    Source triedInVain() {
        return new Source(
                method, account, created, type, usage, status, secret, amount, currency, receipts,
                tries + 1, details);
    }
}
