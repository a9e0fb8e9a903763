package hawker.hosted;

/** What the page says, of a payment and of a card that is kept for later. */
record SessionWords(Session session, String seller) {

    String title() {
        if (session.isSubscription()) return "Subscribe to " + seller;
        return session.isSetup() ? "Save your card for " + seller : "Pay " + seller;
    }

    String button() {
        if (session.isSetup()) return "Save card";
        if (session.isSubscription())
            return session.total().isZero()
                    ? "Subscribe"
                    : "Subscribe and pay " + session.total().text();
        return session.total().isZero() ? "Complete order" : "Pay " + session.total().text();
    }

    String enterCard() {
        return session.savesCard() ? "Enter the card to save." : "Enter the card to pay with.";
    }

    String notDone() {
        return session.savesCard() ? "Not saved" : "Not paid";
    }

    /** Comforts after a press that led to nothing. */
    String nothing() {
        return session.savesCard() ? "Nothing was saved." : "Nothing was charged.";
    }

    String doneTitle() {
        if (session.isSubscription()) return "Subscribed";
        return session.isSetup() ? "Saved" : "Paid";
    }

    String done() {
        if (session.isSetup()) return "Your card is saved for " + seller + ".";
        if (session.isSubscription())
            return session.total().isZero()
                    ? "You are subscribed to " + seller + ". Nothing was charged today."
                    : "You are subscribed to "
                            + seller
                            + ". "
                            + session.total().text()
                            + " was paid.";
        return session.total().isZero()
                ? "Nothing was to be paid."
                : session.total().text() + " was paid to " + seller + ".";
    }
}
