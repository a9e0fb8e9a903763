// One element: its place in the page, its frame, its events, the classes of its container.

const CARD_TITLE = "Secure card payment input frame";

/** Where each kind lives, what its frame is called, and whether it is a part of a card. */
const KINDS = {
    card: { origin: "vault", title: CARD_TITLE, card: true },
    cardNumber: { origin: "vault", title: "Secure card number input frame", card: true },
    cardExpiry: { origin: "vault", title: "Secure expiration date input frame", card: true },
    cardCvc: { origin: "vault", title: "Secure CVC input frame", card: true },
    payment: { origin: "vault", title: "Secure payment input frame" },
    address: { origin: "api", title: "Secure address input frame" },
    shippingAddress: { origin: "api", title: "Secure shipping address input frame" },
    iban: { origin: "api", title: "Secure IBAN input frame" },
    linkAuthentication: { origin: "api", title: "Secure email input frame" },
    paymentRequestButton: { origin: "vault", path: "/fields/wallets/buttons", title: "Secure payment button frame" },
    contactDetails: { origin: "api", title: "Secure contact details input frame" },
    taxId: { origin: "api", title: "Secure tax ID input frame" },
    currencySelector: { origin: "api", title: "Secure currency selector frame" },
    terms: { isText: true },
    paymentMethodMessaging: { isEmpty: true },
    linkSignup: { isEmpty: true },
    expressCheckout: { origin: "vault", path: "/fields/wallets/buttons", title: "Secure express checkout frame" },
};

const REFUSED = /^(issuing|auBankAccount|idealBank|fpxBank|epsBank|p24Bank)/;

class Events {
    #handlers = new Map();

    on(name, handler) {
        if (typeof handler !== "function") throw new IntegrationError(`The handler of "${name}" must be a function.`);
        if (!this.#handlers.has(name)) this.#handlers.set(name, new Map());
        this.#handlers.get(name).set(handler, handler);
        return this;
    }

    once(name, handler) {
        const once = (event) => {
            this.off(name, handler);
            handler(event);
        };
        this.on(name, handler);
        this.#handlers.get(name).set(handler, once);
        return this;
    }

    off(name, handler) {
        if (handler) this.#handlers.get(name)?.delete(handler);
        else this.#handlers.delete(name);
        return this;
    }

    has(name) {
        return (this.#handlers.get(name)?.size ?? 0) > 0;
    }

    emit(name, event) {
        for (const handler of [...(this.#handlers.get(name)?.values() ?? [])]) handler(event);
    }
}

class StripeElement extends Events {
    #group;
    #options;
    #frame = null;
    #container = null;
    #labels = [];
    #destroyed = false;
    #state = { complete: false, empty: true };
    #focused = false;

    constructor(group, type, options) {
        super();
        this.#group = group;
        this.#options = { ...options };
        this._type = type;
    }

    get _options() {
        return this.#options;
    }

    get _state() {
        return this.#state;
    }

    get _group() {
        return this.#group;
    }

    mount(place) {
        if (this.#destroyed) throw new IntegrationError("This Element has already been destroyed. Please create a new one.");
        const container = typeof place === "string" ? document.querySelector(place) : place;
        if (!(container instanceof HTMLElement))
            throw new IntegrationError(`The selector or element given to mount (${place}) is not in the page.`);
        if (container instanceof HTMLInputElement) throw new IntegrationError("An Element cannot be mounted in an input.");
        if (this.#container === container && this.#frame) return this;
        if (this.#frame) this.unmount();
        this.#container = container;
        container.replaceChildren();
        const kind = KINDS[this._type];
        if (kind.isEmpty) return this.#mountNothing({});
        if (kind.isText) return this.#mountText();
        if (this._type === "paymentRequestButton" && !this.#options.paymentRequest?._wallets.length) return this.#mountNothing({});
        if (this._type === "expressCheckout" && !this.#group._hasWallets()) return this.#mountNothing({ availablePaymentMethods: undefined });
        this.emit("loaderstart", { elementType: this._type });
        this.#frame = new Frame(container, {
            origin: CONFIG[kind.origin],
            path: kind.path ?? (kind.origin === "vault" ? `/fields/elements/${this._type}` : `/elements/${this._type}`),
            params: { key: this.#group.api.key, group: this.#group.name },
            title: kind.title,
            onMessage: (message) => this.#heard(message),
        });
        this.#classes();
        this.#listenToLabels();
        this.#group._mounted(this);
        this._send();
        return this;
    }

    /** There is nothing to say here, and the page may rely on being told so. */
    #mountNothing(told) {
        setTimeout(() => this.emit("ready", { elementType: this._type, ...told }));
        return this;
    }

    /** Words of ours in the page itself, in its own type. */
    #mountText() {
        const text = document.createElement("p");
        text.style.margin = "0";
        this.#container.append(text);
        this.#group._terms().then((words) => {
            text.textContent = words;
            this.emit("ready", { elementType: this._type });
        });
        return this;
    }

    /** When it has what it needs to know and its frame is as high as that makes it. */
    async _settled() {
        const frame = this.#frame;
        await this.#group._session();
        if (!frame || frame !== this.#frame) return;
        this._send();
        await frame.ask({ type: "settle" });
    }

    get _isMounted() {
        return this.#frame !== null;
    }

    /** What an element without a card holds; the page may have it. */
    async getValue() {
        const { result, error } = await this._ask({ type: "value" });
        if (error) throw new IntegrationError(error.message);
        return result;
    }

    /** Tells the frame everything it needs to know. */
    _send() {
        this.#frame?.send({ type: "set", options: plain(this.#group._optionsOf(this)) });
    }

    #heard(message) {
        switch (message.type) {
            case "ready":
                return this.#group._ready(this);
            case "change":
                this.#state = message.state;
                this.#classes();
                return this.emit("change", { elementType: this._type, ...message.state });
            case "focus":
            case "blur":
                this.#focused = message.type === "focus";
                this.#classes();
                return this.emit(message.type, { elementType: this._type });
            case "escape":
                return this.emit("escape", { elementType: this._type });
            case "enter":
                return this.#container?.closest("form")?.requestSubmit();
            case "event":
                return this.#group._event(this, message);
        }
    }

    #classes() {
        const names = { base: "StripeElement", ...this.#options.classes };
        const { complete, empty, error } = this.#state;
        const states = { complete, empty, invalid: Boolean(error), focus: this.#focused };
        const list = this.#container.classList;
        list.add(...names.base.split(/\s+/).filter(Boolean));
        for (const [state, on] of Object.entries(states))
            for (const name of (names[state] ?? `StripeElement--${state}`).split(/\s+/).filter(Boolean)) list.toggle(name, Boolean(on));
    }

    /** A click on a label of the container goes into the frame, as with a field of the page's own. */
    #listenToLabels() {
        const labels = this.#container.id ? [...document.querySelectorAll("label")].filter((l) => l.htmlFor === this.#container.id) : [];
        const around = this.#container.closest("label");
        const focus = () => this.focus();
        this.#labels = [...labels, ...(around ? [around] : [])].map((label) => {
            label.addEventListener("click", focus);
            return () => label.removeEventListener("click", focus);
        });
    }

    unmount() {
        this.#group._left(this);
        for (const forget of this.#labels.splice(0)) forget();
        this.#frame?.remove();
        this.#frame = null;
        if (!this.#container) return this;
        if (KINDS[this._type].isText) this.#container.replaceChildren();
        const list = this.#container.classList;
        list.remove(...[...list].filter((name) => name.startsWith("StripeElement")));
        this.#container = null;
        this.#state = { complete: false, empty: true };
        return this;
    }

    destroy() {
        this.unmount();
        this.#destroyed = true;
        this.#group._destroyed(this);
        return this;
    }

    update(options) {
        this.#options = { ...this.#options, ...options };
        this._send();
        return this;
    }

    focus() {
        this.#frame?.node.focus();
        this.#frame?.send({ type: "focus" });
        return this;
    }

    blur() {
        this.#frame?.send({ type: "blur" });
        return this;
    }

    clear() {
        this.#frame?.send({ type: "clear" });
        return this;
    }

    collapse() {
        return this;
    }

    _tell(message) {
        this.#frame?.send(message);
    }

    /** A question to the frame; an element that is nowhere has no answer. */
    _ask(message) {
        if (!this.#frame) throw new IntegrationError(`The ${this._type} Element is not mounted, so there is nothing to send.`);
        return this.#frame.ask(message);
    }
}

/** What can be sent to another window: no functions, no nodes. */
function plain(value) {
    return JSON.parse(JSON.stringify(value ?? {}));
}
