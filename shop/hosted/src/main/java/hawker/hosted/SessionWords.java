package hawker.hosted;

/** What the page says, of a payment and of a card that is kept for later. */
record SessionWords(Session session, String seller) {

    String title() {
        return session.isSetup() ? "Save your card for " + seller : "Pay " + seller;
    }

    String button() {
        if (session.isSetup()) return "Save card";
        return session.total().isZero() ? "Complete order" : "Pay " + session.total().text();
    }

    String enterCard() {
        return session.isSetup() ? "Enter the card to save." : "Enter the card to pay with.";
    }

    String notDone() {
        return session.isSetup() ? "Not saved" : "Not paid";
    }

    /** Comforts after a press that led to nothing. */
    String nothing() {
        return session.isSetup() ? "Nothing was saved." : "Nothing was charged.";
    }

    String doneTitle() {
        return session.isSetup() ? "Saved" : "Paid";
    }

    String done() {
        if (session.isSetup()) return "Your card is saved for " + seller + ".";
        return session.total().isZero()
                ? "Nothing was to be paid."
                : session.total().text() + " was paid to " + seller + ".";
    }
}
