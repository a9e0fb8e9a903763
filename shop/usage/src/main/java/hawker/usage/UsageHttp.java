package hawker.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.usage.Usage.Items;
import hawker.usage.Usage.Metered;
import hawker.usage.Usage.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Usage records and their summaries, as programs of before 2025 know them. */
final class UsageHttp {

    private static final String ONE = "/v1/subscription_items/{id}";
    private static final String RECORDS = ONE + "/usage_records";
    private static final String SUMMARIES = ONE + "/usage_record_summaries";

    private static final Shape CREATE =
            Shape.of(
                    Param.oneOf("action", "increment", "set"),
                    Param.integer("quantity", 0, Usage.MOST).required(),
                    Param.text("timestamp", 20));

    /** How far a program's clock may be ahead (docs: five minutes). */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final String SUMMARY = "sis_";

    private final Platform platform;
    private final Usage usage;
    private final UsageSql sql;
    private final Items items;

    UsageHttp(Platform platform, Usage usage, UsageSql sql, Items items) {
        this.platform = platform;
        this.usage = usage;
        this.sql = sql;
        this.items = items;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(RECORDS, CREATE, this::record),
                Operation.get(SUMMARIES, Shape.of(Param.paging()), this::summaries));
    }

    private Answer record(Call call) {
        var params = call.params();
        long quantity = params.requiredInteger("quantity");
        boolean sets = params.text("action").map("set"::equals).orElse(false);
        return call.write(tx -> {
            var item = items.held(tx, call.account(), call.path("id"));
            if (!item.open())
                throw ApiError.invalid(
                        "The subscription is over or paused: no usage can be recorded.");
            var at = moment(params.text("timestamp").orElse("now"), item);
            long now =
                    sets
                            ? sql.set(tx, call.account(), item.item(), at, quantity)
                            : incremented(tx, call, item, at, quantity);
            items.recorded(tx, call.account(), item.item());
            var record = Json.object();
            record.put("id", platform.ids().ordinary("mbur", call.account()));
            record.put("object", "usage_record").put("livemode", call.account().livemode());
            record.put("quantity", now).put("subscription_item", item.item());
            return Answer.ok(record.put("timestamp", Json.seconds(at)));
        });
    }

    private long incremented(Tx tx, Call call, Metered item, Instant at, long quantity) {
        return sql.increment(tx, call.account(), item.item(), at, quantity)
                .orElseThrow(() ->
                        ApiError.parameterInvalid(
                                "quantity",
                                "The usage at one moment is at most " + Usage.MOST + "."));
    }

    /** What was billed stays as it was, and nothing is used in the future. */
    private static Instant moment(String text, Metered item) {
        if (!text.equals("now") && !SECONDS.matcher(text).matches())
            throw ApiError.parameterInvalidInteger("timestamp", text);
        var at =
                text.equals("now")
                        ? Instant.ofEpochSecond(item.now().getEpochSecond())
                        : Instant.ofEpochSecond(Long.parseLong(text));
        if (at.isBefore(item.period().start()))
            throw ApiError.parameterInvalid(
                    "timestamp",
                    "Cannot create the usage record with this timestamp because timestamps must be"
                            + " after the subscription's last invoice period (or current trial"
                            + " period).");
        if (at.isAfter(item.now().plus(AHEAD)))
            throw ApiError.parameterInvalid(
                    "timestamp",
                    "Cannot create the usage record with this timestamp because it is in the"
                            + " future.");
        return at;
    }

    private Answer summaries(Call call) {
        var id = call.path("id");
        var page =
                platform.tx()
                        .inAccount(
                                call.account(),
                                tx -> page(tx, call, items.held(tx, call.account(), id)));
        var url = "/v1/subscription_items/" + id + "/usage_record_summaries";
        return Lists.answer(url, page.map(summary -> shown(call, summary)));
    }

    /** The newest first: the period that goes on, then those that were billed. */
    private Page<Summary> page(Tx tx, Call call, Metered item) {
        var account = call.account();
        var page = call.page();
        var current = current(tx, call, item);
        var begins = current.period().start();
        var found = new ArrayList<Summary>();
        if (page.before().isPresent()) {
            var at = begins(item, page.before().get(), "ending_before");
            found.addAll(sql.after(tx, account, item.item(), at, page.limit() + 1));
            if (at.isBefore(begins)) found.add(current);
            var cut = Page.of(found, page.limit());
            return new Page<>(cut.items().reversed(), cut.hasMore());
        }
        var after = page.after().map(cursor -> begins(item, cursor, "starting_after"));
        if (after.map(begins::isBefore).orElse(true)) found.add(current);
        found.addAll(sql.before(tx, account, item.item(), after.orElse(begins), page.limit() + 1));
        return Page.of(found, page.limit());
    }

    private Summary current(Tx tx, Call call, Metered item) {
        long total = usage.total(tx, call.account(), item.item(), item.aggregate(), item.period());
        return new Summary(item.item(), item.period(), total, Optional.empty());
    }

    private static ObjectNode shown(Call call, Summary summary) {
        var body = Json.object();
        body.put("id", id(summary)).put("object", "usage_record_summary");
        Json.put(body, "invoice", summary.invoice());
        body.put("livemode", call.account().livemode());
        body.putObject("period")
                .put("end", Json.seconds(summary.period().end()))
                .put("start", Json.seconds(summary.period().start()));
        body.put("subscription_item", summary.item());
        return body.put("total_usage", summary.total());
    }

    /** A period is known by its item and its beginning. */
    private static String id(Summary summary) {
        var begins = Long.toString(Json.seconds(summary.period().start()), Character.MAX_RADIX);
        return SUMMARY + begins + own(summary.item());
    }

    private static String own(String item) {
        return item.substring(item.lastIndexOf('_') + 1);
    }

    private static Instant begins(Metered item, String cursor, String param) {
        var own = own(item.item());
        boolean theirs = cursor.startsWith(SUMMARY) && cursor.endsWith(own);
        int end = cursor.length() - own.length();
        if (!theirs || end <= SUMMARY.length() || end > SUMMARY.length() + 9)
            throw ApiError.missingReference("usage_record_summary", cursor, param);
        try {
            return Instant.ofEpochSecond(
                    Long.parseLong(cursor.substring(SUMMARY.length(), end), Character.MAX_RADIX));
        } catch (NumberFormatException e) {
            throw ApiError.missingReference("usage_record_summary", cursor, param);
        }
    }
}
