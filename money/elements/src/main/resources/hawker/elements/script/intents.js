// Intents from the page's side: confirm, let the buyer prove who they are, say how it ended. The same steps for
// payments and for setups, which differ in the words of their API only.

const INTENTS = {
    payment: { prefix: "pi", path: "/v1/payment_intents", field: "paymentIntent", object: "payment_intent", failure: "last_payment_error" },
    setup: { prefix: "seti", path: "/v1/setup_intents", field: "setupIntent", object: "setup_intent", failure: "last_setup_error" },
};

const never = new Promise(() => {});

class Intents {
    #api;
    #words;

    constructor(api, words) {
        this.#api = api;
        this.#words = words;
    }

    /** The path of the intent that a secret belongs to. */
    #path(secret) {
        const { prefix, path } = this.#words;
        const found = new RegExp(`^(${prefix}_[0-9A-Za-z]+)_secret_[0-9A-Za-z_]+$`).exec(secret ?? "");
        if (!found)
            throw new IntegrationError(
                `Invalid value for the client secret: it should be a string of the form ${prefix}_…_secret_…. You specified: ${secret}.`,
            );
        return `${path}/${found[1]}`;
    }

    async retrieve(secret) {
        return this.#told(await this.#api.get(this.#path(secret), { client_secret: secret }));
    }

    #told({ result, error }) {
        return error ? { error } : { [this.#words.field]: result };
    }

    /** Confirms; params are the API's own. Without actions a needed one is left to the page. */
    async confirm(secret, params, { handleActions = true } = {}) {
        const path = `${this.#path(secret)}/confirm`;
        const sent = { ...params, client_secret: secret, use_stripe_sdk: true };
        const answer = await this.#api.post(path, sent);
        if (answer.error || !handleActions) return this.#told(answer);
        return this.#act(secret, answer.result);
    }

    async verify(secret, data) {
        return this.#told(await this.#api.post(`${this.#path(secret)}/verify_microdeposits`, { ...data, client_secret: secret }));
    }

    /** Goes on with an intent that waits for the buyer. */
    async handleAction(secret) {
        const { result, error } = await this.#api.get(this.#path(secret), { client_secret: secret });
        if (error) return { error };
        return this.#act(secret, result);
    }

    async #act(secret, intent) {
        if (intent.status !== "requires_action") return { [this.#words.field]: intent };
        const action = intent.next_action ?? {};
        if (action.type === "redirect_to_url") {
            location.assign(action.redirect_to_url.url);
            return never;
        }
        const url = action.use_stripe_sdk?.stripe_js;
        if (action.type !== "use_stripe_sdk" || !url) return { [this.#words.field]: intent };
        const now = () => this.#api.get(this.#path(secret), { client_secret: secret });
        await askTheBank(url, async () => ((await now()).result?.status ?? "requires_action") !== "requires_action");
        return this.#ended(await now());
    }

    #ended({ result, error }) {
        if (error) return { error };
        const { object, field, failure } = this.#words;
        if (result.status === "requires_payment_method") return { error: { ...result[failure], [object]: result } };
        if (result.status !== "requires_action") return { [field]: result };
        const message = "The bank was not answered. Please try again, or use another payment method.";
        return { error: { type: "invalid_request_error", code: `${object}_authentication_failure`, message, [object]: result } };
    }
}

/** A page address with the outcome behind it, as the server writes it after a redirect. */
function returnAddress(url, words, intent, secret) {
    const to = new URL(url, location.href);
    to.searchParams.set(words.object, intent.id);
    to.searchParams.set(`${words.object}_client_secret`, secret);
    to.searchParams.set("redirect_status", ["requires_payment_method", "canceled"].includes(intent.status) ? "failed" : "succeeded");
    return to.href;
}
