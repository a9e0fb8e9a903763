// The Stripe object.

class StripeJs {
    #api;
    #intents;
    #wrappers = [];

    constructor(key, options = {}) {
        this.#api = new Api(key, options);
        this.#intents = {
            payment: new Intents(this.#api, INTENTS.payment),
            setup: new Intents(this.#api, INTENTS.setup),
        };
    }

    elements(options) {
        return new Elements(this.#api, options);
    }

    // ——— things made of what was typed ———

    /** createToken(cardElement, data), ("cvc_update", cvcElement), or ("account", data) for what is no card. */
    async createToken(source, data = {}) {
        if (source === "cvc_update") return named("token", await cvcToken(data));
        if (source === "pii") data = { id_number: data.personal_id_number ?? data.id_number };
        if (source instanceof StripeElement) {
            const { name, address_line1, address_line2, address_city, address_state, address_zip, address_country, currency } = data;
            const card = { name, address_line1, address_line2, address_city, address_state, address_zip, address_country, currency };
            return named("token", await made(source, "token", { card }));
        }
        if (typeof source !== "string") throw new IntegrationError("createToken takes an Element or the kind of token.");
        return named("token", await this.#api.post("/v1/tokens", { [source]: data }));
    }

    /** createPaymentMethod({type, card, …}), ({elements, params}), or the older (type, element, data). */
    async createPaymentMethod(first, second, third) {
        if (typeof first === "string")
            return this.createPaymentMethod(
                second instanceof StripeElement ? { ...third, type: first, [first]: second } : { ...second, type: first },
            );
        if (first?.elements) {
            const made = await this.#fromElements(first.elements, first.params);
            if (made.result) first.elements._wallet?.close();
            return named("paymentMethod", made);
        }
        if (!first?.type) throw new IntegrationError("createPaymentMethod needs a type.");
        return named("paymentMethod", await this.#method(first));
    }

    #method({ type, ...data }) {
        if (data[type] instanceof StripeElement) {
            const { [type]: element, ...rest } = data;
            return made(element, "payment_method", rest);
        }
        return this.#api.post("/v1/payment_methods", { type, ...data });
    }

    /** Older: createSource(element, data), or createSource(data) for what is typed nowhere. */
    async createSource(first, data = {}) {
        if (!(first instanceof StripeElement)) return named("source", await this.#api.post("/v1/sources", first));
        if (first._type === "iban") return named("source", await made(first, "source", data));
        const { token, error } = await this.createToken(first);
        if (error) return { error };
        return named("source", await this.#api.post("/v1/sources", { ...data, type: "card", token: token.id }));
    }

    async retrieveSource({ id, client_secret }) {
        return named("source", await this.#api.get(`/v1/sources/${encodeURIComponent(id)}`, { client_secret }));
    }

    async createConfirmationToken({ elements, params = {} }) {
        const { result, error } = await this.#fromElements(elements, params.payment_method_data);
        if (error) return { error };
        const { shipping = elements._wallet?.shipping ?? (await elements._details()).shipping, return_url } = params;
        const made = await this.#api.post("/v1/confirmation_tokens", { payment_method: result.id, shipping, return_url });
        elements._wallet?.ended(made);
        return named("confirmationToken", made);
    }

    /** A payment method of whatever the elements of a form hold. */
    async #fromElements(elements, data = {}) {
        const { billing_details, metadata } = data;
        const left = await chosenWallet(elements);
        if (left.error) return left;
        if (elements._wallet?.isAuthorised) return ofWallet(elements._wallet, { billing_details, metadata });
        const payment = elements.getElement("payment") ?? elements.getElement("card") ?? elements.getElement("cardNumber");
        if (!payment) throw new IntegrationError("There is no payment Element in these Elements, and no wallet was confirmed.");
        const defaults = payment._options.defaultValues?.billingDetails;
        const { billing } = await elements._details();
        return made(payment, "payment_method", { billing_details: { ...defaults, ...billing, ...billing_details }, metadata });
    }

    // ——— intents ———

    confirmCardPayment(secret, data, options) {
        return this.#confirmCard("payment", secret, data, options);
    }

    confirmCardSetup(secret, data, options) {
        return this.#confirmCard("setup", secret, data, options);
    }

    async #confirmCard(kind, secret, { return_url, ...data } = {}, options = {}) {
        return this._confirmWith("card", kind, secret, { ...data, ...(options.handleActions === false ? { return_url } : {}) }, options);
    }

    /** Confirms with a method of one type, by its id or made of what is given. */
    async _confirmWith(type, kind, secret, { payment_method: method, ...params }, options) {
        if (method !== undefined) {
            const { result, error } = typeof method === "string" ? { result: { id: method } } : await this.#method({ type, ...method });
            if (error) return { error };
            params.payment_method = result.id;
        }
        const { cvc, ...card } = params.payment_method_options?.card ?? {};
        if (cvc instanceof StripeElement) {
            const { result, error } = await cvcToken(cvc);
            if (error) return { error };
            params.payment_method_options = { ...params.payment_method_options, card: { ...card, cvc_token: result.id } };
        }
        return this.#intents[kind].confirm(secret, params, options);
    }

    /** Tells the two amounts, or the code, by which a bank account was shown to be the buyer's. */
    verifyMicrodepositsForPayment(secret, data) {
        return this.#intents.payment.verify(secret, data);
    }

    verifyMicrodepositsForSetup(secret, data) {
        return this.#intents.setup.verify(secret, data);
    }

    confirmPayment(options) {
        return this.#confirm("payment", options);
    }

    confirmSetup(options) {
        return this.#confirm("setup", options);
    }

    async #confirm(kind, { elements, clientSecret, confirmParams = {}, redirect = "always" }) {
        const { return_url, payment_method_data, ...rest } = confirmParams;
        if (redirect !== "if_required" && !return_url)
            throw new IntegrationError("confirmParams.return_url is required, unless redirect is 'if_required'.");
        const secret = clientSecret ?? elements?._options.clientSecret;
        const params = { ...rest };
        if (elements) {
            if (elements._isDeferred && !elements._wasSubmitted && !elements._wallet?.isAuthorised)
                throw new IntegrationError("elements.submit() must be called before the payment is confirmed.");
            const left = await chosenWallet(elements);
            if (left.error) return left;
            const wallet = elements._wallet;
            if (wallet?.isAuthorised && elements._isDeferred && kind === "payment") await this.#checkAmount(elements, secret);
            const { result, error } = await this.#fromElements(elements, payment_method_data);
            if (error) return { error };
            params.payment_method = result.id;
            if (kind === "payment") params.shipping ??= wallet?.shipping ?? (await elements._details()).shipping;
        }
        const ended = await this.#intents[kind].confirm(secret, params);
        elements?._wallet?.ended(ended);
        const intent = ended[INTENTS[kind].field];
        if (ended.error || redirect === "if_required") return ended;
        location.assign(returnAddress(return_url, INTENTS[kind], intent, secret));
        return never;
    }

    /** What the buyer saw in a wallet's sheet is what is charged. */
    async #checkAmount(elements, secret) {
        const { paymentIntent: intent } = await this.retrievePaymentIntent(secret);
        const { amount, currency } = elements._options;
        if (!intent || (intent.amount === amount && intent.currency === currency?.toLowerCase())) return;
        const message = `The amount and currency of these Elements (${amount} ${currency}) are not those of the PaymentIntent (${intent.amount} ${intent.currency}).`;
        elements._wallet.failed("The total has changed. Nothing was paid.");
        throw new IntegrationError(message);
    }

    handleCardAction(secret) {
        return this.#intents.payment.handleAction(secret);
    }

    handleNextAction({ clientSecret }) {
        return this.#intents[/^seti_/.test(clientSecret) ? "setup" : "payment"].handleAction(clientSecret);
    }

    retrievePaymentIntent(secret) {
        return this.#intents.payment.retrieve(secret);
    }

    retrieveSetupIntent(secret) {
        return this.#intents.setup.retrieve(secret);
    }

    // ——— checkout sessions ———

    async createEmbeddedCheckoutPage({ clientSecret, fetchClientSecret, onComplete, onShippingDetailsChange, onLineItemsChange }) {
        if (onShippingDetailsChange || onLineItemsChange)
            throw new IntegrationError("onShippingDetailsChange and onLineItemsChange are not offered here: the buyer changes the session on its page.");
        return new EmbeddedCheckout(this.#api, sessionOf(clientSecret ?? (await fetchClientSecret?.())), onComplete);
    }

    /** Older: to our own page of a session. */
    async redirectToCheckout({ sessionId } = {}) {
        if (!/^cs_(test|live)_\w+$/.test(sessionId ?? "")) throw new IntegrationError("redirectToCheckout needs the sessionId of a Checkout Session.");
        location.assign(`${CONFIG.api}/c/pay/${sessionId}`);
        return never;
    }

    initCheckoutElementsSdk(options) {
        return new CheckoutElementsSdk(this.#api, options);
    }

    initCheckoutFormSdk(options) {
        return new CheckoutFormSdk(this.#api, options);
    }

    /** Older names. */
    initEmbeddedCheckout(options) {
        return this.createEmbeddedCheckoutPage(options);
    }

    initCheckout(options) {
        return this.initCheckoutElementsSdk(options);
    }

    // ——— wrappers ———

    /** Older: see the Express Checkout Element. */
    paymentRequest(options) {
        return new PaymentRequest(this.#api, options);
    }

    registerAppInfo(info) {
        this.#wrappers.push(info);
    }

    _registerWrapper(info) {
        this.#wrappers.push(info);
    }
}

/** A refusal is said in the sheet, too. */
async function ofWallet(wallet, fields) {
    const made = await wallet.method(fields);
    if (made.error) wallet.ended(made);
    return made;
}

const named = (name, { result, error }) => (error ? { error } : { [name]: result });

/** What is not offered says so when it is called, instead of missing. */
for (const name of [
    "collectBankAccountForPayment", "collectBankAccountForSetup", "collectFinancialConnectionsAccounts", "collectBankAccountToken",
    "verifyIdentity", "createEphemeralKeyNonce", "createRadarSession", "processOrder", "retrieveOrder",
])
    StripeJs.prototype[name] = async () => ({ error: { type: "invalid_request_error", message: `${name} is not offered here.` } });

StripeJs.prototype.initializePricing = () => {
    throw new IntegrationError("initializePricing is not offered here: prices have the currencies that the seller gives them.");
};
