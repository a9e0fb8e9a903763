// Older: a wallet that a page asks for by paymentRequest(), with a button of ours or of its own. The same sheet as an
// express checkout's; what it tells has other names.

const REFUSALS = { fail: FAILED, invalid_shipping_address: FAILURES.invalid_shipping_address };

class PaymentRequest extends Events {
    #group;
    #options;

    constructor(api, options = {}) {
        super();
        const { country, currency, total } = options;
        if (!country || !currency || !Number.isInteger(total?.amount)) throw new IntegrationError("paymentRequest() needs country, currency and total: {label, amount}.");
        this.#options = options;
        this.#group = new Elements(api, { mode: "payment", amount: total.amount, currency });
    }

    on(name, handler) {
        if (name === "token" || name === "source") throw new IntegrationError(`The ${name} event is not offered here: listen to "paymentmethod".`);
        return super.on(name, handler);
    }

    get _wallets() {
        const hidden = this.#options.disableWallets ?? [];
        return walletsOf(this.#group.api.key, ["card"]).filter((type) => !hidden.includes(WALLETS[type]));
    }

    async canMakePayment() {
        const { applePay, googlePay, link } = availableOf(this._wallets) ?? {};
        return this._wallets.length ? { applePay, googlePay, link } : null;
    }

    isShowing() {
        return this.#group._wallet !== null;
    }

    abort() {
        this.#group._wallet?.close();
    }

    update({ total, currency, displayItems, shippingOptions } = {}) {
        if (this.isShowing()) throw new IntegrationError("While the sheet is open it is changed by updateWith().");
        this.#change({ total, currency, displayItems, shippingOptions });
    }

    #change(changed) {
        this.#options = { ...this.#options, ...Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) };
        this.#group.update({ amount: this.#options.total.amount, currency: this.#options.currency });
    }

    show() {
        const [wallet] = this._wallets;
        if (!wallet) throw new IntegrationError("There is no wallet here: call canMakePayment() first.");
        if (this.isShowing()) return;
        const { requestPayerEmail: emailRequired, requestPayerPhone: phoneNumberRequired, requestShipping: shippingAddressRequired, total } = this.#options;
        const element = {
            _type: "paymentRequestButton",
            _group: this.#group,
            _steps: {
                shippingaddresschange: ({ name, address }) => this.#ask("shippingaddresschange", { shippingAddress: olderAddress(name, address) }),
                shippingratechange: ({ shippingRate }) => this.#ask("shippingoptionchange", { shippingOption: this.#option(shippingRate.id) }),
            },
            has: () => false,
            emit: (name, event) => (name === "confirm" ? this.#paid(event) : this.emit(name, event)),
        };
        const business = total.label ? { name: total.label } : undefined;
        const options = { emailRequired, phoneNumberRequired, shippingAddressRequired, business, ...this.#sums() };
        this.#group._wallet = new WalletVisit(element, wallet, options, {});
    }

    #sums() {
        const { displayItems = [], shippingOptions = [] } = this.#options;
        return {
            lineItems: displayItems.map(({ label: name, amount }) => ({ name, amount })),
            shippingRates: shippingOptions.map(({ id, label: displayName, detail: deliveryEstimate, amount }) => ({ id, displayName, amount, deliveryEstimate })),
        };
    }

    #option = (id) => this.#options.shippingOptions?.find((option) => option.id === id);

    #ask(name, event) {
        if (!this.has(name)) return {};
        return new Promise((resolve) => {
            const late = setTimeout(() => resolve(null), PATIENCE);
            const updateWith = ({ status, ...changed }) => {
                clearTimeout(late);
                if (status !== "success") return resolve(null);
                this.#change(changed);
                resolve(this.#sums());
            };
            this.emit(name, { ...event, updateWith });
        });
    }

    async #paid({ billingDetails: by, shippingAddress: to, shippingRate, expressPaymentType }) {
        const visit = this.#group._wallet;
        const { result, error } = await visit.method();
        if (error) return visit.ended({ error });
        this.emit("paymentmethod", {
            paymentMethod: result,
            payerName: by.name,
            payerEmail: by.email,
            payerPhone: by.phone,
            shippingAddress: to && olderAddress(to.name, to.address),
            shippingOption: shippingRate && this.#option(shippingRate.id),
            walletName: WALLETS[expressPaymentType],
            methodName: expressPaymentType,
            complete: (status) => (status === "success" ? visit.close() : visit.failed(REFUSALS[status] ?? FAILED)),
        });
    }
}

function olderAddress(recipient, { line1, line2, city, state: region, postal_code: postalCode, country }) {
    return { recipient, addressLine: [line1, line2].filter(Boolean), city, region, postalCode, country, dependentLocality: "", organization: "", phone: "", sortingCode: "" };
}

/** The button of an older page, as that of an express checkout. */
function olderButton({ paymentRequest, style = {} }) {
    const { type, theme = "dark", height } = style.paymentRequestButton ?? {};
    const wallets = paymentRequest._wallets.slice(0, 1);
    const each = (value) => Object.fromEntries(Object.values(WALLETS).map((name) => [name, value]));
    const themes = { dark: "black", light: "white", "light-outline": "white-outline" };
    return { wallets, buttonType: each(type), buttonTheme: each(themes[theme]), buttonHeight: Number.parseInt(height, 10) || undefined, layout: { maxColumns: 1 } };
}

function pressedOlder(element) {
    let isWanted = true;
    element.emit("click", { elementType: element._type, preventDefault: () => (isWanted = false) });
    if (isWanted) element._options.paymentRequest.show();
}
