package hawker.workbench;

import hawker.disputes.Dispute;
import hawker.look.Badge;
import hawker.look.Kit;
import hawker.look.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a dispute is about, how it stands and what happened, in plain words. */
final class DisputeWords {

    private DisputeWords() {}

    static Badge state(Thing dispute) {
        return switch (dispute.text("status")) {
            case "needs_response" -> Kit.badge("Needs response", Tone.BAD);
            case "warning_needs_response" -> Kit.badge("Inquiry: needs response", Tone.WARN);
            case "under_review" -> Kit.badge("Under review", Tone.NOTE);
            case "warning_under_review" -> Kit.badge("Inquiry: under review", Tone.NOTE);
            case "won" -> Kit.badge("Won", Tone.GOOD);
            case "lost" -> Kit.badge("Lost", Tone.BAD);
            case "warning_closed" -> Kit.badge("Inquiry closed", Tone.PLAIN);
            default -> Kit.badge(Words.words(dispute.text("status")), Tone.PLAIN);
        };
    }

    /** Whether the seller may still answer. */
    static boolean waits(Thing dispute) {
        return dispute.text("status").endsWith("needs_response")
                && !dispute.is("evidence_details.past_due");
    }

    /** What it means for the seller, in a title and a sentence. */
    record Says(Tone tone, String title, String text) {}

    static Says says(Thing dispute) {
        var amount = dispute.money("amount").text();
        var until = dispute.time("evidence_details.due_by").map(Words::day).orElse("the deadline");
        return switch (dispute.text("status")) {
            case "needs_response" ->
                    new Says(
                            Tone.BAD,
                            "The bank has taken " + amount + " back",
                            "Answer with evidence by "
                                    + until
                                    + ". If you say nothing until then, the dispute is lost.");
            case "warning_needs_response" ->
                    new Says(
                            Tone.WARN,
                            "The cardholder’s bank asks about this payment",
                            "No money has left your balance. Answer by "
                                    + until
                                    + ", or refund the payment: either may keep it from becoming a"
                                    + " chargeback.");
            case "under_review" ->
                    new Says(
                            Tone.NOTE,
                            "The bank is looking at your evidence",
                            "It can take up to 75 days. Nothing can be added now; you are told when"
                                    + " it has decided.");
            case "warning_under_review" ->
                    new Says(
                            Tone.NOTE,
                            "The bank is looking at your answer",
                            "No money has left your balance. You are told if the bank makes a"
                                    + " chargeback of it, or lets it rest.");
            case "won" ->
                    new Says(
                            Tone.GOOD,
                            "You won",
                            "The bank ruled for you: " + amount + " and the fee came back.");
            case "lost" ->
                    new Says(
                            Tone.BAD,
                            "The dispute is lost",
                            "The cardholder keeps "
                                    + amount
                                    + ". The ruling is final; nothing more is to do.");
            default ->
                    new Says(
                            Tone.PLAIN,
                            "The inquiry is closed",
                            "The bank asks no more, and no money was taken.");
        };
    }

    /** Why the cardholder complains. */
    static String reason(String reason) {
        return switch (reason) {
            case "fraudulent" -> "The cardholder says they did not make this payment.";
            case "product_not_received" -> "The cardholder says what they paid for never came.";
            case "product_unacceptable" ->
                    "The cardholder says what came was broken, or not what was described.";
            case "duplicate" -> "The cardholder says they were charged more than once.";
            case "subscription_canceled" ->
                    "The cardholder says they had cancelled before they were charged.";
            case "credit_not_processed" ->
                    "The cardholder says they were promised a refund that never came.";
            case "unrecognized" ->
                    "The cardholder does not recognise the payment on their statement.";
            case "debit_not_authorized" -> "The account holder says they did not allow this debit.";
            case "noncompliant" -> "The bank says the payment broke a rule of the card network.";
            default -> "The bank gave no reason of its own.";
        };
    }

    /** What convinces a bank in such a case. */
    static String advice(String reason) {
        return switch (reason) {
            case "fraudulent", "unrecognized", "debit_not_authorized" ->
                    "Show that the cardholder took part: the same name, e-mail or address as the"
                            + " card’s, messages with them, a signature, earlier orders they did not"
                            + " dispute.";
            case "product_not_received" ->
                    "Show that it arrived: carrier, tracking number, the day, the address, and a"
                            + " proof of delivery. For services: that they were used.";
            case "product_unacceptable" ->
                    "Show what you promised and what you sent, and what you offered to put right.";
            case "duplicate" -> "Show that the two payments were for two different things.";
            case "subscription_canceled", "credit_not_processed" ->
                    "Show the terms the cardholder agreed to, and what you said when they asked.";
            default ->
                    "Tell what was bought, by whom, and that they got it. Facts with documents"
                            + " convince; long letters do not.";
        };
    }

    /** What happened, newest first, from the versions of a dispute, oldest first. */
    static List<Kit.Event> story(List<Dispute> versions) {
        var events = new ArrayList<Kit.Event>();
        for (int i = 0; i < versions.size(); i++)
            events.add(
                    i == 0
                            ? opened(versions.getFirst())
                            : changed(versions.get(i - 1), versions.get(i)));
        return events.reversed().stream()
                .sorted(Comparator.comparing(Kit.Event::at).reversed())
                .toList();
    }

    private static Kit.Event opened(Dispute first) {
        var amount = first.amount().text();
        return first.standing().inquiry()
                ? new Kit.Event(
                        first.at(),
                        "The bank asked about " + amount,
                        "An inquiry: no money was taken",
                        Tone.WARN)
                : new Kit.Event(
                        first.at(), "The bank took " + amount + " back", fee(first), Tone.BAD);
    }

    private static String fee(Dispute dispute) {
        var fee = dispute.standing().fee();
        return fee.isZero() ? "" : "and a dispute fee of " + fee.text() + " was charged";
    }

    private static Kit.Event changed(Dispute before, Dispute now) {
        if (before.standing().inquiry() && !now.standing().inquiry())
            return new Kit.Event(now.at(), "The inquiry became a chargeback", fee(now), Tone.BAD);
        if (now.standing().submissions() > before.standing().submissions())
            return new Kit.Event(now.at(), "Evidence was handed in", "", Tone.NOTE);
        if (now.status() != before.status()) return ended(now);
        if (!now.standing().evidence().equals(before.standing().evidence()))
            return new Kit.Event(now.at(), "A draft of the evidence was saved", "", Tone.PLAIN);
        return new Kit.Event(now.at(), "It was written on", "", Tone.PLAIN);
    }

    private static Kit.Event ended(Dispute now) {
        return switch (now.status()) {
            case WON ->
                    new Kit.Event(
                            now.at(),
                            "The bank ruled for you",
                            now.amount().text() + " came back",
                            Tone.GOOD);
            case LOST ->
                    new Kit.Event(
                            now.at(),
                            "The dispute was lost",
                            "The cardholder keeps the money",
                            Tone.BAD);
            case WARNING_CLOSED ->
                    new Kit.Event(now.at(), "The inquiry was closed", "", Tone.PLAIN);
            case NEEDS_RESPONSE, WARNING_NEEDS_RESPONSE, UNDER_REVIEW, WARNING_UNDER_REVIEW ->
                    new Kit.Event(now.at(), Words.words(now.status().text()), "", Tone.NOTE);
        };
    }
}
