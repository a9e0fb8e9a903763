// What stripe.elements() gives: the elements of one form and what is asked of them together.

class Elements extends Events {
    #options;
    #all = new Map();
    #session = null;
    #asked = null;
    #submitted = false;

    /** The sheet of a wallet while it is open. */
    _wallet = null;

    constructor(api, options = {}) {
        super();
        this.api = api;
        this.name = randomName();
        this.#options = { ...options };
        if (options.clientSecret && options.mode)
            throw new IntegrationError("elements() takes a clientSecret or a mode, not both.");
    }

    get _options() {
        return this.#options;
    }

    get _isDeferred() {
        return Boolean(this.#options.mode);
    }

    get _wasSubmitted() {
        return this.#submitted;
    }

    create(type, options = {}) {
        if (REFUSED.test(type)) throw new IntegrationError(`The ${type} Element is not offered here.`);
        if (!KINDS[type]) throw new IntegrationError(`A valid Element name must be provided. You specified: ${type}.`);
        if (this.#all.has(type)) throw new IntegrationError(`Can only create one Element of type ${type}.`);
        const element = new StripeElement(this, type, options);
        this.#all.set(type, element);
        return element;
    }

    /** By name, or by a component of react-stripe-js. */
    getElement(type) {
        return this.#all.get(type?.__elementType ?? type) ?? null;
    }

    update(options = {}) {
        const moneyChanged = ["mode", "amount", "currency", "clientSecret"].some((name) => name in options);
        this.#options = { ...this.#options, ...options };
        if (moneyChanged) this.#asked = null;
        for (const element of this.#all.values()) this._mounted(element), element._send();
        return Promise.resolve().then(() => this.emit("update-end"));
    }

    async fetchUpdates() {
        this.#asked = null;
        const { error } = await this._session();
        for (const element of this.#all.values()) element._send();
        return error ? { error } : {};
    }

    /** Looks at every element and marks what is wrong; to be called before a payment is confirmed. */
    async submit() {
        if (this._wallet?.isAuthorised) {
            this.#submitted = true;
            return { selectedPaymentMethod: this._wallet.wallet };
        }
        for (const type of ["contactDetails", "linkAuthentication", "address", "shippingAddress", "taxId", "payment"]) {
            const element = this.#all.get(type);
            if (!element) continue;
            const { result, error } = await element._ask({ type: "check" });
            this.failing = error && element;
            if (error) return { error };
            if (type === "payment") this.selected = result.type;
        }
        const { error } = await chosenWallet(this);
        if (error) return { error };
        this.#submitted = true;
        return { selectedPaymentMethod: this.selected ?? "card" };
    }

    // ——— what elements and the Stripe object ask ———

    /** What the server knows of the payment: allowed methods, the seller's name. Asked once. */
    _session() {
        const { clientSecret, mode, amount, currency, setupFutureUsage, paymentMethodTypes } = this.#options;
        if (!clientSecret && !mode) return Promise.resolve({ session: { payment_method_types: ["card"] } });
        this.#asked ??= this.api
            .get(
                "/v1/elements/sessions",
                clientSecret
                    ? { client_secret: clientSecret }
                    : { mode, amount, currency, setup_future_usage: setupFutureUsage, payment_method_types: paymentMethodTypes },
            )
            .then(({ result, error }) => {
                this.#session = result ?? null;
                return error ? { error } : { session: result };
            });
        return this.#asked;
    }

    /** What is allowed, and the seller's country, is known when the server has said it. */
    _mounted(element) {
        if (KINDS[element._type].card) return;
        this._session().then(({ error }) => {
            if (error) element.emit("loaderror", { elementType: element._type, error });
            else element._send();
        });
    }

    /** A sheet does not outlive the button that opened it. */
    _left(element) {
        if (this._wallet?.isOf(element)) this._wallet.close();
    }

    _destroyed(element) {
        if (this.#all.get(element._type) === element) this.#all.delete(element._type);
    }

    _optionsOf(element) {
        const common = { locale: this.#options.locale, account: this.api.account, apiVersion: this.api.version };
        if (KINDS[element._type].card) return { ...common, ...element._options, classes: undefined };
        const session = this.#session;
        const appearance = this.#options.appearance;
        if (element._type === "expressCheckout") return { ...common, ...element._options, wallets: this.#wallets(element), appearance };
        if (element._type === "paymentRequestButton") return { ...common, ...olderButton(element._options) };
        if (element._type !== "payment") return { ...common, country: session?.country, ...element._options, appearance };
        const wallets = walletsInList(element, session);
        // A billing address that has an element of its own is not asked for twice.
        const fields = this.#isBilling(this.#all.get("address")) ? { billingDetails: { address: "never" } } : element._options.fields;
        return {
            ...common,
            ...element._options,
            fields,
            appearance,
            types: ordered([...(session?.payment_method_types ?? ["card"]), ...wallets], element._options.paymentMethodOrder),
            wallets,
            country: element._options.defaultValues?.billingDetails?.address?.country ?? session?.country,
            terms: this.#terms(session, element._options.terms?.card ?? "auto"),
        };
    }

    #isBilling(address) {
        return address?._options.mode === "billing";
    }

    /** What the elements beside the card hold, as parameters of the API. */
    async _details() {
        const asked = ["address", "shippingAddress", "linkAuthentication", "contactDetails"].map((type) => this.#all.get(type));
        const billing = {};
        let shipping;
        for (const element of asked) {
            if (!element?._isMounted) continue;
            const value = withoutEmpty((await element.getValue()).value);
            if (["linkAuthentication", "contactDetails"].includes(element._type)) billing.email = value.email;
            else if (this.#isBilling(element)) Object.assign(billing, value);
            else shipping = value;
        }
        return { billing, shipping };
    }

    /** What pressing the page's button means. */
    async _terms() {
        const { session } = await this._session();
        if (session?.mode !== "subscription") return this.#terms(session ?? this.#session, "auto");
        return `By confirming your subscription, you allow ${session.business_name} to charge your card for this payment and future payments in accordance with their terms. You can always cancel your subscription.`;
    }

    /** The cardholder is told when the card will be charged again. */
    #terms(session, wanted) {
        const again = session?.mode === "setup" || session?.setup_future_usage === "off_session";
        if (!session?.business_name || wanted === "never" || (wanted === "auto" && !again)) return "";
        return `By providing your card information, you allow ${session.business_name} to charge your card for future payments in accordance with their terms.`;
    }

    _hasWallets() {
        return this.api.key.startsWith("pk_test_");
    }

    #wallets(element) {
        return walletsOf(this.api.key, this.#session?.payment_method_types ?? ["card"], element._options);
    }

    /** What an express checkout can show is known when the server has said what the payment takes. */
    async _ready(element) {
        const elementType = element._type;
        if (elementType !== "expressCheckout") return element.emit("ready", { elementType });
        const { error } = await this._session();
        if (error) return;
        const wallets = this.#wallets(element);
        element.emit("ready", { elementType, availablePaymentMethods: availableOf(wallets) });
        const paymentMethods = wallets.length ? Object.fromEntries(wallets.map((type) => [WALLETS[type], { available: true }])) : undefined;
        element.emit("availablepaymentmethodschange", { elementType, paymentMethods });
    }

    /** Events beyond those of every element: handled where that kind is. */
    _event(element, { name, detail }) {
        if (name === "wallet" && element._type === "paymentRequestButton") return pressedOlder(element);
        if (name === "wallet") return pressed(element, detail.wallet);
        element.emit(name, { elementType: element._type, ...detail });
    }

    /** The element that holds the card's number: of the parts of a card only that one can send it. */
    _numberElement(element) {
        return ["cardExpiry", "cardCvc"].includes(element._type) ? (this.#all.get("cardNumber") ?? element) : element;
    }

    _types() {
        return [...this.#all.keys()];
    }
}

/** To the API an empty text means something: that what stands there shall go. */
function withoutEmpty(value) {
    const kept = Object.entries(value).filter(([, part]) => part !== "" && part !== null);
    return Object.fromEntries(kept.map(([name, part]) => [name, typeof part === "object" ? withoutEmpty(part) : part]));
}

function ordered(types, order = []) {
    const place = (type) => (order.includes(type) ? order.indexOf(type) : order.length);
    return [...types].sort((a, b) => place(a) - place(b));
}

/** Has the vault's frame make a payment method or a token of what was typed: {result} or {error}. */
function made(element, what, fields) {
    const group = element._group;
    return group._numberElement(element)._ask({ type: "create", what, fields: plain(fields), parts: group._types() });
}

/** The token of a CVC that was typed alone, for a card that is kept already. */
function cvcToken(element) {
    if (!(element instanceof StripeElement) || element._type !== "cardCvc")
        throw new IntegrationError("A CVC is taken from a cardCvc Element.");
    return element._ask({ type: "create", what: "cvc_update" });
}
