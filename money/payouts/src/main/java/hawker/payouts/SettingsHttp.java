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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /v1/balance_settings}: when a seller is paid out. */
final class SettingsHttp {

    private static final String ONE = "/v1/balance_settings";

    /** Business days between a payment and its money. */
    private static final int DELAY_DAYS = 2;

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
                                            Param.texts("weekly_payout_days", 10)))));

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
        return Answer.ok(render(account, payouts.schedule(account)));
    }

    private Answer update(Call call) {
        var wanted =
                call.params()
                        .hash("payments")
                        .flatMap(payments -> payments.hash("payouts"))
                        .flatMap(paid -> paid.hash("schedule"))
                        .map(SettingsHttp::schedule);
        return call.write(tx -> {
            wanted.ifPresent(schedule -> payouts.setSchedule(tx, call.account(), schedule));
            return Answer.ok(
                    render(
                            call.account(),
                            wanted.orElseGet(() -> payouts.schedule(call.account()))));
        });
    }

    private static Schedule schedule(Params params) {
        var interval =
                params.text("interval")
                        .orElseThrow(() -> ApiError.parameterMissing(params.nameOf("interval")));
        return switch (interval) {
            case "manual" -> new Schedule.Manual();
            case "weekly" -> new Schedule.Weekly(weekday(params));
            case "monthly" -> new Schedule.Monthly(day(params));
            default -> new Schedule.Daily();
        };
    }

    /** One day: more than one is not offered. */
    private static String only(Params params, String name) {
        var days = params.texts(name);
        if (days.size() == 1) return days.getFirst();
        throw days.isEmpty()
                ? ApiError.parameterMissing(params.nameOf(name))
                : ApiError.parameterInvalid(params.nameOf(name), "Only one day can be given.");
    }

    private static DayOfWeek weekday(Params params) {
        var day = only(params, "weekly_payout_days");
        for (var known : DayOfWeek.values())
            if (word(known).equals(day) && known.compareTo(DayOfWeek.FRIDAY) <= 0) return known;
        throw ApiError.parameterInvalid(
                params.nameOf("weekly_payout_days"), "Not a business day: " + day + ".");
    }

    private static int day(Params params) {
        var day = only(params, "monthly_payout_days");
        boolean good = day.matches("[0-9]{1,2}");
        int number = good ? Integer.parseInt(day) : 0;
        if (number >= 1 && number <= 31) return number;
        throw ApiError.parameterInvalid(
                params.nameOf("monthly_payout_days"), "Not a day of a month: " + day + ".");
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode render(AccountId account, Schedule schedule) {
        var node = Json.object().put("object", "balance_settings");
        var payments =
                node.putObject("payments")
                        .put("debit_negative_balances", destinations.debitsNegative(account));
        var paid = payments.putObject("payouts");
        paid.putNull("automatic_transfer_rules_by_currency");
        paid.putNull("minimum_balance_by_currency");
        schedule(paid.putObject("schedule"), schedule);
        paid.putNull("statement_descriptor").put("status", "enabled");
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
                            case Schedule.Weekly(var day) -> {
                                node.putArray("weekly_payout_days").add(word(day));
                                yield "weekly";
                            }
                            case Schedule.Monthly(var day) -> {
                                node.putArray("monthly_payout_days").add(day);
                                yield "monthly";
                            }
                        });
        Json.put(node, "interval", interval);
    }
}
