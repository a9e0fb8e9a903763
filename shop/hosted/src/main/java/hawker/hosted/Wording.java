package hawker.hosted;

import gg.jte.Content;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Templates;
import hawker.look.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the page says besides its fields: the seller's own words, and what a buyer agrees to. */
record Wording(Templates templates, Session session, String seller) {

    /** The seller's own words at a place of the page, if there are any. */
    List<Content> said(String place) {
        var message = CustomText.of(session.body(), place);
        return message.isEmpty() ? List.of() : List.of(words(message));
    }

    private Content words(String message) {
        return templates.content("words.jte", Map.of("parts", CustomText.parts(message)));
    }

    /** What is paid later, and what the button means. */
    List<Content> agreement(Instant now) {
        var parts = new ArrayList<>(said(CustomText.SUBMIT));
        boolean reuse = Consents.saysReuse(session);
        if (session.isSubscription()) {
            parts.add(Kit.text(Agreement.course(session, now)));
            if (reuse) parts.add(Kit.text(Agreement.consent(session, seller)));
        } else if (reuse && session.keepsCard())
            parts.add(
                    Kit.text(
                            "Your card is kept: "
                                    + seller
                                    + " may charge it later for what you agree with them."));
        return parts;
    }

    /** What the buyer has to agree to, and what they may. */
    List<Content> terms(Optional<String> problem) {
        var parts = new ArrayList<Content>();
        var typed = Typed.of(session);
        if (Typed.wantsTerms(session)) {
            problem.ifPresent(
                    says -> parts.add(Kit.banner(Tone.BAD, "Terms", says, Optional.empty())));
            parts.add(Kit.checkbox(Consents.TERMS, termsLabel(), typed.terms()));
            parts.addAll(termsLinks());
        }
        if (Consents.asksPromotions(session))
            parts.add(
                    Kit.checkbox(
                            Consents.PROMOTIONS,
                            "Send me news and offers from " + seller,
                            typed.promotions()));
        return parts;
    }

    private String termsLabel() {
        var own = CustomText.of(session.body(), CustomText.TERMS);
        if (own.isEmpty()) return "I agree to the terms of service of " + seller;
        return CustomText.parts(own).stream().map(Link::label).collect(Collectors.joining());
    }

    /** Links cannot stand in the words of a box: pressing them would tick it. */
    private List<Content> termsLinks() {
        var links =
                CustomText.parts(CustomText.of(session.body(), CustomText.TERMS)).stream()
                        .filter(part -> !part.href().isEmpty())
                        .toList();
        if (links.isEmpty()) return List.of();
        var words = templates.content("words.jte", Map.of("parts", links));
        return List.of(templates.content("note.jte", Map.of("words", words)));
    }
}
