package hawker.dashboard;

import gg.jte.Content;
import hawker.disputes.Dispute;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Tone;
import hawker.network.Outcome;
import hawker.payments.Charge;
import hawker.payments.Refund;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What happened to a payment, newest first, and what is known about it. */
final class PaymentStory {

    private static final String RULES = "/dashboard/fraud/rules/";

    private PaymentStory() {}

    /**
     * Why it was declined or blocked, in words a seller can act on; nothing for one that was not.
     */
    static Content verdict(Charge charge) {
        if (!(charge.state() instanceof Charge.State.Failed failed)) return Kit.nothing();
        var outcome = charge.facts().outcome();
        boolean blocked = outcome.type() == Outcome.Type.BLOCKED;
        var code = failed.declineCode().or(outcome::reason).orElse(failed.code());
        return Kit.banner(
                Tone.BAD,
                blocked ? "Blocked before it reached the bank" : "The payment failed",
                outcome.sellerMessage() + " " + advice(code, blocked),
                outcome.rule()
                        .filter(rule -> blocked)
                        .map(rule -> new Link("The rule that blocked it", RULES + rule)));
    }

    private static String advice(String code, boolean blocked) {
        if (blocked)
            return "If you know the buyer and trust them, ask them to pay with another card.";
        return switch (code) {
            case "insufficient_funds" ->
                    "Their account did not hold enough: they can try again later or with another"
                            + " card.";
            case "expired_card" -> "The card has expired: ask for another one.";
            case "incorrect_cvc", "invalid_cvc" ->
                    "The code on the back was wrong: ask them to type it again.";
            case "incorrect_number", "invalid_number" ->
                    "The number was mistyped: ask them to type it again.";
            case "lost_card", "stolen_card", "fraudulent", "pickup_card" ->
                    "Do not try this card again, and tell the buyer no more than that it was"
                            + " declined.";
            case "authentication_required" ->
                    "Their bank wants to hear from them: they can pay again and confirm it.";
            case "processing_error" -> "Something failed on the way: trying again may work.";
            default -> "The bank says no more; the buyer can ask it, or pay with another card.";
        };
    }

    static List<Kit.Event> of(SaleMoney.View sale, Charge charge, List<Dispute> disputes) {
        var events = new ArrayList<Kit.Event>();
        events.add(attempt(charge));
        for (var entry : sale.entries()) {
            var what =
                    switch (entry.journal().kind()) {
                        case CHARGE_CAPTURED,
                                CHARGE_CAPTURED_FX,
                                CHARGE_CAPTURED_NOW,
                                DEBIT_COLLECTED,
                                CASH_APPLIED ->
                                "Captured " + entry.amount().text();
                        default -> "";
                    };
            if (what.isEmpty()) continue;
            var when = "Available on " + Statement.DAY.format(entry.availableOn());
            events.add(new Kit.Event(entry.journal().postedAt(), what, when, Tone.GOOD));
        }
        for (var refund : sale.refunds()) events.add(refund(refund));
        for (var dispute : disputes) disputed(dispute, events);
        // Newest first; of one moment, what came later in the list.
        return events.reversed().stream()
                .sorted(Comparator.comparing(Kit.Event::at).reversed())
                .toList();
    }

    private static Kit.Event attempt(Charge charge) {
        var amount = charge.amount().text();
        return switch (charge.state()) {
            case Charge.State.Failed(var code, var declineCode, var message) ->
                    new Kit.Event(
                            charge.created(),
                            "Payment of " + amount + " failed",
                            message + declineCode.map(reason -> " (" + reason + ")").orElse(""),
                            Tone.BAD);
            case Charge.State.Pending ignored ->
                    new Kit.Event(
                            charge.created(),
                            "Debit of " + amount + " ordered",
                            "The bank answers in a few days",
                            Tone.NOTE);
            case Charge.State.Authorized(var before) ->
                    new Kit.Event(
                            charge.created(),
                            "Authorised " + amount,
                            "To be captured before " + before.toString().substring(0, 10),
                            Tone.NOTE);
            case Charge.State.Captured ignored ->
                    new Kit.Event(
                            charge.created(),
                            "Authorised " + amount,
                            charge.facts().approvalCode().map(c -> "Approval " + c).orElse(""),
                            Tone.PLAIN);
            case Charge.State.Released ignored ->
                    new Kit.Event(
                            charge.created(),
                            "Authorised " + amount,
                            "Released without being captured",
                            Tone.PLAIN);
        };
    }

    private static void disputed(Dispute dispute, List<Kit.Event> events) {
        var amount = dispute.amount().text();
        events.add(
                new Kit.Event(
                        dispute.facts().created(),
                        dispute.standing().inquiry()
                                ? "The bank asked about " + amount
                                : amount + " was disputed",
                        dispute.id().text(),
                        Tone.BAD));
        if (dispute.status().ended())
            events.add(
                    new Kit.Event(
                            dispute.at(),
                            switch (dispute.status()) {
                                case WON -> "The dispute was won";
                                case LOST -> "The dispute was lost";
                                default -> "The inquiry was closed";
                            },
                            dispute.id().text(),
                            dispute.status() == Dispute.Status.WON ? Tone.GOOD : Tone.PLAIN));
    }

    private static Kit.Event refund(Refund refund) {
        var amount = refund.amount().text();
        return switch (refund.status()) {
            case SUCCEEDED ->
                    new Kit.Event(
                            refund.created(), "Refunded " + amount, refund.id().text(), Tone.WARN);
            case PENDING ->
                    new Kit.Event(
                            refund.created(),
                            "Refund of " + amount + " waits",
                            refund.journal().isPresent()
                                    ? "It is on its way"
                                    : "Paid as soon as your available balance covers it",
                            Tone.NOTE);
            case REQUIRES_ACTION ->
                    new Kit.Event(
                            refund.created(),
                            "Refund of " + amount + " waits for its customer",
                            "Asked for a bank account by e-mail",
                            Tone.NOTE);
            case FAILED ->
                    new Kit.Event(
                            refund.created(),
                            "Refund of " + amount + " failed",
                            refund.failureReason().orElse(""),
                            Tone.BAD);
            case CANCELED ->
                    new Kit.Event(
                            refund.created(),
                            "Refund of " + amount + " called back",
                            "",
                            Tone.PLAIN);
        };
    }

    static List<Kit.Pair> details(Charge charge) {
        var pairs = new ArrayList<Kit.Pair>();
        var facts = charge.facts();
        pairs.add(new Kit.Pair("On the statement", facts.descriptor()));
        charge.notes()
                .description()
                .ifPresent(text -> pairs.add(new Kit.Pair("Description", text)));
        pairs.add(new Kit.Pair("Outcome", facts.outcome().sellerMessage()));
        pairs.add(
                new Kit.Pair(
                        "Risk",
                        words(facts.outcome().riskLevel().text())
                                + ", "
                                + facts.outcome().riskScore()
                                + " of 100"));
        facts.outcome().signals().forEach(why -> pairs.add(new Kit.Pair("Why", why)));
        facts.outcome().rule().ifPresent(rule -> pairs.add(new Kit.Pair("Rule", rule(rule))));
        facts.networkReference()
                .ifPresent(text -> pairs.add(new Kit.Pair("Network reference", text)));
        pairs.add(new Kit.Pair("Charge", charge.id().text()));
        charge.intent().ifPresent(id -> pairs.add(new Kit.Pair("Payment intent", id.text())));
        charge.notes().metadata().forEach((name, value) -> pairs.add(new Kit.Pair(name, value)));
        return pairs;
    }

    /** What holds for every shop is named by words; each leads to its page. */
    private static Content rule(String id) {
        var name = id.startsWith("ssr_") ? "A rule of yours" : words(id);
        return Kit.link(name, RULES + id).quiet().compact();
    }

    static List<Kit.Pair> card(Charge charge) {
        return switch (charge.facts().instrument()) {
            case CardDisplay card -> card(card);
            case Instrument.BankAccount bank ->
                    List.of(
                            new Kit.Pair("Bank", bank.bankName().orElse(bank.bank())),
                            new Kit.Pair("Country", bank.country()),
                            new Kit.Pair("Fingerprint", bank.fingerprint()));
            case Instrument.CustomerBalance ignored -> List.of();
            case Instrument.Promised promised -> List.of(new Kit.Pair("Kind", promised.type()));
        };
    }

    private static List<Kit.Pair> card(CardDisplay card) {
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Kind", words(card.funding())));
        card.country()
                .ifPresent(code ->
                        pairs.add(
                                new Kit.Pair(
                                        "Issued in",
                                        Locale.of("", code).getDisplayCountry(Locale.US))));
        card.checks()
                .cvc()
                .ifPresent(check -> pairs.add(new Kit.Pair("CVC check", words(lower(check)))));
        card.checks()
                .postalCode()
                .ifPresent(check -> pairs.add(new Kit.Pair("Postal check", words(lower(check)))));
        pairs.add(new Kit.Pair("Fingerprint", card.fingerprint()));
        return pairs;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(String name) {
        var text = name.replace('_', ' ');
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
