package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.connect.ExternalAccount.Tokens;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Adds bank accounts and debit cards, and takes care that each currency has one default. */
final class Externals {

    private static final String EXTERNAL = "external_account";

    private final BelongingsSql sql;
    private final Happenings happenings;
    private final Ids ids;
    private final Clock clock;
    private final Supplier<Tokens> tokens;

    /**
     * What is to be added, not yet written.
     *
     * @param token what it is made of, to be used up when it is written
     */
    record Wanted(ExternalAccount external, Optional<Token> token) {

        Wanted with(Map<String, String> metadata) {
            return new Wanted(external.with(external.details(), metadata), token);
        }
    }

    /**
     * A one-time token.
     *
     * @param maker whose it is: the platform, or the account itself
     */
    record Token(AccountId maker, String text) {}

    Externals(
            BelongingsSql sql,
            Happenings happenings,
            Ids ids,
            Clock clock,
            Supplier<Tokens> tokens) {
        this.sql = sql;
        this.happenings = happenings;
        this.ids = ids;
        this.clock = clock;
        this.tokens = tokens;
    }

    /**
     * The account or card that a parameter {@code external_account} describes, not yet written. In
     * no transaction: a token's number is opened.
     */
    Wanted described(ConnectedAccount owner, Params params, boolean asDefault) {
        var token = params.text(EXTERNAL);
        var hash = params.hash(EXTERNAL);
        if (token.isPresent()) return byName(owner, token.get(), asDefault);
        if (hash.isEmpty()) throw ApiError.parameterMissing(EXTERNAL);
        var told = hash.get();
        if (told.has("token")) return byName(owner, told.requiredText("token"), asDefault);
        boolean card = told.text("object").filter("card"::equals).isPresent();
        checkFits(told, card);
        return untokened(card ? card(owner, told, asDefault) : bank(owner, told, asDefault));
    }

    /** A card has no routing number, and a bank account does not expire. */
    private static void checkFits(Params told, boolean card) {
        var strange = new ArrayList<>(card ? ExternalsHttp.OF_BANKS : ExternalsHttp.OF_CARDS);
        strange.addAll(
                card ? List.of("account_number", "routing_number") : List.of("number", "cvc"));
        for (var name : strange)
            if (told.has(name)) throw ApiError.parameterUnknown(List.of(told.nameOf(name)));
    }

    private static Wanted untokened(ExternalAccount external) {
        return new Wanted(external, Optional.empty());
    }

    private Wanted byName(ConnectedAccount owner, String token, boolean asDefault) {
        var number = TestBanks.number(token);
        var card = TestBanks.card(token);
        if (owner.id().livemode() || (number.isEmpty() && card.isEmpty()))
            return named(owner, token, asDefault);
        if (card.isPresent()) return untokened(card(owner, card.get(), asDefault));
        var details = bankDetails("US", TestBanks.ROUTING, number.orElseThrow());
        details.put("account_holder_name", "Jane Austen").put("account_holder_type", "individual");
        return untokened(
                external(owner, "ba", Currency.USD, number.orElseThrow(), details, asDefault));
    }

    /** A token that the platform made, or the account itself. */
    private Wanted named(ConnectedAccount owner, String token, boolean asDefault) {
        var platform = owner.platform().inMode(owner.id().livemode());
        for (var maker : List.of(platform, owner.id())) {
            var found = tokens.get().find(maker, token);
            if (found.isEmpty()) continue;
            var external =
                    switch (found.get()) {
                        case Tokens.Named.Bank bank -> ofToken(owner, bank, asDefault);
                        case Tokens.Named.Card card -> ofToken(owner, card, asDefault);
                    };
            return new Wanted(external, Optional.of(new Token(maker, token)));
        }
        throw noToken(platform, owner.id(), token);
    }

    /** The platform's token is the usual one; what it has not is the account's own or nobody's. */
    private ApiError noToken(AccountId platform, AccountId owner, String token) {
        var platforms = tokens.get().refusal(platform, token, EXTERNAL);
        boolean missing = platforms.code().equals(Optional.of("resource_missing"));
        return missing ? tokens.get().refusal(owner, token, EXTERNAL) : platforms;
    }

    private ExternalAccount ofToken(
            ConnectedAccount owner, Tokens.Named.Bank bank, boolean asDefault) {
        var details = bankDetails(bank.country(), bank.routing(), bank.number());
        bank.holder().ifPresent(name -> details.put("account_holder_name", name));
        bank.holderType().ifPresent(type -> details.put("account_holder_type", type));
        details.put(
                "fingerprint",
                fingerprint(owner.platform(), bank.country() + bank.routing() + bank.number()));
        return external(owner, "ba", bank.currency(), bank.number(), details, asDefault);
    }

    private ExternalAccount ofToken(
            ConnectedAccount owner, Tokens.Named.Card card, boolean asDefault) {
        if (!card.funding().equals("debit"))
            throw ApiError.invalid(
                    "invalid_card_type",
                    EXTERNAL,
                    "The card provided as an external account is not a debit card. Provide a debit"
                            + " card or use a bank account instead.");
        var details =
                Json.object()
                        .put("brand", card.brand())
                        .put("country", card.country())
                        .put("exp_month", card.expMonth())
                        .put("exp_year", card.expYear())
                        .put("funding", card.funding())
                        .put("instant", true)
                        .put("last4", card.last4())
                        .put("fingerprint", card.fingerprint());
        card.name().ifPresent(name -> details.put("name", name));
        return external(owner, "card", owner.currency(), card.last4(), details, asDefault);
    }

    private ExternalAccount card(ConnectedAccount owner, TestBanks.Card card, boolean asDefault) {
        var details =
                Json.object()
                        .put("brand", card.brand())
                        .put("country", "US")
                        .put("exp_month", 12)
                        .put("exp_year", clock.today().getYear() + 4)
                        .put("funding", "debit")
                        .put("instant", card.instant())
                        .put("last4", card.last4());
        details.put("fingerprint", fingerprint(owner.platform(), "card " + card.last4()));
        return external(owner, "card", Currency.USD, card.last4(), details, asDefault);
    }

    /** The account's own bank account as it was typed on a page. */
    ExternalAccount typed(ConnectedAccount owner, String routing, String number) {
        var digits = number.replaceAll("[ -]", "");
        if (!digits.matches("[0-9A-Za-z]{4,34}"))
            throw ApiError.parameterInvalid(
                    Filling.NUMBER, "You must use a valid bank account number.");
        if (owner.country().equals("US") && !routing.matches("[0-9]{9}"))
            throw ApiError.parameterInvalid(
                    Filling.ROUTING, "You must use a valid routing number.");
        var details = bankDetails(owner.country(), routing, digits);
        details.put(
                "fingerprint", fingerprint(owner.platform(), owner.country() + routing + digits));
        return external(owner, "ba", owner.currency(), digits, details, true);
    }

    private ExternalAccount card(ConnectedAccount owner, Params params, boolean asDefault) {
        for (var name : List.of("number", "exp_month", "exp_year"))
            if (!params.has(name)) throw ApiError.parameterMissing(params.nameOf(name));
        var platform = owner.platform().inMode(owner.id().livemode());
        var made = ofToken(owner, tokens.get().described(platform, params), asDefault);
        var details = made.details().deepCopy();
        for (var name : ExternalsHttp.OF_CARDS)
            if (!name.startsWith("exp_"))
                params.text(name).ifPresent(text -> details.put(name, text));
        return made.with(details, params.metadata().orElse(Map.of()));
    }

    private ExternalAccount bank(ConnectedAccount owner, Params params, boolean asDefault) {
        var number = params.requiredText("account_number").replaceAll("[ -]", "");
        if (!number.matches("[0-9A-Za-z]{4,34}"))
            throw ApiError.invalid(
                    "account_number_invalid",
                    params.nameOf("account_number"),
                    "You must use a valid bank account number.");
        var country = params.text("country").orElse(owner.country()).toUpperCase(Locale.ROOT);
        if (CountrySpecs.currency(country).isEmpty())
            throw ApiError.invalid(
                    "country_unsupported", params.nameOf("country"), "Unsupported country.");
        var routing = params.text("routing_number").orElse("");
        if (country.equals("US") && !routing.matches("[0-9]{9}"))
            throw ApiError.invalid(
                    "routing_number_invalid",
                    params.nameOf("routing_number"),
                    "You must use a valid routing number.");
        var currency = params.currency("currency").orElse(owner.currency());
        var details = bankDetails(country, routing, number);
        for (var field :
                new String[] {"account_holder_name", "account_holder_type", "account_type"})
            params.text(field).ifPresent(text -> details.put(field, text));
        details.put("fingerprint", fingerprint(owner.platform(), country + routing + number));
        var added = external(owner, "ba", currency, number, details, asDefault);
        return added.with(details, params.metadata().orElse(Map.of()));
    }

    private ObjectNode bankDetails(String country, String routing, String number) {
        var details =
                Json.object()
                        .put("country", country)
                        .put("bank_name", bankName(routing))
                        .put("instant", TestBanks.takesInstant(routing, number))
                        .put("last4", number.substring(number.length() - 4));
        Json.put(details, "routing_number", Optional.of(routing).filter(r -> !r.isEmpty()));
        details.put("fingerprint", Secrets.sha256(country + routing + number).substring(0, 16));
        return details;
    }

    private static String bankName(String routing) {
        return routing.equals(TestBanks.ROUTING) ? "STRIPE TEST BANK" : "BANK " + routing;
    }

    /** The same for equal accounts of one platform, and of no use to another. */
    private static String fingerprint(AccountId platform, String number) {
        return Secrets.sha256("external " + platform.text() + " " + number).substring(0, 16);
    }

    private ExternalAccount external(
            ConnectedAccount owner,
            String prefix,
            Currency currency,
            String number,
            ObjectNode details,
            boolean asDefault) {
        return new ExternalAccount(
                ids.ordinary(prefix, owner.id()),
                owner.id(),
                1,
                currency,
                asDefault,
                "new",
                number,
                details,
                Map.of(),
                clock.now());
    }

    /** Writes it, and its token is used up. */
    ExternalAccount add(Tx tx, Whole whole, Wanted wanted) {
        use(tx, wanted);
        return add(tx, whole, wanted.external());
    }

    private void use(Tx tx, Wanted wanted) {
        if (wanted.token().isEmpty()) return;
        var token = wanted.token().get();
        if (!tokens.get().use(tx, token.maker(), token.text()))
            throw tokens.get().refusal(token.maker(), token.text(), EXTERNAL);
    }

    /** Writes it; the first of a currency is its default whatever was asked. */
    ExternalAccount add(Tx tx, Whole whole, ExternalAccount wanted) {
        var id = whole.account().id();
        boolean first =
                whole.externals().stream().noneMatch(e -> e.currency().equals(wanted.currency()));
        var added = wanted.with(first || wanted.isDefault(), wanted.status());
        if (added.isDefault()) sql.noDefault(id, tx, added.currency());
        sql.insert(id, tx, added);
        happenings.tell(
                tx, id, "account.external_account.created", added.id(), ExternalJson.render(added));
        return added;
    }

    /** In place of the default of its currency, which goes: {@code external_account} of updates. */
    void replace(Tx tx, Whole whole, Wanted asked) {
        use(tx, asked);
        var wanted = asked.external();
        var id = whole.account().id();
        for (var old : whole.externals()) {
            if (!old.isDefault() || !old.currency().equals(wanted.currency())) continue;
            sql.deleteExternal(id, tx, old.id());
            happenings.tell(
                    tx, id, "account.external_account.deleted", old.id(), ExternalJson.render(old));
        }
        add(tx, whole, wanted.with(true, wanted.status()));
    }
}
