// Checkout sessions in sellers' pages: our whole page in a frame, or their page with our elements and the session's
// steps as functions. What the server says of a session is what counts; nothing is added up here.

/** The session that a secret belongs to; whoever knows it may pay it. */
function sessionOf(secret) {
    const found = /^(cs_(?:test|live)_[0-9A-Za-z_]+?)_secret_[0-9A-Za-z]+$/.exec(secret ?? "");
    if (!found) throw new IntegrationError(`Invalid value for the client secret: it should be a string of the form cs_…_secret_…. You specified: ${secret}.`);
    return found[1];
}

const pageOf = (id) => `/v1/payment_pages/${id}`;

/** Where a complete session sends its buyer. */
const backOf = (session, url) => (url ?? session.return_url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", session.id);

// ——— the whole page in a frame ———

class EmbeddedCheckout {
    #api;
    #id;
    #onComplete;
    #frame = null;
    #isOver = false;
    #destroyed = false;

    constructor(api, id, onComplete) {
        this.#api = api;
        this.#id = id;
        this.#onComplete = onComplete;
    }

    mount(place) {
        if (this.#destroyed) throw new IntegrationError("This embedded Checkout has already been destroyed. Please create a new one.");
        const container = typeof place === "string" ? document.querySelector(place) : place;
        if (!(container instanceof HTMLElement)) throw new IntegrationError(`The selector or element given to mount (${place}) is not in the page.`);
        this.unmount();
        this.#frame = new Frame(container, {
            origin: CONFIG.api,
            path: `/c/pay/${this.#id}`,
            channel: this.#id,
            params: {},
            title: "Secure checkout",
            onMessage: (message) => message.type === "complete" && this.#ended(),
        });
    }

    /** The frame says so; the server is asked. */
    async #ended() {
        if (this.#isOver) return;
        const { result } = await this.#api.get(pageOf(this.#id), {});
        if (result?.status !== "complete" || this.#isOver) return;
        this.#isOver = true;
        if (result.redirect_on_completion === "always") location.assign(backOf(result));
        else this.#onComplete?.();
    }

    unmount() {
        this.#frame?.remove();
        this.#frame = null;
    }

    destroy() {
        this.unmount();
        this.#destroyed = true;
    }
}

// ——— the seller's page with our elements ———

const success = (session) => ({ type: "success", session });
const failure = (message, code = null, more = {}) => ({ type: "error", error: { message, code, ...more } });

class CheckoutElementsSdk {
    #api;
    #secret;
    #defaults;
    #elements;
    #events = new Events();
    #id;
    #page = null;
    #lastError = null;
    #loading = null;
    #billing = null;

    constructor(api, { clientSecret, fetchClientSecret, elementsOptions = {}, defaultValues = {} }) {
        if (!clientSecret && !fetchClientSecret) throw new IntegrationError("A clientSecret is needed, or a promise of one.");
        this.#api = api;
        this.#secret = Promise.resolve(clientSecret ?? fetchClientSecret());
        this.#secret.catch(() => {});
        this.#defaults = defaultValues;
        this.#elements = new Elements(api, { appearance: elementsOptions.appearance });
    }

    on(event, handler) {
        if (event !== "change") throw new IntegrationError(`There is no event "${event}"; there is "change".`);
        this.#events.on(event, handler);
    }

    loadActions() {
        this.#loading ??= this.#load();
        return this.#loading;
    }

    async #load() {
        try {
            this.#id = sessionOf(await this.#secret);
        } catch (e) {
            return failure(e.message);
        }
        const { result, error } = await this.#api.get(pageOf(this.#id), {});
        if (error) return failure(error.message);
        this.#take(result);
        const { email, phoneNumber, shippingAddress, billingAddress } = this.#defaults;
        if (email && !result.customer_details?.email) await this.#update({ email });
        if (phoneNumber && this.#asksPhone()) await this.#update({ phone: phoneNumber });
        if (shippingAddress && this.#asksAddress()) await this.#update({ shipping: sentContact(shippingAddress) });
        if (billingAddress) this.#billing = billingAddress;
        return { type: "success", actions: this.#actions() };
    }

    #asksPhone = () => this.#page.phone_number_collection?.enabled;
    #asksAddress = () => Boolean(this.#page.shipping_address_collection);

    /** A new state of the session: the elements know the amount, the page is told. */
    #take(page) {
        this.#page = page;
        const { mode, amount_total: amount, currency } = page;
        const known = this.#elements._options;
        if (known.mode !== mode || known.amount !== amount || (mode !== "setup" && known.currency !== currency))
            this.#elements.update(mode === "setup" ? { mode } : { mode, amount, currency });
        this.#elements.getElement("currencySelector")?.update(this.#currencies());
        this.#elements.getElement("taxId")?.update(this.#taxId());
        const session = this.#session();
        this.#events.emit("change", session);
        return session;
    }

    #session = () => told(this.#page, { billing: this.#billing, lastError: this.#lastError });

    #queue = Promise.resolve();
    #refusals = new Map();

    /** One after the other: the last thing said is the last thing kept. */
    #update(params, code = null) {
        const run = this.#queue.then(async () => {
            const { result, error } = await this.#api.post(pageOf(this.#id), params);
            return error ? failure(error.message, code) : success(this.#take(result));
        });
        this.#queue = run.catch(() => {});
        return run;
    }

    /** What an element shows is the session's, or nothing is paid: the buyer believes what they see. */
    async #show(name, params) {
        const told = await this.#update(params);
        if (told.type === "error") this.#refusals.set(name, told);
        else this.#refusals.delete(name);
    }

    #actions() {
        const none = (name) => async () => failure(`${name} is not offered here.`);
        const locally = async (set) => (set(), success(this.#take(this.#page)));
        return {
            getSession: this.#session,
            updateEmail: (email) => this.#update({ email: email ?? "" }, email && !email.includes("@") ? "incompleteEmail" : "invalidEmail"),
            updatePhoneNumber: (phone) => this.#update({ phone: phone ?? "" }),
            applyPromotionCode: (code) => this.#update({ promotion_code: code }, "invalidCode"),
            removePromotionCode: () => this.#update({ promotion_code: "" }),
            updateShippingAddress: (contact) => this.#update({ shipping: contact ? sentContact(contact) : "" }),
            updateBillingAddress: (contact) => locally(() => (this.#billing = contact)),
            updateLineItemQuantity: ({ lineItem, quantity }) => this.#update({ line_item: { id: lineItem, quantity } }),
            updateShippingOption: (id) => this.#update({ shipping_rate: id }),
            runServerUpdate: async (update) => {
                try {
                    await update();
                } catch (e) {
                    return failure(e?.message ?? "The update failed.");
                }
                return this.#refresh();
            },
            validateElements: () => this.#validate(),
            confirm: (options) => this.#confirm(options),
            updateTaxIdInfo: (info) => this.#update({ tax_id: sentTaxId(info) }, "invalidTaxId"),
            updateIndividualName: none("updateIndividualName"),
            updateBusinessName: none("updateBusinessName"),
            addOptionalLineItem: none("addOptionalLineItem"),
            removeOptionalLineItem: none("removeOptionalLineItem"),
        };
    }

    async #refresh() {
        const { result, error } = await this.#api.get(pageOf(this.#id), {});
        return error ? failure(error.message) : success(this.#take(result));
    }

    async #validate() {
        if (!this.#elements._types().length) return failure("There are no elements.", "no_elements", { validation_errors: [] });
        const { error } = await this.#elements.submit();
        if (!error) return success(this.#session());
        const element = VALIDATED[this.#elements.failing._type] ?? this.#elements.failing._type;
        return failure(error.message, "validation_error", { validation_errors: [{ message: error.message, element }] });
    }

    /** What the call brings is told first; then the card is made, then the session is paid. */
    async #confirm({ expressCheckoutConfirmEvent, formConfirmEvent, ...args } = {}) {
        const pressed = expressCheckoutConfirmEvent ?? (formConfirmEvent?.source === "checkout-form-ece" ? formConfirmEvent : undefined);
        const ended = await this.#pay(pressed ? { ...ofPress(pressed), ...args } : args, Boolean(pressed));
        if (pressed) this.#elements._wallet?.ended(ended);
        return ended;
    }

    async #pay({ returnUrl, redirect = "always", paymentMethod, email, phoneNumber, billingAddress, shippingAddress }, byWallet) {
        if (billingAddress) this.#billing = billingAddress;
        const more = {
            email,
            phone: phoneNumber,
            shipping: shippingAddress ? sentContact(shippingAddress) : undefined,
        };
        if (email || phoneNumber || shippingAddress) {
            const updated = await this.#update(more);
            if (updated.type === "error") return updated;
            if (email) this.#refusals.delete("email");
            if (shippingAddress) this.#refusals.delete("shipping");
        }
        await this.#queue;
        for (const refusal of this.#refusals.values()) return refusal;
        const back = backOf(this.#page, returnUrl);
        if (redirect !== "if_required" && !back && this.#page.redirect_on_completion === "always")
            throw new IntegrationError("confirm needs a returnUrl, since the session has no return_url.");
        const method = paymentMethod ? { result: { id: paymentMethod } } : await this.#method(byWallet);
        if (method.error) return this.#refused(method.error);
        const answer = await this.#api.post(`${pageOf(this.#id)}/confirm`, {
            payment_method: method.result?.id,
            expected_amount: this.#page.amount_total ?? undefined,
        });
        if (answer.error) return this.#refused(answer.error);
        if (answer.result.next_action) await this.#bank(answer.result.next_action.redirect_to_url.url);
        return this.#ended(redirect, back);
    }

    async #method(byWallet) {
        if (!this._wantsCard) return {};
        if (byWallet) {
            const wallet = this.#elements._wallet;
            const { email, phone } = this.#page.customer_details ?? {};
            return wallet?.isAuthorised ? wallet.method({ billing_details: withoutEmpty({ email: email ?? "", phone: phone ?? "" }) }) : { error: { message: "The wallet was closed before the payment was confirmed." } };
        }
        const payment = this.#elements.getElement("payment");
        if (!payment) throw new IntegrationError("There is no payment Element, and no paymentMethod was given.");
        const { error } = await this.#elements.submit();
        if (error) return { error };
        const { billing } = await this.#elements._details();
        const details = this.#page.customer_details ?? {};
        const { name, address } = this.#billing ?? {};
        const known = withoutEmpty({ email: details.email, phone: details.phone, name, address, ...billing });
        return made(payment, "payment_method", { billing_details: known });
    }

    /** What costs nothing takes no card, unless one is kept: in mode setup, and for a trial's end. */
    get _wantsCard() {
        const { mode, amount_total: amount, payment_method_collection: collects } = this.#page;
        return mode === "setup" || amount > 0 || (mode === "subscription" && collects === "always");
    }

    #bank(url) {
        return askTheBank(url, async () => {
            const { result } = await this.#api.get(pageOf(this.#id), {});
            return result && !result.next_action;
        });
    }

    async #ended(redirect, back) {
        const now = await this.#refresh();
        if (now.type === "error") return now;
        if (this.#page.status !== "complete") return this.#refused({ type: "card_error", message: "The bank did not confirm the payment. Please try again, or use another card." });
        if (redirect === "if_required" || this.#page.redirect_on_completion !== "always" || !back) return success(this.#session());
        location.assign(back);
        return never;
    }

    #refused({ type, message, decline_code: declineCode = null }) {
        this.#lastError = { message };
        if (this.#page) this.#take(this.#page);
        return type === "card_error" ? failure(message, "paymentFailed", { paymentFailed: { declineCode } }) : failure(message);
    }

    // ——— elements ———

    /** The state of the session as the server writes it, and its elements: for the form that is made of them. */
    get _page() {
        return this.#page;
    }

    get _group() {
        return this.#elements;
    }

    changeAppearance(appearance) {
        this.#elements.update({ appearance });
    }

    loadFonts() {
        throw new IntegrationError("loadFonts is not offered here: frames have the fonts of the reader's system.");
    }

    createPaymentElement(options = {}) {
        return this.#elements.create("payment", options);
    }

    createBillingAddressElement(options = {}) {
        return this.#address("address", { ...options, mode: "billing" }, (contact) => {
            this.#billing = contact;
            this.#take(this.#page);
        });
    }

    createShippingAddressElement(options = {}) {
        return this.#address("shippingAddress", { ...options, mode: "shipping" }, (contact) => this.#show("shipping", { shipping: sentContact(contact) }));
    }

    createContactDetailsElement() {
        const email = this.#defaults.email ?? this.#page?.customer_details?.email;
        const element = this.#elements.create("contactDetails", email ? { defaultValues: { email } } : {});
        return element.on("change", ({ complete, value }) => complete && this.#page && this.#show("email", { email: value.email }));
    }

    /** Wallets ask for what the session asks for, and show what the session comes to. */
    createExpressCheckoutElement(options = {}) {
        const element = this.#elements.create("expressCheckout", options);
        const sums = (told) => (told.type === "error" ? null : this.#forWallet());
        element._steps = {
            click: async () => ((await this.loadActions()).type === "success" ? { ...this.#askedByWallet(), ...this.#forWallet() } : null),
            shippingaddresschange: async (contact) => sums(await this.#update({ shipping: sentContact(contact) })),
            shippingratechange: async ({ shippingRate }) => sums(await this.#update({ shipping_rate: shippingRate.id })),
        };
        return element;
    }

    #askedByWallet() {
        const page = this.#page;
        return {
            emailRequired: !page.customer_details?.email,
            phoneNumberRequired: Boolean(this.#asksPhone()),
            shippingAddressRequired: this.#asksAddress(),
            billingAddressRequired: page.billing_address_collection === "required",
            allowedShippingCountries: page.shipping_address_collection?.allowed_countries,
        };
    }

    #forWallet() {
        const { lineItems, total, shippingOptions } = this.#session();
        const part = (name, { minorUnitsAmount: amount }) => ({ name, amount });
        const more = [part("Delivery", total.shippingRate), part("Tax", total.taxExclusive)].filter(({ amount }) => amount);
        const less = total.discount.minorUnitsAmount ? [{ name: "Discount", amount: -total.discount.minorUnitsAmount }] : [];
        return {
            lineItems: [...lineItems.map((item) => part(item.quantity ? `${item.quantity} × ${item.name}` : item.name, item.subtotal)), ...less, ...more],
            shippingRates: shippingOptions.map(({ id, minorUnitsAmount: amount, displayName }) => ({ id, amount, displayName })),
        };
    }

    /** Shows nothing where there is one currency. */
    createCurrencySelectorElement() {
        const element = this.#elements.create("currencySelector", this.#currencies());
        return element.on("choose", async ({ value }) => {
            const told = await this.#update({ currency: value });
            if (told.type === "error") element.update(this.#currencies());
        });
    }

    #currencies() {
        const { currencyOptions, currency } = this.#page ? this.#session() : {};
        const choices = (currencyOptions ?? []).map((each) => ({ value: each.currency, text: each.currency.toUpperCase(), aside: each.amount }));
        return { choices, chosen: currency };
    }

    /** Shows nothing where the session collects no tax numbers. */
    createTaxIdElement(options = {}) {
        this.#taxOptions = options;
        const element = this.#elements.create("taxId", { ...options, ...this.#taxId() });
        return element.on("change", ({ complete, empty, value }) => {
            if (!this.#page) return;
            const { taxId: number, externalTaxIdType: type, businessName } = value;
            const known = this.#session().taxIdInfo;
            if (complete) this.#show("taxId", { tax_id: sentTaxId({ taxId: { type, value: number }, businessName }) });
            else if (empty && known) this.#show("taxId", { tax_id: "" });
        });
    }

    #taxOptions = {};

    #taxId() {
        const { enabled, required } = this.#page?.tax_id_collection ?? {};
        return { visibility: enabled ? (this.#taxOptions.visibility ?? "auto") : "never", required: required === "if_supported" };
    }

    createTermsElement() {
        return this.#elements.create("terms");
    }

    createLinkSignupElement(options = {}) {
        return this.#elements.create("linkSignup", options);
    }

    /** A complete address is the session's at once. */
    #address(type, options, use) {
        const element = this.#elements.create(type, options);
        return element.on("change", ({ complete, value }) => complete && this.#page && use(value));
    }

    getPaymentElement = () => this.#elements.getElement("payment");
    getBillingAddressElement = () => this.#elements.getElement("address");
    getShippingAddressElement = () => this.#elements.getElement("shippingAddress");
    getExpressCheckoutElement = () => this.#elements.getElement("expressCheckout");
    getContactDetailsElement = () => this.#elements.getElement("contactDetails");
    getCurrencySelectorElement = () => this.#elements.getElement("currencySelector");
    getTaxIdElement = () => this.#elements.getElement("taxId");
    getTermsElement = () => this.#elements.getElement("terms");
    getLinkSignupElement = () => this.#elements.getElement("linkSignup");
}

/** What the validation of an element is called where its name differs. */
const VALIDATED = { address: "billingAddress" };

const sentTaxId = (info) => (info ? withoutEmpty({ type: info.taxId.type, value: info.taxId.value, business_name: info.businessName ?? "" }) : "");

/** What a wallet told when its buyer agreed, as confirm() takes it. */
function ofPress({ billingDetails = {}, shippingAddress }) {
    const { email, phone: phoneNumber, name, address } = billingDetails;
    const given = { email, phoneNumber, billingAddress: address && { name, address }, shippingAddress };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

const sentContact = ({ name, address = {} }) => {
    const { line1, line2, city, state, postal_code, country } = address;
    return withoutEmpty({ name: name ?? "", address: withoutEmpty({ line1: line1 ?? "", line2: line2 ?? "", city: city ?? "", state: state ?? "", postal_code: postal_code ?? "", country }) });
};

// Money of these two has no smaller unit, and is still sent in hundredths.
const moneyFormat = (currency) => new Intl.NumberFormat(undefined, { style: "currency", currency });
const divisorOf = (currency) => 10 ** (["ISK", "UGX"].includes(currency.toUpperCase()) ? 2 : moneyFormat(currency).resolvedOptions().maximumFractionDigits);
const amountIn = (currency, minor) => ({ minorUnitsAmount: minor ?? 0, amount: moneyFormat(currency).format((minor ?? 0) / divisorOf(currency)) });

/** A session as the page knows it, of one as the server writes it. */
function told(page, { billing, lastError }) {
    const currency = page.currency ?? "usd";
    const amount = (minor) => amountIn(currency, minor);
    const details = page.customer_details ?? {};
    const shipping = page.collected_information?.shipping_details;
    const totals = page.total_details ?? {};
    const items = page.line_items?.data ?? [];
    const exclusive = (page.amount_total ?? 0) - (page.amount_subtotal ?? 0) + (totals.amount_discount ?? 0) - (totals.amount_shipping ?? 0);
    const asksPhone = page.phone_number_collection?.enabled;
    const asksAddress = page.shipping_address_collection;
    const isKnown = Boolean(details.email) && (!asksPhone || details.phone) && (!asksAddress || shipping?.address?.line1);
    return {
        id: page.id,
        livemode: page.livemode,
        status: page.status === "complete" ? { type: "complete", paymentStatus: page.payment_status } : { type: page.status },
        canConfirm: page.status === "open" && Boolean(isKnown),
        currency,
        currencyOptions: page.currency_options?.length ? page.currency_options.map((each) => ({ ...amountIn(each.currency, each.amount), currency: each.currency })) : null,
        minorUnitsAmountDivisor: divisorOf(currency),
        email: details.email || null,
        phoneNumber: details.phone || null,
        billingAddress: billing,
        shippingAddress: shipping?.address?.country ? { name: shipping.name || null, address: shipping.address } : null,
        businessName: null,
        nameCollection: null,
        lastPaymentError: lastError,
        lineItems: items.map((item) => lineItem(item, amount)),
        optionalItems: null,
        savedPaymentMethods: null,
        recurring: page.recurring ? recurrence(page.recurring, amount) : null,
        surcharge: null,
        shipping: page.shipping_cost?.shipping_rate ? { shippingOption: option(page.shipping_options.find((o) => o.shipping_rate === page.shipping_cost.shipping_rate), currency, amount), taxAmounts: null } : null,
        shippingOptions: (page.shipping_options ?? []).map((o) => option(o, currency, amount)),
        discountAmounts: (page.discounts ?? []).length
            ? page.discounts.map(({ promotion_code, coupon }) => ({ ...amount(totals.amount_discount), displayName: promotion_code ?? coupon ?? "", promotionCode: promotion_code, recurring: null, percentOff: null }))
            : null,
        tax: { status: "ready" },
        taxAmounts: null,
        taxIdInfo: details.tax_ids?.length ? { taxId: { type: details.tax_ids[0].type, value: details.tax_ids[0].value }, businessName: details.business_name ?? "" } : null,
        total: {
            subtotal: amount(page.amount_subtotal),
            total: amount(page.amount_total),
            discount: amount(totals.amount_discount),
            shippingRate: amount(totals.amount_shipping),
            taxExclusive: amount(exclusive),
            taxInclusive: amount((totals.amount_tax ?? 0) - exclusive),
            surcharge: amount(0),
            appliedBalance: amount(0),
            balanceAppliedToNextInvoice: false,
        },
    };
}

function option(o, currency, amount) {
    return { ...amount(o?.shipping_amount), id: o?.shipping_rate, currency, displayName: o?.display_name ?? null, deliveryEstimate: null };
}

function recurrence({ interval, interval_count: intervalCount, next, trial, due_next: due }, amount) {
    return {
        interval,
        intervalCount,
        isProrated: false,
        dueNext: {
            subtotal: amount(due.subtotal),
            total: amount(due.total),
            discount: amount(due.discount),
            taxInclusive: amount(due.tax_inclusive),
            taxExclusive: amount(due.tax_exclusive),
            billingCycleAnchor: next,
        },
        trial: trial ? { trialEnd: trial.end, trialPeriodDays: trial.days } : null,
    };
}

function lineItem(item, amount) {
    const exclusive = item.amount_total - item.amount_subtotal + item.amount_discount;
    const bounds = item.adjustable_quantity;
    return {
        id: item.id,
        name: item.description,
        description: null,
        quantity: item.quantity ?? 0,
        unitAmount: amount(item.price?.unit_amount),
        unitAmountDecimal: null,
        unitLabel: null,
        subtotal: amount(item.amount_subtotal),
        total: amount(item.amount_total),
        discount: amount(item.amount_discount),
        taxExclusive: amount(exclusive),
        taxInclusive: amount(item.amount_tax - exclusive),
        discountAmounts: null,
        taxAmounts: null,
        recurring: item.price?.recurring
            ? { interval: item.price.recurring.interval, intervalCount: item.price.recurring.interval_count, usageType: item.price.recurring.usage_type }
            : null,
        adjustableQuantity: bounds?.maximum ? { minimum: bounds.minimum, maximum: bounds.maximum } : null,
        images: [],
        priceId: item.price?.id,
        isRemovable: false,
        pricing: null,
        transformQuantity: null,
    };
}
