package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.platform.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A platform opens an account for one of its sellers, and tells what it knows of it. */
final class Opening {

    private final Accounts accounts;
    private final ConnectSql sql;
    private final BelongingsSql belongings;
    private final Externals externals;
    private final Changing changing;
    private final Ids ids;
    private final Clock clock;

    Opening(
            Accounts accounts,
            ConnectSql sql,
            BelongingsSql belongings,
            Externals externals,
            Changing changing,
            Ids ids,
            Clock clock) {
        this.accounts = accounts;
        this.sql = sql;
        this.belongings = belongings;
        this.externals = externals;
        this.changing = changing;
        this.ids = ids;
        this.clock = clock;
    }

    /** The account as the parameters describe it; its number is drawn when it is written. */
    ConnectedAccount described(Call call, Params params) {
        if (call.platform().isPresent())
            throw ApiError.invalid(
                    "platform_account_required",
                    "type",
                    "Only platforms can open accounts, and an account that is connected to one is"
                            + " none.");
        var country = country(call, params);
        var currency = currency(params, country);
        var details = details(params, Json.object());
        params.hash("capabilities")
                .ifPresent(asked -> Capabilities.merge(details, asked, clock.now()));
        var controller = controller(params);
        if (controller.equals(Controller.STANDARD))
            for (var name : List.of("card_payments", "transfers"))
                Capabilities.set(details, name, true, clock.now());
        return new ConnectedAccount(
                ids.newAccount().inMode(call.account().livemode()),
                call.account(),
                1,
                controller,
                country,
                currency,
                params.text("email"),
                params.text("business_type"),
                details,
                params.metadata().orElse(Map.of()),
                Optional.empty(),
                clock.now());
    }

    private String country(Call call, Params params) {
        var own = accounts.find(call.account()).map(Account::country).orElse("US");
        var country = params.text("country").orElse(own).toUpperCase(Locale.ROOT);
        if (CountrySpecs.currency(country).isEmpty())
            throw ApiError.invalid(
                    "country_unsupported", "country", "Country '" + country + "' is unknown.");
        return country;
    }

    private static Currency currency(Params params, String country) {
        return params.currency("default_currency")
                .orElseGet(() -> CountrySpecs.currency(country).orElseThrow());
    }

    private static Controller controller(Params params) {
        var type = params.text("type");
        var hash = params.hash("controller");
        if (type.isPresent() && hash.isPresent())
            throw ApiError.parametersExclusive("type", "controller");
        if (hash.isEmpty()) return Controller.of(type.orElse("standard"));
        var asked = hash.get();
        var dashboard = inside(asked, "stripe_dashboard", "type").orElse("full");
        var fees = inside(asked, "fees", "payer").orElse("account");
        if (fees.equals("application") && dashboard.equals("express")) fees = "application_express";
        if (fees.equals("application") && dashboard.equals("none")) fees = "application_custom";
        return new Controller(
                fees,
                inside(asked, "losses", "payments").orElse("stripe"),
                asked.text("requirement_collection").orElse("stripe"),
                dashboard);
    }

    private static Optional<String> inside(Params params, String hash, String name) {
        return params.hash(hash).flatMap(inner -> inner.text(name));
    }

    /** The details with what the parameters add; identity numbers are looked at and forgotten. */
    static ObjectNode details(Params params, ObjectNode details) {
        for (var part :
                List.of(
                        "business_profile",
                        "company",
                        "documents",
                        "groups",
                        "settings",
                        "tos_acceptance")) {
            var hash = params.hash(part);
            if (hash.isEmpty()) continue;
            var inner =
                    details.get(part) instanceof ObjectNode there ? there : details.putObject(part);
            if (part.equals("business_profile")) checkCategory(hash.get());
            hash.get().mergeInto(inner);
            if (part.equals("settings")) PayoutWish.sayOnce(hash.get(), inner);
            if (part.equals("company"))
                Sensitive.forget(inner, "registration_number", "tax_id", "vat_id");
        }
        return details;
    }

    /**
     * @throws ApiError 400 for a code that no business has (ISO 18245)
     */
    private static void checkCategory(Params profile) {
        var code = profile.text("mcc");
        if (code.filter(told -> !OnboardingPages.Categories.has(told)).isPresent())
            throw ApiError.parameterInvalid(
                    profile.nameOf("mcc"), "Invalid merchant category code: " + code.get() + ".");
    }

    /**
     * Writes the account for its platform: the rows of both, in the caller's transaction.
     *
     * @param external where it is paid out to, described before the transaction began
     */
    Whole open(
            Tx tx, ConnectedAccount account, Optional<Externals.Wanted> external, Params params) {
        var name = params.hash("business_profile").flatMap(p -> p.text("name"));
        accounts.openConnected(
                tx,
                account.id(),
                name.orElse("Connected account"),
                account.country(),
                account.currency(),
                account.email().orElse(""),
                clock.now());
        var id = account.id();
        sql.insert(id, tx, account);
        sql.connect(account.platform(), tx, id, false, clock.now());
        var bare = new Whole(account, List.of(), List.of());
        Papers.checkSigners(params, bare);
        individual(tx, bare, params);
        external.ifPresent(wanted -> externals.add(tx, bare, wanted));
        return changing.opened(tx, account);
    }

    /** What the parameter {@code individual} says, of the person whose account it is. */
    void individual(Tx tx, Whole whole, Params params) {
        var told = params.hash("individual");
        if (told.isEmpty()) return;
        var account = whole.account();
        if (!account.isIndividual())
            throw ApiError.parameterInvalid(
                    "individual", "Only accounts of the business type individual have one.");
        var self = whole.individual();
        if (self.isPresent()) {
            belongings.update(account.id(), tx, changed(self.get(), told.get()));
            return;
        }
        belongings.insert(account.id(), tx, person(account.id(), told.get(), true));
    }

    AccountPerson person(AccountId account, Params told, boolean individual) {
        var details = Json.object();
        var nobody =
                new AccountPerson(
                        ids.ordinary("person", account),
                        account,
                        0,
                        individual,
                        details,
                        Map.of(),
                        clock.now());
        return changed(nobody, told);
    }

    static AccountPerson changed(AccountPerson person, Params told) {
        var details = person.details().deepCopy();
        told.mergeInto(details);
        details.remove(List.of("metadata", "person_token"));
        Sensitive.forget(details, "id_number", "id_number_secondary", "ssn_last_4");
        return person.with(details, told.mergeMetadata(person.metadata()));
    }
}
