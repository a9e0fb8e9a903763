package hawker.connect;

import gg.jte.Content;
import hawker.api.ApiError;
import hawker.kernel.IdCodec;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Field;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The page on which an account's people tell what is still required of it. The link opens it once:
 * whoever comes a second time is sent back to the platform, which makes another link. Its fields
 * are the requirements themselves, so that nothing is asked twice and nothing is forgotten.
 */
final class OnboardingPages {

    static final String LINK = "/connect/link/";
    private static final String VISIT = "/connect/setup/";
    private static final int SECRET = 24;
    private static final int LONGEST = 500;
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String CATEGORY = "business_profile.mcc";

    private static final Templates TEMPLATES =
            new Templates("hawker.connect.templates", OnboardingPages.class.getClassLoader());

    private static final Map<String, String> LABELS =
            Map.ofEntries(
                    Map.entry("mcc", "What the business does"),
                    Map.entry("url", "Website"),
                    Map.entry("name", "Legal name"),
                    Map.entry("tax_id", "Tax number"),
                    Map.entry("ssn_last_4", "Last 4 digits of the social security number"),
                    Map.entry("id_number", "Identity number"),
                    Map.entry("line1", "Street and number"),
                    Map.entry("postal_code", "Postal code"),
                    Map.entry("day", "Day of birth"),
                    Map.entry("month", "Month of birth"),
                    Map.entry("year", "Year of birth"),
                    Map.entry("owners_provided", "All owners are named"),
                    Map.entry("directors_provided", "All directors are named"),
                    Map.entry("executives_provided", "All executives are named"));

    private final Platform platform;
    private final Changing changing;
    private final ConnectSql accounts;
    private final LinksSql links;
    private final Filling filling;
    private final Look look;

    OnboardingPages(
            Platform platform,
            Changing changing,
            ConnectSql accounts,
            LinksSql links,
            Filling filling,
            Look look) {
        this.platform = platform;
        this.changing = changing;
        this.accounts = accounts;
        this.links = links;
        this.filling = filling;
        this.look = look;
    }

    Routes routes() {
        return new Routes()
                .get(LINK + "{id}/{secret}", this::open)
                .get(VISIT + "{id}/{secret}", this::show)
                .post(VISIT + "{id}/{secret}", CrossSite.guard(look, this::save));
    }

    private Optional<AccountLink> link(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .flatMap(account ->
                        platform.tx().readAccount(account, tx -> links.find(account, tx, id)));
    }

    /** Changes the link for a visit; a second time, or too late, it leads back to the platform. */
    private Response open(Request request) {
        var link = link(request);
        if (link.isEmpty()
                || !Secrets.equal(link.get().digest(), Secrets.sha256(request.pathParam("secret"))))
            return look.problem(request, 404);
        var found = link.get();
        var account = found.account();
        var now = platform.clock().now();
        var secret = platform.ids().token(SECRET);
        boolean opened =
                found.visit().isEmpty()
                        && now.isBefore(found.expires())
                        && platform.tx()
                                .inAccount(
                                        account,
                                        tx ->
                                                links.open(
                                                        account,
                                                        tx,
                                                        found.id(),
                                                        Secrets.sha256(secret),
                                                        now.plus(LIFE)));
        return Response.seeOther(opened ? VISIT + found.id() + "/" + secret : found.refreshUrl());
    }

    private Optional<AccountLink> visit(Request request) {
        var digest = Secrets.sha256(request.pathParam("secret"));
        return link(request)
                .filter(link -> link.visit().filter(v -> Secrets.equal(v, digest)).isPresent())
                .filter(link -> platform.clock().now().isBefore(link.expires()));
    }

    private Optional<Whole> whole(AccountLink link) {
        var account = link.account();
        return platform.tx()
                .readAccount(
                        account,
                        tx -> accounts.find(account, tx).map(found -> changing.whole(tx, found)));
    }

    private Response show(Request request) {
        var link = visit(request);
        var whole = link.flatMap(this::whole);
        if (whole.isEmpty()) return look.problem(request, 404);
        return page(request, 200, link.orElseThrow(), whole.get(), Map.of(), Map.of());
    }

    private Response save(Request request) {
        if (!Csrf.isValid(request, request.pathParam("secret"))) return look.problem(request, 403);
        var link = visit(request);
        var whole = link.flatMap(this::whole);
        if (whole.isEmpty()) return look.problem(request, 404);
        var asked = names(whole.get().verdict());
        var values = new LinkedHashMap<String, String>();
        for (var field : request.form()) {
            var value = field.getValue().strip();
            if (asked.contains(field.getKey()) && !value.isEmpty() && value.length() <= LONGEST)
                values.put(field.getKey(), value);
        }
        var account = link.orElseThrow().account();
        var category = values.get(CATEGORY);
        if (category != null) {
            var code = Categories.code(category);
            if (code.isEmpty()) {
                var errors = Map.of(CATEGORY, "Choose one of the list, like “Book Stores”.");
                return page(request, 422, link.get(), whole.get(), values, errors);
            }
            values.put(CATEGORY, code.get());
        }
        try {
            var now =
                    platform.tx()
                            .inAccount(
                                    account,
                                    tx ->
                                            changing.change(
                                                    tx,
                                                    account,
                                                    was ->
                                                            filling.fill(
                                                                    tx,
                                                                    was,
                                                                    values,
                                                                    request.remoteAddress())));
            return now.verdict().due().isEmpty()
                    ? Response.seeOther(link.get().returnUrl())
                    : page(request, 422, link.get(), now, Map.of(), Map.of());
        } catch (ApiError wrong) {
            var errors = Map.of(wrong.param().orElse(""), wrong.message());
            return page(request, 422, link.get(), whole.get(), values, errors);
        }
    }

    /**
     * The fields of what is due; a bank account and the terms are one requirement and several
     * fields.
     */
    private static Set<String> names(Requirements.Verdict verdict) {
        var names = new LinkedHashSet<String>();
        for (var due : verdict.due()) {
            if (due.startsWith("tos_acceptance")) names.add(Filling.TERMS);
            else if (due.equals("external_account")) {
                names.add(Filling.ROUTING);
                names.add(Filling.NUMBER);
            } else names.add(due);
        }
        return names;
    }

    private Response page(
            Request request,
            int status,
            AccountLink link,
            Whole whole,
            Map<String, String> typed,
            Map<String, String> wrong) {
        var verdict = whole.verdict();
        var business = new ArrayList<Content>();
        var people = new ArrayList<Content>();
        var bank = new ArrayList<Content>();
        for (var name : names(verdict)) {
            var field = field(name, verdict, typed, wrong);
            if (name.startsWith("external_account") || name.equals(Filling.TERMS)) bank.add(field);
            else if (name.startsWith("business") || name.startsWith("company")) business.add(field);
            else people.add(field);
        }
        var body =
                TEMPLATES.content(
                        "onboarding.jte",
                        Map.of(
                                "csrf", Csrf.token(request, request.pathParam("secret")),
                                "name", called(whole),
                                "later", link.returnUrl(),
                                "notice", notice(verdict, status, wrong),
                                "business", List.copyOf(business),
                                "people", List.copyOf(people),
                                "bank", List.copyOf(bank)));
        return look.leadingOut(
                request,
                status,
                Frame.bare(PageHead.of(request, "Your account"), Optional.empty(), body));
    }

    private static String called(Whole whole) {
        var name = whole.account().part("business_profile").path("name").asText("");
        return name.isEmpty() ? "your business" : name;
    }

    private static Content notice(
            Requirements.Verdict verdict, int status, Map<String, String> wrong) {
        if (verdict.due().isEmpty())
            return Kit.banner(
                    Tone.GOOD, "Nothing is missing", "You can go back.", Optional.empty());
        if (status == 200) return Kit.nothing();
        if (!wrong.isEmpty())
            return Kit.banner(
                    Tone.WARN,
                    "One answer cannot be",
                    "Nothing is saved until it is right; what you typed stands below.",
                    Optional.empty());
        return Kit.banner(
                Tone.WARN,
                "Something is still missing",
                "What you have told is kept; please look at the fields below.",
                Optional.empty());
    }

    private static Content field(
            String name,
            Requirements.Verdict verdict,
            Map<String, String> typed,
            Map<String, String> wrong) {
        if (name.equals(Filling.TERMS))
            return Kit.checkbox(name, "I accept the terms of service", false);
        if (name.endsWith("_provided")) return Kit.checkbox(name, label(name), false);
        if (name.equals("business_type"))
            return Kit.select(
                    name,
                    "Kind of business",
                    List.of(
                            new Field.Option("individual", "One person"),
                            new Field.Option("company", "Company"),
                            new Field.Option("non_profit", "Non-profit")));
        var problem =
                verdict.problems().stream()
                        .filter(p -> p.field().equals(name))
                        .map(Requirements.Problem::reason)
                        .findFirst();
        var field = Kit.field(name, label(name)).value(typed.getOrDefault(name, ""));
        var said = Optional.ofNullable(wrong.get(name)).or(() -> problem);
        var shown = said.map(field::error).orElse(field);
        return name.equals(CATEGORY)
                ? Kit.all(
                        List.of(
                                shown.hint("Begin to type and choose, like “Book Stores”.")
                                        .attr("list", Categories.LIST),
                                Categories.choices()))
                : shown;
    }

    /**
     * What businesses do: the merchant category codes of ISO 18245 by the names that Stripe gives
     * them, from categories.tsv. The browser searches them while somebody types.
     */
    static final class Categories {

        static final String LIST = "categories";

        private static final Map<String, String> CODES = codes();

        /** The code of what was typed: a name of the list, or a code that is on it. */
        static Optional<String> code(String typed) {
            if (CODES.containsValue(typed)) return Optional.of(typed);
            return CODES.entrySet().stream()
                    .filter(category -> category.getKey().equalsIgnoreCase(typed))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        static boolean has(String code) {
            return CODES.containsValue(code);
        }

        static Content choices() {
            return TEMPLATES.content(
                    "categories.jte", Map.of("id", LIST, "names", List.copyOf(CODES.keySet())));
        }

        private static Map<String, String> codes() {
            try (var in =
                    OnboardingPages.class.getResourceAsStream("/hawker/connect/categories.tsv")) {
                if (in == null) throw new IllegalStateException("no table of categories");
                var codes = new LinkedHashMap<String, String>();
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t"))
                        .forEach(row -> codes.put(row[1], row[0]));
                return Collections.unmodifiableMap(codes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String label(String name) {
        if (name.equals(Filling.ROUTING)) return "Routing number of the bank";
        if (name.equals(Filling.NUMBER)) return "Account number";
        var last = name.substring(name.lastIndexOf('.') + 1);
        var known = LABELS.get(last);
        if (known != null) return known;
        var words = last.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
