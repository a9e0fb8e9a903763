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
import hawker.kernel.Currency;
import hawker.platform.Tx;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code /v1/balance_settings}: when a seller is paid out, how much stays, how long money waits.
 */
final class SettingsHttp {

    private static final String ONE = "/v1/balance_settings";

    /** Business days between a payment and its money. */
    private static final int SHORTEST = 2;

    private static final String DEBITS = "debit_negative_balances";
    private static final String TIMING = "settlement_timing";
    private static final String DELAY = "delay_days_override";
    private static final String MINIMUM = "minimum_balance_by_currency";
    private static final String DESCRIPTOR = "statement_descriptor";

    private static final Shape UPDATE =
            Shape.of(
                    Param.hash(
                            "payments",
                            Param.flag(DEBITS),
                            Param.hash(TIMING, Param.integer(DELAY, SHORTEST, 31).nullable()),
                            Param.hash(
                                    "payouts",
                                    Param.open(MINIMUM).nullable(),
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
        return Answer.ok(render(account));
    }

    private Answer update(Call call) {
        var account = call.account();
        var payments = call.params().hash("payments");
        var paid = payments.flatMap(all -> all.hash("payouts"));
        var wanted = paid.flatMap(p -> p.hash("schedule")).map(SettingsHttp::schedule);
        var timing = payments.flatMap(all -> all.hash(TIMING));
        checkDebits(account, payments);
        var settings = payouts.settings();
        boolean debits =
                payments.flatMap(all -> all.flag(DEBITS))
                        .orElseGet(() -> destinations.debitsNegative(account));
        return call.write(tx -> {
            wanted.ifPresent(schedule -> payouts.setSchedule(tx, account, schedule));
            if (paid.filter(p -> p.has(DESCRIPTOR) || p.isUnset(DESCRIPTOR)).isPresent())
                payouts.setDescriptor(tx, account, paid.flatMap(p -> p.text(DESCRIPTOR)));
            if (paid.filter(p -> p.has(MINIMUM) || p.isUnset(MINIMUM)).isPresent())
                settings.changeMinimums(
                        tx, account, before -> minimums(paid.orElseThrow(), before));
            if (timing.filter(t -> t.has(DELAY) || t.isUnset(DELAY)).isPresent())
                settings.setDelay(
                        tx, account, timing.flatMap(t -> t.integer(DELAY)).map(Long::intValue));
            destinations.keep(tx, account, forPlatform(payments));
            return Answer.ok(render(tx, account, debits));
        });
    }

    /**
     * Only what a platform made is debited for what it owes: its own seller is asked to pay in.
     *
     * @throws ApiError 400
     */
    private void checkDebits(AccountId account, Optional<Params> payments) {
        if (payments.filter(all -> all.has(DEBITS)).isPresent() && !destinations.keeps(account))
            throw ApiError.parameterInvalid(
                    payments.get().nameOf(DEBITS),
                    "Only accounts that a platform made are debited for negative balances.");
    }

    /**
     * What is kept after what is told; an empty amount takes one away, also that of a code which is
     * no money but was taken as such once.
     *
     * @throws ApiError 400
     */
    private static Map<String, Long> minimums(Params paid, Map<String, Long> before) {
        if (paid.isUnset(MINIMUM)) return Map.of();
        var now = new TreeMap<>(before);
        paid.open(MINIMUM)
                .orElseThrow()
                .forEach((named, amount) -> {
                    // As payouts look it up, however it was written.
                    var code = named.toLowerCase(Locale.ROOT);
                    if (amount.isEmpty() && now.remove(code) != null) return;
                    var name = paid.nameOf(MINIMUM) + "[" + named + "]";
                    if (Currency.parse(code).filter(Currency::isMoney).isEmpty())
                        throw ApiError.parameterInvalid(name, "Invalid currency: " + named + ".");
                    if (amount.isEmpty()) return;
                    if (!amount.matches("[0-9]{1,8}"))
                        throw ApiError.parameterInvalidInteger(name, amount);
                    now.put(code, Long.parseLong(amount));
                });
        return now;
    }

    /** The same as {@code settings[payouts]} of /v1/accounts has it. */
    private static ObjectNode forPlatform(Optional<Params> payments) {
        var told = Json.object();
        payments.flatMap(all -> all.flag(DEBITS)).ifPresent(flag -> told.put(DEBITS, flag));
        var paid = payments.flatMap(all -> all.hash("payouts"));
        paid.flatMap(p -> p.text(DESCRIPTOR)).ifPresent(text -> told.put(DESCRIPTOR, text));
        if (paid.filter(p -> p.isUnset(DESCRIPTOR)).isPresent()) told.putNull(DESCRIPTOR);
        paid.flatMap(p -> p.hash("schedule"))
                .ifPresent(schedule -> schedule.mergeInto(told.withObject("/schedule")));
        var timing = payments.flatMap(all -> all.hash(TIMING));
        timing.flatMap(t -> t.integer(DELAY))
                .ifPresent(days -> told.withObject("/schedule").put("delay_days", days));
        if (timing.filter(t -> t.isUnset(DELAY)).isPresent())
            told.withObject("/schedule").putNull("delay_days");
        return told;
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

    private ObjectNode render(AccountId account) {
        boolean debits = destinations.debitsNegative(account);
        return payouts.read(account, tx -> render(tx, account, debits));
    }

    private ObjectNode render(Tx tx, AccountId account, boolean debits) {
        var settings = payouts.settings();
        var node = Json.object().put("object", "balance_settings");
        var payments = node.putObject("payments").put(DEBITS, debits);
        var paid = payments.putObject("payouts");
        paid.putNull("automatic_transfer_rules_by_currency");
        var minimums = settings.minimums(tx, account);
        if (minimums.isEmpty()) paid.putNull(MINIMUM);
        else minimums.forEach(paid.putObject(MINIMUM)::put);
        schedule(paid.putObject("schedule"), payouts.schedule(tx, account));
        Json.put(paid, DESCRIPTOR, payouts.descriptor(tx, account));
        paid.put("status", "enabled");
        var delay = settings.delay(tx, account);
        var timing = payments.putObject(TIMING).put("delay_days", delay.orElse(SHORTEST));
        delay.ifPresent(days -> timing.put(DELAY, days));
        timing.putNull("start_of_day");
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
