// Calls to the API of the main origin with the page's publishable key. They never reject: what goes wrong is an
// {error} like the API's own.

/** A page's code used the script in a way that cannot work: thrown, since it is for the developer to read. */
class IntegrationError extends Error {
    constructor(message) {
        super(message);
        this.name = "IntegrationError";
    }
}

class Api {
    constructor(key, { stripeAccount, apiVersion } = {}) {
        this.key = key;
        this.account = stripeAccount;
        this.version = apiVersion;
    }

    get(path, params) {
        return this.#call("GET", `${path}?${encoded(params)}`);
    }

    post(path, params) {
        return this.#call("POST", path, encoded(params));
    }

    async #call(method, path, body) {
        const headers = { Authorization: `Bearer ${this.key}` };
        if (this.account) headers["Stripe-Account"] = this.account;
        if (this.version) headers["Stripe-Version"] = this.version;
        try {
            const answer = await fetch(CONFIG.api + path, { method, headers, body, credentials: "omit" });
            const told = await answer.json();
            return answer.ok ? { result: told } : { error: told.error };
        } catch {
            const message = "The payment server cannot be reached. Check your connection and try again.";
            return { error: { type: "api_connection_error", message } };
        }
    }
}

/** {a: {b: 1}, c: [2]} as a[b]=1&c[0]=2. */
function encoded(params) {
    const sent = new URLSearchParams();
    const put = (name, value) => {
        if (value === undefined || value === null) return;
        if (typeof value !== "object") sent.set(name, String(value));
        else for (const [inner, part] of Object.entries(value)) put(name ? `${name}[${inner}]` : inner, part);
    };
    put("", params);
    return sent;
}

const randomName = () => crypto.randomUUID() + crypto.randomUUID().slice(0, 8);
