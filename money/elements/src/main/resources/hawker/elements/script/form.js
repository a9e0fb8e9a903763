// The whole form of a checkout session in one element: the same parts that a page can have one by one, in an order
// of ours, with delivery, code and a button. It stands in a shadow of the page, so that neither's style meets the other's.

const FORM_STYLE = `
    :host { display: block; }
    form { display: grid; gap: 1.25rem; font-family: inherit; color: inherit; }
    section { display: grid; gap: 0.5rem; }
    h2 { margin: 0; font-size: 1.0625rem; line-height: 1.4; font-weight: 600; }
    form { transition: opacity 120ms; }
    form[aria-busy] { opacity: 0; }
    @media (prefers-reduced-motion: reduce) { form { transition: none; } }
    [hidden] { display: none; }
    fieldset { display: grid; gap: 0.5rem; margin: 0; padding: 0; border: 0; }
    legend { margin-bottom: 0.5rem; padding: 0; font-size: 1.0625rem; font-weight: 600; }
    label.way { display: flex; gap: 0.75rem; align-items: center; min-height: 2.75rem; padding: 0 1rem; border: 1px solid GrayText; border-radius: var(--radius, 0.5rem); }
    label.way span:first-of-type { flex: 1; }
    .row { display: flex; gap: 0.5rem; }
    .row input { flex: 1; min-width: 0; padding: 0 0.75rem; border: 1px solid GrayText; border-radius: var(--radius, 0.5rem); background: transparent; color: inherit; font: inherit; font-size: 1rem; }
    button { min-height: 2.75rem; padding: 0 1rem; border: 1px solid GrayText; border-radius: var(--radius, 0.5rem); background: transparent; color: inherit; font: inherit; cursor: pointer; }
    button.pay { min-height: 3rem; border-color: transparent; background: var(--primary, #1b4fd0); color: #fff; font-weight: 600; }
    button:disabled { opacity: 0.6; cursor: progress; }
    button:focus-visible, input:focus-visible { outline: 2px solid var(--primary, #1b4fd0); outline-offset: 2px; }
    .alert:not(:empty) { margin: 0; color: var(--danger, #b3261e); }
    .alert:empty { display: none; }
`;

/** Milliseconds that the form waits for the last of its parts. */
const PARTS_WITHIN = 8000;

/** An element by its name, with properties and children. */
function node(name, properties = {}, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
}

class CheckoutForm extends Events {
    #sdk;
    #options;
    #host = null;
    #parts = [];
    #nodes = {};
    #destroyed = false;
    #last = "";
    #choosing = null;

    constructor(sdk, options) {
        super();
        this.#sdk = sdk;
        this.#options = options;
        sdk.on("change", () => this.#host && this.#draw());
    }

    mount(place) {
        if (this.#destroyed) throw new IntegrationError("This Element has already been destroyed. Please create a new one.");
        const container = typeof place === "string" ? document.querySelector(place) : place;
        if (!(container instanceof HTMLElement)) throw new IntegrationError(`The selector or element given to mount (${place}) is not in the page.`);
        this.unmount();
        const host = node("div");
        container.replaceChildren(host);
        this.#host = host;
        this.emit("loaderstart", { elementType: "checkoutForm" });
        this.#open(host);
        return this;
    }

    async #open(host) {
        const loaded = await this.#sdk.loadActions();
        if (this.#host !== host) return;
        if (loaded.type === "error") return this.emit("loaderror", { elementType: "checkoutForm", error: { type: "invalid_request_error", message: loaded.error.message } });
        this.actions = loaded.actions;
        const shadow = host.attachShadow({ mode: "open" });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(FORM_STYLE);
        shadow.adoptedStyleSheets = [sheet];
        const form = this.#build(shadow);
        this.#draw();
        await this.#shown(form);
        if (this.#host === host) this.emit("ready", { elementType: "checkoutForm" });
    }

    // ——— its parts ———

    #part(title, create) {
        const place = node("div");
        const section = node("section", {}, ...(title ? [node("h2", { textContent: title })] : []), place);
        const element = create();
        element.on("change", () => this.#changed());
        for (const event of ["focus", "blur", "escape"]) element.on(event, () => this.emit(event, { elementType: "checkoutForm" }));
        this.#parts.push({ element, place });
        return section;
    }

    #build(shadow) {
        const sdk = this.#sdk;
        const page = sdk._page;
        const { expressCheckout, contacts } = this.#options;
        this.#parts = [];
        const nodes = (this.#nodes = {
            ways: node("fieldset"),
            code: this.#code(),
            alert: node("p", { className: "alert" }),
            pay: node("button", { className: "pay" }),
        });
        nodes.alert.setAttribute("role", "alert");
        const sections = [];
        if (sdk._wantsCard) sections.push(this.#part("", () => this.#express(expressCheckout ?? {})));
        sections.push(this.#part("Contact", () => sdk.createContactDetailsElement()));
        if (page.phone_number_collection?.enabled) sections.push((nodes.phone = this.#phone()));
        if (page.shipping_address_collection) sections.push(this.#part("Delivery", () => sdk.createShippingAddressElement({ contacts })));
        sections.push(nodes.ways);
        if (page.billing_address_collection === "required") sections.push(this.#part("Billing address", () => sdk.createBillingAddressElement({ contacts })));
        if (page.tax_id_collection?.enabled) sections.push(this.#part("Business", () => sdk.createTaxIdElement()));
        sections.push(nodes.code);
        if (sdk._wantsCard) sections.push(this.#part("Payment", () => sdk.createPaymentElement()));
        sections.push(node("section", {}, ...this.#terms()), nodes.alert, nodes.pay);
        const form = node("form", { noValidate: true, inert: true, ariaBusy: "true" }, ...sections);
        form.addEventListener("submit", (event) => (event.preventDefault(), this.#pressed()));
        shadow.append(form);
        for (const { element, place } of this.#parts) element.mount(place);
        return form;
    }

    /**
     * Nothing is shown before every part has its height: what comes up late pushes the rest away under the finger.
     * A part that does not come does not keep the others.
     */
    async #shown(form) {
        const late = new Promise((resolve) => setTimeout(resolve, PARTS_WITHIN));
        await Promise.race([late, Promise.allSettled(this.#parts.map(({ element }) => element._settled()))]);
        form.inert = false;
        form.removeAttribute("aria-busy");
    }

    #express(options) {
        const element = this.#sdk.createExpressCheckoutElement(options);
        element.on("confirm", (event) => this.emit("confirm", { ...event, source: "checkout-form-ece" }));
        return element.on("cancel", () => this.emit("cancel", { elementType: "checkoutForm" }));
    }

    #terms() {
        const place = node("div");
        this.#parts.push({ element: this.#sdk.createTermsElement(), place });
        return [place];
    }

    #code() {
        const input = node("input", { type: "text", autocomplete: "off", maxLength: 100 });
        input.setAttribute("aria-label", "Promotion code");
        input.placeholder = "Promotion code";
        const apply = node("button", { type: "button", textContent: "Apply" });
        apply.addEventListener("click", async () => {
            const isOn = Boolean(this.actions.getSession().discountAmounts);
            this.#say(isOn ? await this.actions.removePromotionCode() : await this.actions.applyPromotionCode(input.value.trim()));
            input.value = "";
        });
        return Object.assign(node("section", { className: "row" }, input, apply), { input, apply });
    }

    #phone() {
        const input = node("input", { type: "tel", autocomplete: "tel", maxLength: 40, value: this.actions.getSession().phoneNumber ?? "" });
        input.setAttribute("aria-label", "Phone number");
        input.placeholder = "Phone number";
        input.addEventListener("change", async () => this.#say(await this.actions.updatePhoneNumber(input.value.trim())));
        return node("section", { className: "row" }, input);
    }

    #say(told) {
        this.#nodes.alert.textContent = told.type === "error" ? told.error.message : "";
    }

    // ——— what stands there ———

    #draw() {
        const page = this.#sdk._page;
        const { ways, code, pay } = this.#nodes;
        if (!pay) return;
        const session = this.actions.getSession();
        const { variables = {} } = this.#sdk._group._options.appearance ?? {};
        const style = this.#host.style;
        for (const [name, value] of [["--primary", variables.colorPrimary], ["--danger", variables.colorDanger], ["--radius", variables.borderRadius]])
            value && !/url|[;{}]/i.test(value) ? style.setProperty(name, value) : style.removeProperty(name);
        this.#drawWays(session);
        code.hidden = !page.allow_promotion_codes || this.#options.features?.promotionCodeCollection === "never";
        code.input.hidden = Boolean(session.discountAmounts);
        code.apply.textContent = session.discountAmounts ? "Take the code off" : "Apply";
        pay.textContent = this.#words(session);
        this.#changed();
    }

    /** Each way keeps its node, so that one under the finger or with the focus stays there when a price changes. */
    #drawWays({ shippingOptions, shipping }) {
        const { ways } = this.#nodes;
        ways.hidden = !shippingOptions.length;
        const chosen = this.#choosing ?? shipping?.shippingOption.id;
        const known = new Map([...ways.querySelectorAll("label")].map((label) => [label.control.value, label]));
        const wanted = shippingOptions.map((way) => known.get(way.id) ?? this.#way(way));
        for (const label of known.values()) if (!wanted.includes(label)) label.remove();
        if (!ways.firstChild) ways.append(node("legend", { textContent: "Way of delivery" }));
        wanted.forEach((label, at) => {
            if (ways.children[at + 1] !== label) ways.insertBefore(label, ways.children[at + 1] ?? null);
            const [input, name, amount] = label.children;
            name.textContent = shippingOptions[at].displayName ?? "Delivery";
            amount.textContent = shippingOptions[at].amount;
            input.checked = input.value === chosen;
        });
    }

    #words({ total }) {
        const { mode, amount_total: amount } = this.#sdk._page;
        if (mode === "setup") return "Save card";
        if (mode === "subscription") return amount ? `Subscribe and pay ${total.total.amount}` : "Subscribe";
        return amount ? `Pay ${total.total.amount}` : "Place the order";
    }

    #way({ id }) {
        const input = node("input", { type: "radio", name: "way", value: id });
        input.addEventListener("change", async () => {
            this.#choosing = id;
            const told = await this.actions.updateShippingOption(id);
            if (this.#choosing === id) this.#choosing = null;
            this.#say(told);
            this.#draw();
        });
        return node("label", { className: "way" }, input, node("span"), node("span"));
    }

    // ——— what the buyer and the page do ———

    async #pressed() {
        const { pay } = this.#nodes;
        pay.disabled = true;
        try {
            const told = await this.actions.validateElements();
            this.#say(told);
            if (told.type === "error") return;
            this.emit("confirm", { source: "checkout-form-pay-button", paymentMethodType: this.#sdk._wantsCard ? (this.#sdk._group.selected ?? "card") : null });
        } finally {
            pay.disabled = false;
        }
    }

    /** What confirm() came to is said where its button is. */
    _ended(told) {
        if (this.#nodes.alert) this.#say(told);
    }

    #state() {
        const session = this.actions.getSession();
        const state = (type) => this.#sdk._group.getElement(type)?._state ?? { complete: true, empty: true };
        const [contact, shipping, billing, payment] = ["contactDetails", "shippingAddress", "address", "payment"].map(state);
        const status = {
            customerDetails: { complete: contact.complete, empty: contact.empty },
            shippingAddress: { complete: shipping.complete, empty: shipping.empty },
            billingAddress: { complete: billing.complete, empty: billing.empty },
            payment: { complete: payment.complete, empty: payment.empty },
        };
        const option = session.shipping?.shippingOption;
        return {
            complete: Object.values(status).every(({ complete }) => complete),
            empty: Object.values(status).every(({ empty }) => empty),
            value: {
                customerDetails: { email: session.email ?? "" },
                ...(option ? { shippingOption: { id: option.id, displayName: option.displayName ?? "", amount: option.amount } } : {}),
                ...(session.shippingAddress ? { shippingAddress: session.shippingAddress } : {}),
                ...(session.billingAddress ? { billingAddress: session.billingAddress } : {}),
                payment: { collapsed: false, type: this.#sdk._group.selected ?? "card" },
            },
            status,
        };
    }

    #changed() {
        const state = this.#state();
        const now = JSON.stringify(state);
        if (now === this.#last) return;
        this.#last = now;
        this.emit("change", { elementType: "checkoutForm", ...state });
    }

    async getValue() {
        await this.#sdk.loadActions();
        if (!this.actions) throw new IntegrationError("The CheckoutForm is not mounted.");
        return this.#state();
    }

    async setView() {
        throw new IntegrationError("The form has one view: its layout is expanded.");
    }

    update(options) {
        this.#options = { ...this.#options, ...options };
        if (this.#host) this.#draw();
        return this;
    }

    focus() {
        this.#parts.find(({ element }) => element._type === "contactDetails")?.element.focus();
        return this;
    }

    blur() {
        for (const { element } of this.#parts) element.blur();
        return this;
    }

    clear() {
        for (const { element } of this.#parts) element.clear();
        return this;
    }

    collapse() {
        return this;
    }

    unmount() {
        for (const { element } of this.#parts.splice(0)) element.destroy();
        this.#nodes = {};
        this.#host?.remove();
        this.#host = null;
        return this;
    }

    destroy() {
        this.unmount();
        this.#destroyed = true;
        return this;
    }
}

/** What the form asks for itself is not the page's to say. */
const BY_FORM = ["updateEmail", "updatePhoneNumber", "updateIndividualName", "updateBusinessName", "updateShippingAddress", "updateBillingAddress", "updateTaxIdInfo"];

class CheckoutFormSdk {
    #sdk;
    #form = null;

    constructor(api, { appearance, ...options }) {
        this.#sdk = new CheckoutElementsSdk(api, { ...options, elementsOptions: { appearance } });
    }

    on(event, handler) {
        this.#sdk.on(event, handler);
    }

    async loadActions() {
        const told = await this.#sdk.loadActions();
        if (told.type === "error") return told;
        const actions = Object.fromEntries(Object.entries(told.actions).filter(([name]) => !BY_FORM.includes(name)));
        const confirm = async (args) => {
            const ended = await told.actions.confirm(args);
            this.#form?._ended(ended);
            return ended;
        };
        return { type: "success", actions: { ...actions, confirm } };
    }

    changeAppearance(appearance) {
        this.#sdk.changeAppearance(appearance);
        this.#form?.update({});
    }

    loadFonts() {
        this.#sdk.loadFonts();
    }

    createForm(options = {}) {
        if (this.#form) throw new IntegrationError("Can only create one CheckoutForm.");
        this.#form = new CheckoutForm(this.#sdk, options);
        const { destroy } = CheckoutForm.prototype;
        this.#form.destroy = () => {
            destroy.call(this.#form);
            this.#form = null;
        };
        return this.#form;
    }

    getForm() {
        return this.#form;
    }

    createCurrencySelectorElement() {
        return this.#sdk.createCurrencySelectorElement();
    }

    getCurrencySelectorElement() {
        return this.#sdk.getCurrencySelectorElement();
    }
}
