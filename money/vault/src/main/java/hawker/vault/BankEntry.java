package hawker.vault;

import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.vault.Instrument.BankAccount;
import hawker.vault.Instrument.Scheme;
import hawker.vault.PaymentMethod.Source;
import java.util.Map;
import java.util.Optional;

/**
 * Bank accounts as they come in over HTTP, or by a fixed name: looked at, sealed, and made payment
 * methods of. A number may come to the main origin, unlike a card's: it is no card data.
 */
final class BankEntry {

    private static final String SEPA = "sepa_debit";
    private static final String US = "us_bank_account";
    private static final String CASH = "customer_balance";

    private final CardsSql numbers;
    private final Sealing sealing;
    private final Fingerprints fingerprints;
    private final Clock clock;
    private final Ids ids;

    BankEntry(CardsSql numbers, Sealing sealing, Fingerprints fingerprints, Clock clock, Ids ids) {
        this.numbers = numbers;
        this.sealing = sealing;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.ids = ids;
    }

    /** What describes a method that is no card, for {@code payment_method_data} too. */
    static Param[] params() {
        return new Param[] {
            Param.hash(CASH),
            Param.hash(SEPA, Param.text("iban", 50).secret().required()),
            Param.hash(
                    US,
                    Param.oneOf("account_holder_type", "company", "individual"),
                    Param.text("account_number", 40).secret(),
                    Param.oneOf("account_type", "checking", "savings"),
                    Param.text("routing_number", 20))
        };
    }

    /**
     * A method of the account, not yet written; {@code type} is not "card".
     *
     * @throws ApiError 400 for a number that cannot be one, or a missing name
     */
    PaymentMethod make(AccountId account, String type, Params params) {
        var billing = CardEntry.billing(params.hash("billing_details"), Billing.none());
        return CardEntry.detailed(made(account, type, params, billing), params);
    }

    private PaymentMethod made(AccountId account, String type, Params params, Billing billing) {
        return switch (type) {
            case SEPA -> sepa(account, hash(params, SEPA), billing);
            case US -> us(account, hash(params, US), billing);
            case CASH ->
                    made(account, new Instrument.CustomerBalance(), new Source.None(), billing);
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static Params hash(Params params, String name) {
        return params.hash(name).orElseThrow(() -> ApiError.parameterMissing(params.nameOf(name)));
    }

    private PaymentMethod sepa(AccountId account, Params sent, Billing billing) {
        if (billing.name().isEmpty()) throw ApiError.parameterMissing("billing_details[name]");
        if (billing.email().isEmpty()) throw ApiError.parameterMissing("billing_details[email]");
        return iban(account, sent, billing);
    }

    /** An account for a source, not yet written: whose it is was checked there. */
    PaymentMethod ofSource(AccountId account, String type, Params sent, Billing holder) {
        return type.equals(SEPA) ? iban(account, sent, holder) : unproven(account, sent, holder);
    }

    /** Money that a buyer is to promise or send. */
    PaymentMethod promised(AccountId account, String type, Billing holder) {
        return made(account, new Instrument.Promised(type), new Source.None(), holder);
    }

    private PaymentMethod iban(AccountId account, Params sent, Billing billing) {
        var iban =
                BankNumbers.iban(sent.requiredText("iban"))
                        .orElseThrow(() ->
                                ApiError.parameterInvalid(
                                        sent.nameOf("iban"), "The IBAN you entered is invalid."));
        var bank =
                new BankAccount(
                        Scheme.SEPA_DEBIT,
                        last4(iban),
                        fingerprints.of(account, iban),
                        iban.substring(0, 2),
                        BankNumbers.bankOf(iban),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        return made(account, bank, sealed(account, iban), billing);
    }

    private PaymentMethod us(AccountId account, Params sent, Billing billing) {
        if (billing.name().isEmpty()) throw ApiError.parameterMissing("billing_details[name]");
        return unproven(account, sent, billing);
    }

    private PaymentMethod unproven(AccountId account, Params sent, Billing billing) {
        var number = sent.requiredText("account_number");
        var routing = sent.requiredText("routing_number");
        if (!BankNumbers.isUsAccount(number))
            throw ApiError.invalid(
                    "account_number_invalid",
                    sent.nameOf("account_number"),
                    "The bank account number provided is invalid.");
        if (!BankNumbers.isRouting(routing))
            throw ApiError.invalid(
                    "routing_number_invalid",
                    sent.nameOf("routing_number"),
                    "The bank routing number provided is invalid.");
        var bank =
                usAccount(
                        account,
                        number,
                        routing,
                        sent.text("account_holder_type").orElse("individual"),
                        sent.text("account_type").orElse("checking"),
                        false);
        return made(account, bank, sealed(account, number), billing);
    }

    /** What describes a bank account in the older form, of tokens and sources. */
    static Param older() {
        return Param.hash(
                "bank_account",
                Param.text("account_number", 40).secret(),
                Param.text("country", 2),
                Param.id("payment_method"),
                Param.currency("currency"),
                Param.text("routing_number", 20),
                Param.text("account_holder_name", 200),
                Param.oneOf("account_holder_type", "company", "individual"),
                Param.oneOf("account_type", "checking", "savings"));
    }

    /**
     * A bank account in the United States in the older form; not yet written, nor proven.
     *
     * @throws ApiError 400 for another country or currency, or a number that cannot be one
     */
    PaymentMethod ofOlder(AccountId account, Params sent) {
        if (!sent.requiredText("country").equalsIgnoreCase("US"))
            throw ApiError.invalid(
                    "country_unsupported",
                    sent.nameOf("country"),
                    "Only bank accounts in the US can be charged in this form.");
        if (sent.currency("currency").filter(c -> !c.equals(Currency.USD)).isPresent())
            throw ApiError.parameterInvalid(
                    sent.nameOf("currency"), "Bank accounts in the US are in usd.");
        var holder =
                new Billing(
                        sent.text("account_holder_name"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Billing.none().address());
        return unproven(account, sent, holder);
    }

    /** The same account as a method of its own, not yet written. */
    PaymentMethod copy(PaymentMethod original, String number) {
        var account = original.account();
        return made(account, original.instrument(), sealed(account, number), original.billing());
    }

    private BankAccount usAccount(
            AccountId account,
            String number,
            String routing,
            String holder,
            String kind,
            boolean verified) {
        return new BankAccount(
                Scheme.US_BANK_ACCOUNT,
                last4(number),
                fingerprints.of(account, routing + number),
                "US",
                routing,
                Optional.of(BankNumbers.TEST_BANK)
                        .filter(name -> routing.equals(BankNumbers.TEST_ROUTING)),
                Optional.of(holder),
                Optional.of(kind),
                verified);
    }

    /** Of a fixed name, verified already; live accounts have none. */
    Optional<PaymentMethod> fixed(AccountId account, String name) {
        if (account.livemode()) return Optional.empty();
        return BankNumbers.ofName(name)
                .map(number ->
                        made(
                                account,
                                usAccount(
                                        account,
                                        number,
                                        BankNumbers.TEST_ROUTING,
                                        "individual",
                                        "checking",
                                        true),
                                new Source.Fixed(name),
                                Billing.none()));
    }

    private Source sealed(AccountId account, String number) {
        var id = ids.ordinary("card", account);
        numbers.insert(account, id, sealing.seal(account, id, number), clock.now());
        return new Source.Sealed(id);
    }

    private PaymentMethod made(
            AccountId account, Instrument instrument, Source source, Billing billing) {
        return new PaymentMethod(
                new PaymentMethod.Id(ids.ordinary("pm", account)),
                account,
                instrument,
                source,
                billing,
                PaymentMethod.State.UNATTACHED,
                Optional.empty(),
                "unspecified",
                Map.of(),
                clock.now());
    }

    private static String last4(String number) {
        return number.substring(number.length() - 4);
    }
}
