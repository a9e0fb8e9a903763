// Wallets of the test network: the buttons that an express checkout shows, the sheet over the page in which the
// buyer chooses a card, and what it and the page tell each other on the way. With a live key there is no wallet.

const WALLETS = { apple_pay: "applePay", google_pay: "googlePay", link: "link" };

/** The wallets that a page may show, in the order it wants. */
function walletsOf(key, types, { paymentMethods, wallets, paymentMethodOrder = [] } = {}) {
    if (!key.startsWith("pk_test_") || !types.includes("card")) return [];
    const wanted = { ...wallets, ...paymentMethods };
    const order = paymentMethodOrder.map((name) => Object.keys(WALLETS).find((type) => WALLETS[type] === name) ?? name);
    return ordered(Object.keys(WALLETS).filter((type) => wanted[WALLETS[type]] !== "never"), order);
}

/** As the ready event tells them; nothing where nothing is shown. */
function availableOf(wallets) {
    if (!wallets.length) return undefined;
    const others = { amazonPay: false, paypal: false, klarna: false };
    return Object.entries(WALLETS).reduce((told, [type, name]) => ({ ...told, [name]: wallets.includes(type) }), others);
}

const SECOND = 1000;
const PATIENCE = 30 * SECOND;

/** A button was pressed: the page says what is bought, or that it is not the time. */
async function pressed(element, wallet) {
    const group = element._group;
    if (group._wallet || group._pressed) return;
    group._pressed = true;
    try {
        const wanted = await clicked(element, wallet);
        if (!wanted) return;
        const { session, error } = await group._session();
        if (error) return element.emit("loaderror", { elementType: element._type, error });
        group._wallet = new WalletVisit(element, wallet, { ...element._options, ...wanted }, session);
    } finally {
        group._pressed = false;
    }
}

function clicked(element, wallet) {
    if (element._steps) return element._steps.click();
    if (!element.has("click")) return {};
    return new Promise((resolve) => {
        const late = setTimeout(() => {
            console.warn("The click event of the Express Checkout Element was not resolved within a second; nothing is opened.");
            resolve(null);
        }, SECOND);
        const end = (wanted) => (clearTimeout(late), resolve(wanted));
        element.emit("click", {
            elementType: element._type,
            expressPaymentType: wallet,
            resolve: (details = {}) => (checkItems(element._group, details), end(details)),
            reject: () => end(null),
        });
    });
}

/** Lines that come to more than is paid would tell the buyer something wrong. */
function checkItems(group, { lineItems = [] }) {
    const sum = lineItems.reduce((total, { amount }) => total + amount, 0);
    if (group._options.amount !== undefined && sum > group._options.amount)
        throw new IntegrationError(`The amount ${group._options.amount} is less than the sum of the line items, ${sum}. Call elements.update({amount}) first.`);
}

/** The wallets that a payment element has in its list: those the seller has switched on, and the page lets be. */
function walletsInList(element, session) {
    const { wallets } = element._options;
    if (!session?.wallets || wallets === "never") return [];
    return walletsOf(element._group.api.key, session.payment_method_types, { wallets }).filter((type) => session.wallets.includes(type));
}

/** Of a payment element in which a wallet is chosen: its sheet, until the buyer has agreed. {} or {error}. */
async function chosenWallet(group) {
    const element = group.getElement("payment");
    const wallet = element?._state.value?.type;
    if (group._wallet || !element?._isMounted) return {};
    const { session, error } = await group._session();
    if (error) return { error };
    if (!walletsInList(element, session).includes(wallet)) return {};
    return new Promise((decided) => {
        group._wallet = new WalletVisit(element, wallet, { ...element._options, billingAddressRequired: false }, session, decided);
    });
}

const FAILURES = {
    invalid_shipping_address: "The shop cannot deliver to this address.",
    address_unserviceable: "The shop cannot deliver to this address.",
    invalid_billing_address: "The shop does not take this billing address.",
    invalid_payment_data: "The shop does not take this card.",
};
const FAILED = "The payment did not go through.";

/** One visit of the sheet: from the press of a button to a payment method, or to the buyer's leaving. */
class WalletVisit {
    #element;
    #group;
    #frame;
    #dialog;
    #options;
    #told = null;
    #late = null;
    #decided;

    /** decided: whom a visit without events of its own tells that the buyer has agreed or left. */
    constructor(element, wallet, options, session, decided = null) {
        this.#decided = decided;
        this.#element = element;
        this.#group = element._group;
        this.wallet = wallet;
        this.#options = { ...options, session };
        this.#dialog = sheetDialog();
        this.#frame = new Frame(this.#dialog, {
            origin: CONFIG.vault,
            path: "/fields/wallets/sheet",
            params: { key: this.#group.api.key },
            title: "Test wallet",
            onMessage: (message) => this.#heard(message),
        });
        this.#frame.node.removeAttribute("scrolling");
        Object.assign(this.#frame.node.style, { colorScheme: "light dark", maxHeight: this.#dialog.style.maxHeight });
        this.#dialog.addEventListener("cancel", (event) => {
            event.preventDefault();
            if (!this.#told) this.#cancelled();
        });
        document.body.append(this.#dialog);
        this.#dialog.showModal();
        this.#show();
    }

    isOf(element) {
        return this.#element === element;
    }

    /** Whether the buyer has agreed, and the payment is the page's to make. */
    get isAuthorised() {
        return this.#told !== null;
    }

    /** Where it goes, as the API has it. */
    get shipping() {
        const to = this.#told?.shippingAddress;
        return to && { ...withoutEmpty({ name: to.name, address: to.address }), phone: this.#told.billingDetails?.phone };
    }

    #show() {
        const { session, ...options } = this.#options;
        const { mode, amount, currency, appearance } = this.#group._options;
        const due = amount ?? session.amount;
        this.#frame.send({
            type: "set",
            options: plain({
                wallet: this.wallet,
                business: options.business?.name ?? session.business_name,
                isSetup: (session.mode ?? mode) === "setup" || due === 0,
                amount: due,
                currency: (currency ?? session.currency)?.toLowerCase(),
                lineItems: options.lineItems,
                shippingRates: options.shippingRates,
                ask: {
                    email: Boolean(options.emailRequired),
                    phone: Boolean(options.phoneNumberRequired),
                    billing: options.billingAddressRequired !== false,
                    shipping: Boolean(options.shippingAddressRequired),
                },
                allowedCountries: options.allowedShippingCountries,
                isDark: appearance?.theme === "night",
                account: this.#group.api.account,
                apiVersion: this.#group.api.version,
            }),
        });
    }

    #heard({ type, name, detail }) {
        if (type !== "event") return;
        if (name === "cancel") this.#cancelled();
        else if (name === "address") this.#changed("shippingaddresschange", detail, FAILURES.invalid_shipping_address);
        else if (name === "rate") this.#changed("shippingratechange", { shippingRate: this.#rate(detail.id) }, "The shop does not offer this any more.");
        else if (name === "authorize") this.#authorised(detail);
    }

    #rate = (id) => this.#options.shippingRates?.find((rate) => rate.id === id);

    /** The page hears what the buyer changed and says what it comes to now. */
    async #changed(event, detail, refusal) {
        const told = await this.#answer(event, detail);
        if (!told) return this.#frame.send({ type: "refused", message: refusal });
        this.#options = { ...this.#options, ...told };
        this.#show();
    }

    #answer(event, detail) {
        const step = this.#element._steps?.[event];
        if (step) return step(detail);
        if (!this.#element.has(event)) return {};
        return new Promise((resolve) => {
            const late = setTimeout(() => resolve(null), PATIENCE);
            const end = (told) => (clearTimeout(late), resolve(told));
            this.#element.emit(event, {
                ...detail,
                resolve: (told = {}) => (checkItems(this.#group, told), end(told)),
                reject: () => end(null),
            });
        });
    }

    #authorised(detail) {
        this.#told = detail;
        this.#late = setTimeout(() => this.failed("The shop did not answer. Nothing was paid."), PATIENCE);
        if (this.#decided) return this.#decided({});
        this.#element.emit("confirm", {
            ...detail,
            elementType: this.#element._type,
            expressPaymentType: this.wallet,
            paymentFailed: ({ reason, message } = {}) => this.failed(message ?? FAILURES[reason] ?? FAILED),
        });
    }

    /** The payment method of the chosen card; what the page says of the buyer counts more than the wallet. */
    method({ billing_details: said = {}, ...fields } = {}) {
        clearTimeout(this.#late);
        const known = this.#told.billingDetails;
        const billing_details = withoutEmpty({ ...known, ...said, address: { ...known.address, ...said.address } });
        return this.#frame.ask({ type: "create", fields: plain({ ...fields, billing_details }) });
    }

    /** What the page made of it: {error}, or it is done. */
    ended({ error }) {
        if (error) this.failed(error.message ?? FAILED);
        else this.close();
    }

    /** The buyer may choose another card, or leave. */
    failed(message) {
        clearTimeout(this.#late);
        if (this.#group._wallet !== this) return;
        // The page has a button of its own, and says itself what went wrong.
        if (this.#decided) return this.close();
        this.#told = null;
        this.#frame.send({ type: "failed", message });
    }

    #cancelled() {
        this.close();
        if (!this.#decided) this.#element.emit("cancel", { elementType: this.#element._type });
    }

    close() {
        clearTimeout(this.#late);
        if (this.#group._wallet === this) this.#group._wallet = null;
        this.#decided?.({ error: { type: "validation_error", code: "wallet_closed", message: "The wallet was closed before the payment was confirmed." } });
        this.#frame.remove();
        this.#dialog.close();
        this.#dialog.remove();
    }
}

/** On a wide screen in the middle, on a narrow one at the bottom, as wallets stand. */
function sheetDialog() {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Test wallet");
    const isNarrow = matchMedia("(max-width: 30rem)").matches;
    Object.assign(dialog.style, {
        width: isNarrow ? "100vw" : "min(26rem, calc(100vw - 2rem))", maxWidth: "none", maxHeight: isNarrow ? "92dvh" : "calc(100dvh - 2rem)",
        margin: isNarrow ? "auto 0 0" : "auto", padding: "0", border: "0", borderRadius: isNarrow ? "1rem 1rem 0 0" : "1rem", overflow: "hidden",
        colorScheme: "light dark", background: "Canvas", boxShadow: "0 24px 64px rgba(0, 0, 0, 0.35)",
    });
    return dialog;
}
