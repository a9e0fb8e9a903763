package hawker.app;

import hawker.api.ApiError;
import hawker.api.Params;
import hawker.connect.Confided;
import hawker.connect.ExternalAccount;
import hawker.files.Files;
import hawker.files.StoredFile;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.Tokens;
import hawker.vault.Vault;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells connect what a token of the vault stands for: a bank account or a card to pay out to, an
 * identity number, what people told of themselves, the files that prove it.
 */
record ConnectTokens(Vault vault, Files files) implements ExternalAccount.Tokens, Confided {

    @Override
    public Optional<Named> find(AccountId account, String token) {
        if (!token.startsWith("btok_") && !token.startsWith("tok_")) return Optional.empty();
        return vault.ofToken(account, token).flatMap(method -> named(account, method));
    }

    @Override
    public Named.Card described(AccountId account, Params card) {
        var described = vault.published(account, card);
        return card(described.card(), described.billing().name());
    }

    @Override
    public boolean use(Tx tx, AccountId account, String token) {
        return vault.useToken(tx, account, token).isPresent();
    }

    @Override
    public ApiError refusal(AccountId account, String token, String param) {
        return vault.tokens().refusal(account, token, param);
    }

    @Override
    public Confided.Text open(AccountId maker, Confided.Kind kind, String token, String param) {
        var text = vault.tokens().open(maker, kind(kind), token, param);
        return new Confided.Text(text.text(), text.told(), text.from());
    }

    @Override
    public void use(Tx tx, AccountId maker, String token, String param) {
        vault.tokens().use(tx, maker, token, param);
    }

    @Override
    public Optional<String> purpose(AccountId owner, String file) {
        return StoredFile.Id.parse(file)
                .flatMap(id -> files.find(owner, id))
                .map(found -> found.purpose().text());
    }

    private static Tokens.Kind kind(Confided.Kind kind) {
        return switch (kind) {
            case ACCOUNT -> Tokens.Kind.ACCOUNT;
            case PERSON -> Tokens.Kind.PERSON;
            case PII -> Tokens.Kind.PII;
        };
    }

    private Optional<Named> named(AccountId account, PaymentMethod method) {
        return switch (method.instrument()) {
            case CardDisplay card -> Optional.of(card(card, method.billing().name()));
            case Instrument.BankAccount bank ->
                    Optional.of(
                            new Named.Bank(
                                    bank.country(),
                                    currency(bank),
                                    routing(bank),
                                    vault.useBank(account, method, number -> number).orElseThrow(),
                                    method.billing().name(),
                                    bank.holder()));
            case Instrument.CustomerBalance ignored -> Optional.empty();
            case Instrument.Promised ignored -> Optional.empty();
        };
    }

    private static Named.Card card(CardDisplay card, Optional<String> holder) {
        return new Named.Card(
                brand(card.brand()),
                card.country().orElse("US"),
                card.expMonth(),
                card.expYear(),
                card.funding(),
                card.last4(),
                card.fingerprint(),
                holder);
    }

    private static Currency currency(Instrument.BankAccount bank) {
        return switch (bank.scheme()) {
            case US_BANK_ACCOUNT -> Currency.USD;
            case SEPA_DEBIT -> Currency.EUR;
        };
    }

    private static String routing(Instrument.BankAccount bank) {
        return switch (bank.scheme()) {
            case US_BANK_ACCOUNT -> bank.bank();
            case SEPA_DEBIT -> "";
        };
    }

    /** As cards of the older form are written. */
    private static String brand(String name) {
        return switch (name) {
            case "visa" -> "Visa";
            case "mastercard" -> "MasterCard";
            case "amex" -> "American Express";
            case "discover" -> "Discover";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        };
    }
}
