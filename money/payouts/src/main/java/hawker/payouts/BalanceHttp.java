package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.ledger.Entry;
import hawker.ledger.EntryFilter;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/balance} and {@code /v1/balance_transactions}. */
final class BalanceHttp {

    private static final String URL = "/v1/balance_transactions";
    private static final String OLD_URL = "/v1/balance/history";

    private final Ledger ledger;
    private final Accounts accounts;
    private final PayoutLines lines;
    private final Payouts payouts;
    private final Destinations destinations;
    private final InstantFees fees;
    private final Clock clock;

    BalanceHttp(
            Ledger ledger,
            Accounts accounts,
            Payouts payouts,
            PayoutLines lines,
            Destinations destinations,
            InstantFees fees,
            Clock clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.payouts = payouts;
        this.lines = lines;
        this.destinations = destinations;
        this.fees = fees;
        this.clock = clock;
    }

    List<Operation> operations() {
        var list =
                Shape.of(
                        Param.range("available_on"),
                        Param.range("created"),
                        Param.currency("currency"),
                        Param.id("payout"),
                        Param.id("source"),
                        Param.text("type", 100),
                        Param.paging());
        return List.of(
                Operation.get("/v1/balance", Shape.of(), this::balance),
                Operation.get(URL, list, call -> list(call, URL)),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.get(OLD_URL, list, call -> list(call, OLD_URL)),
                Operation.get(OLD_URL + "/{id}", Shape.of(), this::retrieve));
    }

    private Answer balance(Call call) {
        var own = accounts.find(call.account()).map(Account::currency).stream().toList();
        var balances = ledger.balances(call.account());
        var json = BalanceJson.balance(call.account(), balances, own);
        var atOnce = destinations.atOnce(call.account(), balances, fees);
        if (!atOnce.isEmpty()) json.set("instant_available", atOnce);
        return Answer.ok(json);
    }

    private Answer retrieve(Call call) {
        return journalId(call.path("id"))
                .flatMap(id -> ledger.entry(call.account(), id))
                .map(entry -> Answer.ok(render(entry)))
                .orElseThrow(() -> ApiError.missing("balance transaction", call.path("id")));
    }

    private Answer list(Call call, String url) {
        var page = cursors(call);
        var type = call.params().text("type").map(BalanceJson::kinds);
        if (type.map(Set::isEmpty).orElse(false)) return Lists.answer(url, empty());
        var filter = filter(call, type.orElse(Set.of()));
        var source = call.params().text("source");
        var found =
                source.isPresent()
                        ? ofSource(call.account(), source.get(), filter, page)
                        : ledger.entries(call.account(), filter, page);
        return Lists.answer(url, found.map(this::render));
    }

    private static Page<ObjectNode> empty() {
        return new Page<>(List.of(), false);
    }

    private EntryFilter filter(Call call, Set<Kind> kinds) {
        var params = call.params();
        var created = params.range("created");
        var available = params.range("available_on");
        return new EntryFilter(
                kinds,
                params.currency("currency"),
                created.flatMap(TimeRange::from),
                created.flatMap(TimeRange::before),
                available.flatMap(TimeRange::from).map(BalanceHttp::day),
                available.flatMap(TimeRange::before).map(BalanceHttp::day),
                params.text("payout").map(id -> part(call.account(), id)));
    }

    /** The first day that does not begin before a moment. */
    private static LocalDate day(Instant time) {
        var day = Days.of(time);
        return Days.start(day).equals(time) ? day : day.plusDays(1);
    }

    private EntryFilter.Part part(AccountId account, String id) {
        var payout =
                payouts.find(account, new Payout.Id(id))
                        .orElseThrow(() -> ApiError.missingReference("payout", id, "payout"));
        return lines.of(payout)
                .orElseThrow(() ->
                        ApiError.parameterInvalid(
                                "payout",
                                "Balance transaction history can only be filtered on"
                                        + " automatic payouts, not manual."));
    }

    /** A fact has few lines: they are filtered and cut here. */
    private Page<Entry> ofSource(
            AccountId account, String source, EntryFilter filter, PageRequest page) {
        var fitting =
                new ArrayList<>(
                        ledger.entriesOf(account, source).stream()
                                .filter(entry -> fits(entry, filter))
                                .filter(e ->
                                        page.after().map(a -> id(e).compareTo(a) < 0).orElse(true))
                                .filter(e ->
                                        page.before().map(b -> id(e).compareTo(b) > 0).orElse(true))
                                .toList()
                                .reversed());
        return Page.of(fitting, page.limit());
    }

    private static String id(Entry entry) {
        return entry.journal().id();
    }

    private static boolean fits(Entry entry, EntryFilter filter) {
        var posted = entry.journal().postedAt();
        var kinds = filter.kinds();
        return (kinds.isEmpty() || kinds.contains(entry.journal().kind()))
                && filter.currency().map(entry.net().currency()::equals).orElse(true)
                && filter.from().map(from -> !posted.isBefore(from)).orElse(true)
                && filter.before().map(posted::isBefore).orElse(true)
                && filter.availableFrom()
                        .map(from -> !entry.availableOn().isBefore(from))
                        .orElse(true)
                && filter.availableBefore().map(entry.availableOn()::isBefore).orElse(true);
    }

    /** The page asked for, with the ledger's ids as cursors. */
    private PageRequest cursors(Call call) {
        var page = call.page();
        return new PageRequest(
                page.limit(),
                page.after().map(id -> cursor(call.account(), "starting_after", id)),
                page.before().map(id -> cursor(call.account(), "ending_before", id)));
    }

    private String cursor(AccountId account, String param, String id) {
        return journalId(id)
                .filter(journal -> ledger.entry(account, journal).isPresent())
                .orElseThrow(() -> ApiError.missingReference("balance transaction", id, param));
    }

    private static Optional<String> journalId(String id) {
        return id.startsWith(BalanceJson.PREFIX)
                ? Optional.of(id.substring(BalanceJson.PREFIX.length()))
                : Optional.empty();
    }

    private ObjectNode render(Entry entry) {
        return BalanceJson.transaction(entry, clock.today());
    }

    /** Balance transactions for expanding. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var journals = ids.stream().flatMap(id -> journalId(id).stream()).toList();
        var found = new HashMap<String, ObjectNode>();
        for (var entry : ledger.entriesById(account, journals))
            found.put(BalanceJson.id(entry.journal().id()), render(entry));
        return found;
    }
}
