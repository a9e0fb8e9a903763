package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code /v1/balance_settings}: when a seller is paid out. */
final class SettingsHttp {

    private static final String ONE = "/v1/balance_settings";

    /** Business days between a payment and its money. */
    private static final int DELAY_DAYS = 2;

    private static final String DESCRIPTOR = "statement_descriptor";

    private static final Shape UPDATE =
            Shape.of(
                    Param.hash(
                            "payments",
                            Param.hash(
                                    "payouts",
                                    Param.hash(
                                            "schedule",
                                            Param.oneOf(
                                                    "interval",
                                                    "daily",
                                                    "manual",
                                                    "monthly",
                                                    "weekly"),
                                            Param.texts("monthly_payout_days", 2),
                                            Param.texts("weekly_payout_days", 10)),
                                    Param.text(DESCRIPTOR, 22).nullable())));

    private final Payouts payouts;
    private final Destinations destinations;

    SettingsHttp(Payouts payouts, Destinations destinations) {
        this.payouts = payouts;
        this.destinations = destinations;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ONE, Shape.of(), call -> answer(call.account())),
                Operation.post(ONE, UPDATE, this::update));
    }

    private Answer answer(AccountId account) {
        return Answer.ok(render(account, payouts.schedule(account), payouts.descriptor(account)));
    }

    private Answer update(Call call) {
        var account = call.account();
        var paid = call.params().hash("payments").flatMap(payments -> payments.hash("payouts"));
        var wanted = paid.flatMap(p -> p.hash("schedule")).map(SettingsHttp::schedule);
        return call.write(tx -> {
            wanted.ifPresent(schedule -> payouts.setSchedule(tx, account, schedule));
            boolean says = paid.filter(p -> p.has(DESCRIPTOR) || p.isUnset(DESCRIPTOR)).isPresent();
            var said = paid.flatMap(p -> p.text(DESCRIPTOR));
            if (says) payouts.setDescriptor(tx, account, said);
            return Answer.ok(
                    render(
                            account,
                            wanted.orElseGet(() -> payouts.schedule(account)),
                            says ? said : payouts.descriptor(account)));
        });
    }

    private static Schedule schedule(Params params) {
        var interval =
                params.text("interval")
                        .orElseThrow(() -> ApiError.parameterMissing(params.nameOf("interval")));
        return switch (interval) {
            case "manual" -> new Schedule.Manual();
            case "weekly" -> new Schedule.Weekly(weekdays(params));
            case "monthly" -> new Schedule.Monthly(days(params));
            default -> new Schedule.Daily();
        };
    }

    private static List<String> named(Params params, String name) {
        var days = params.texts(name);
        if (days.isEmpty()) throw ApiError.parameterMissing(params.nameOf(name));
        return days;
    }

    private static SortedSet<DayOfWeek> weekdays(Params params) {
        var days = new TreeSet<DayOfWeek>();
        for (var name : named(params, "weekly_payout_days"))
            days.add(
                    Arrays.stream(DayOfWeek.values())
                            .filter(day -> word(day).equals(name))
                            .filter(day -> day.compareTo(DayOfWeek.FRIDAY) <= 0)
                            .findFirst()
                            .orElseThrow(() ->
                                    ApiError.parameterInvalid(
                                            params.nameOf("weekly_payout_days"),
                                            "Not a business day: " + name + ".")));
        return days;
    }

    private static SortedSet<Integer> days(Params params) {
        var days = new TreeSet<Integer>();
        for (var day : named(params, "monthly_payout_days")) {
            int number = day.matches("[0-9]{1,2}") ? Integer.parseInt(day) : 0;
            if (number < 1 || number > 31)
                throw ApiError.parameterInvalid(
                        params.nameOf("monthly_payout_days"), "Not a day of a month: " + day + ".");
            days.add(number);
        }
        return days;
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode render(AccountId account, Schedule schedule, Optional<String> descriptor) {
        var node = Json.object().put("object", "balance_settings");
        var payments =
                node.putObject("payments")
                        .put("debit_negative_balances", destinations.debitsNegative(account));
        var paid = payments.putObject("payouts");
        paid.putNull("automatic_transfer_rules_by_currency");
        paid.putNull("minimum_balance_by_currency");
        schedule(paid.putObject("schedule"), schedule);
        Json.put(paid, DESCRIPTOR, descriptor);
        paid.put("status", "enabled");
        payments.putObject("settlement_timing")
                .put("delay_days", DELAY_DAYS)
                .putNull("start_of_day");
        return node;
    }

    private static void schedule(ObjectNode node, Schedule schedule) {
        Optional<String> interval =
                Optional.of(
                        switch (schedule) {
                            case Schedule.Manual() -> "manual";
                            case Schedule.Daily() -> "daily";
                            case Schedule.Weekly(var days) -> {
                                var array = node.putArray("weekly_payout_days");
                                days.forEach(day -> array.add(word(day)));
                                yield "weekly";
                            }
                            case Schedule.Monthly(var days) -> {
                                days.forEach(node.putArray("monthly_payout_days")::add);
                                yield "monthly";
                            }
                        });
        Json.put(node, "interval", interval);
    }
}
