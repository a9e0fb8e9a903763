package hawker.app;

import hawker.connect.ExternalAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.Locale;
import java.util.Optional;

/** Tells connect what a token of the vault stands for: a bank account or a card to pay out to. */
record ConnectTokens(Vault vault) implements ExternalAccount.Tokens {

    @Override
    public Optional<Named> find(AccountId account, String token) {
        if (!token.startsWith("btok_") && !token.startsWith("tok_")) return Optional.empty();
        return vault.ofToken(account, token).flatMap(method -> named(account, method));
    }

    @Override
    public boolean use(Tx tx, AccountId account, String token) {
        return vault.useToken(tx, account, token).isPresent();
    }

    private Optional<Named> named(AccountId account, PaymentMethod method) {
        return switch (method.instrument()) {
            case CardDisplay card ->
                    Optional.of(
                            new Named.Card(
                                    brand(card.brand()),
                                    card.country().orElse("US"),
                                    card.expMonth(),
                                    card.expYear(),
                                    card.funding(),
                                    card.last4(),
                                    card.fingerprint(),
                                    method.billing().name()));
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
