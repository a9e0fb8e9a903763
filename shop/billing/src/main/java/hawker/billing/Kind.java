package hawker.billing;

/** The sorts of papers, by the name that the API gives the object. */
enum Kind {
    INVOICE("invoice", "in"),
    INVOICE_ITEM("invoiceitem", "ii"),
    INVOICE_PAYMENT("invoice_payment", "inpay"),
    SUBSCRIPTION("subscription", "sub"),
    SCHEDULE("subscription_schedule", "sub_sched"),
    TEST_CLOCK("test_helpers.test_clock", "clock"),
    DISCOUNT("discount", "di"),
    CONFIGURATION("billing_portal.configuration", "bpc"),
    PORTAL_SESSION("billing_portal.session", "bps");

    private final String object;
    private final String prefix;

    Kind(String object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    String object() {
        return object;
    }

    /** Of its ids. */
    String prefix() {
        return prefix;
    }

    static Kind of(String object) {
        for (var kind : values()) if (kind.object.equals(object)) return kind;
        throw new IllegalArgumentException("no kind " + object);
    }

    /** The kind that an id is of. */
    static Kind ofId(String id) {
        var prefix = id.substring(0, id.lastIndexOf('_'));
        for (var kind : values()) if (kind.prefix.equals(prefix)) return kind;
        throw new IllegalArgumentException("no kind has ids like " + id);
    }
}
