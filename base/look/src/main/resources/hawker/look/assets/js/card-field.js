// The page's side of the card fields: the number is typed in a frame of the vault's origin and never
// touches this page. The protocol stands in base/look/README.md.

const ANSWER_WITHIN = 30000;

customElements.define(
    "hk-card-field",
    class extends HTMLElement {
        connectedCallback() {
            if (this.frame) return;
            this.complete = false;
            this.waiting = new Map();
            this.channel = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));
            const url = new URL(this.getAttribute("src"), location.href);
            this.vault = url.origin;
            url.searchParams.set("channel", this.channel);
            url.searchParams.set("parent", this.dataset.parentOrigin || location.origin);
            url.searchParams.set("scheme", this.scheme());
            this.onMessage = (event) => this.receive(event);
            addEventListener("message", this.onMessage);
            this.onScheme = () => this.init();
            document.addEventListener("hk:scheme", this.onScheme);
            this.frame = document.createElement("iframe");
            this.frame.title = "Card number, expiry date and security code";
            this.frame.allow = "payment";
            this.frame.src = url.href;
            this.error = document.createElement("p");
            this.error.className = "hk-error";
            this.error.setAttribute("role", "alert");
            this.error.hidden = true;
            this.replaceChildren(this.frame, this.error);
            this.form = this.closest("form");
            this.onSubmit = (event) => this.submit(event);
            this.form?.addEventListener("submit", this.onSubmit);
        }

        disconnectedCallback() {
            removeEventListener("message", this.onMessage);
            document.removeEventListener("hk:scheme", this.onScheme);
            this.form?.removeEventListener("submit", this.onSubmit);
            this.frame = null;
        }

        /** Makes a payment method of what was typed: {paymentMethod, last4, brand} or {error}. */
        tokenize(billing = {}) {
            const request = `r${this.waiting.size + 1}-${Date.now()}`;
            return new Promise((resolve) => {
                const timer = setTimeout(() => {
                    this.waiting.delete(request);
                    resolve({ error: { message: "The card fields do not answer. Reload the page and try again." } });
                }, ANSWER_WITHIN);
                this.waiting.set(request, (answer) => {
                    clearTimeout(timer);
                    this.waiting.delete(request);
                    resolve(answer);
                });
                this.send({ type: "tokenize", request, billing });
            });
        }

        receive(event) {
            if (event.origin !== this.vault || event.source !== this.frame?.contentWindow) return;
            const message = event.data;
            if (!message || message.channel !== this.channel) return;
            if (message.type === "ready") this.ready();
            else if (message.type === "height") this.setHeight(message.height);
            else if (message.type === "change") this.change(message);
            else if (message.type === "token") this.token(message);
            else if (message.type === "error") this.refused(message);
        }

        ready() {
            this.init();
            this.dispatchEvent(new CustomEvent("hk-card-ready", { bubbles: true }));
        }

        setHeight(height) {
            if (!(Number.isFinite(height) && height > 0 && height < 1000)) return;
            hkAtRest(this, () => this.style.setProperty("--card-field-height", `${Math.ceil(height)}px`));
        }

        change(message) {
            this.complete = message.complete === true;
            // A card that was typed anew is not the one that was sent before.
            const field = this.form?.elements.namedItem("payment_method");
            if (field) field.value = "";
            this.say("");
            this.dispatchEvent(new CustomEvent("hk-card-change", { bubbles: true, detail: message }));
        }

        token(message) {
            const { id, last4, brand } = message.paymentMethod ?? {};
            this.waiting.get(message.request)?.({ paymentMethod: id, last4, brand });
        }

        refused(message) {
            const { message: text, field } = message.error ?? {};
            this.waiting.get(message.request)?.({ error: { message: text ?? "Check the card details.", field } });
        }

        send(message) {
            this.frame.contentWindow.postMessage({ channel: this.channel, ...message }, this.vault);
        }

        init() {
            const style = getComputedStyle(this);
            const colour = (token) => this.computed(style, token);
            this.send({
                type: "init",
                scheme: this.scheme(),
                locale: document.documentElement.lang || "en",
                style: {
                    ground: this.ground(),
                    text: colour("--text"),
                    muted: colour("--text-muted"),
                    surface: colour("--surface"),
                    line: colour("--line-field"),
                    focus: colour("--focus"),
                    bad: colour("--bad"),
                    accent: colour("--accent-fill"),
                    radius: style.getPropertyValue("--r-2").trim(),
                },
            });
        }

        // What shows behind the fields: a sheet's ground, a card's or the page's.
        ground() {
            for (let around = this; around; around = around.parentElement) {
                const colour = getComputedStyle(around).backgroundColor;
                if (colour !== "transparent" && colour !== "rgba(0, 0, 0, 0)") return colour;
            }
            return "";
        }

        // A token is light-dark(…); what it comes to in this scheme shows only when it colours something.
        computed(style, token) {
            const probe = document.createElement("span");
            probe.hidden = true;
            probe.style.color = `var(${token})`;
            this.append(probe);
            const colour = getComputedStyle(probe).color;
            probe.remove();
            return colour;
        }

        // What the page is drawn in: chosen by its reader, or by the seller whose page it is.
        scheme() {
            const chosen = getComputedStyle(document.documentElement).colorScheme;
            if (chosen === "light" || chosen === "dark") return chosen;
            return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
        }

        // A form around with a field named payment_method needs no script of its own.
        async submit(event) {
            // What asks for no check, as a changed quantity, pays nothing and needs no card.
            if (event.submitter?.formNoValidate) return;
            const field = this.form.elements.namedItem("payment_method");
            if (!field || field.value || this.hidden || this.closest("[hidden]")) return;
            // Nor does a choice that hides the fields, as of a card that is on file.
            if (this.checkVisibility?.() === false) return;
            event.preventDefault();
            if (this.busy) return;
            this.busy = true;
            const submitter = event.submitter;
            this.form.dispatchEvent(new CustomEvent("hk:lock", { bubbles: true }));
            const answer = await this.tokenize(this.billing());
            this.busy = false;
            if (answer.error) {
                // What is wrong with a field stands at that field, inside the frame.
                this.say(answer.error.field ? "" : answer.error.message);
                this.send({ type: "focus" });
                this.form.dispatchEvent(new CustomEvent("hk:unlock", { bubbles: true }));
                return;
            }
            field.value = answer.paymentMethod;
            submitter?.removeAttribute("disabled");
            this.form.requestSubmit(submitter);
        }

        billing() {
            const names = {
                name: "name",
                email: "email",
                line1: "address-line1",
                line2: "address-line2",
                city: "address-level2",
                state: "address-level1",
                postalCode: "postal-code",
                country: "country",
            };
            const billing = {};
            for (const [name, token] of Object.entries(names)) {
                const all = [...this.form.querySelectorAll("[autocomplete]")];
                const fits = all.filter((e) => e.autocomplete.split(" ").at(-1) === token && e.value);
                const own = fits.find((e) => e.autocomplete.startsWith("billing")) ?? fits[0];
                if (own) billing[name] = own.value;
            }
            return billing;
        }

        say(text) {
            this.error.textContent = text;
            this.error.hidden = !text;
        }
    },
);
