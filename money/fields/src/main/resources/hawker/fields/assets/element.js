// One element of the drop-in script: the fields for a card, or for one part of it, in a frame of the vault's
// origin. What is typed goes to the vault and nowhere else; the page around hears whether it is complete, what
// is wrong, the brand, and what the vault answered. Parts of a card that stand in frames of their own find
// each other by the name of their group; a number never leaves its frame.
// The messages stand in money/elements/README.md.
"use strict";
{
    const root = document.getElementById("element");
    const { kind, key, channel, group, parent: parentOrigin } = root.dataset;
    const inputs = [...root.querySelectorAll("input, select")];
    const input = (name) => document.getElementById(name);
    const framed = parent !== window;
    const wrong = new Map();
    let options = {};
    let wantedCode = 0;
    let last = "";
    let chosen = false;

    // ——— what is in the fields ———

    const brand = () => CardRules.brandOf(CardRules.digits(input("number")?.value ?? ""));
    const code = () => (input("number") ? brand().code : wantedCode);
    const shown = (name) => input(name) && !input(name).closest(".hk-field").hidden;

    const checks = {
        number: (whole) => CardRules.number(input("number").value, whole),
        expiry: (whole) => CardRules.expiry(input("expiry").value, whole),
        cvc: (whole) => CardRules.cvc(input("cvc").value, code(), whole),
        postal: (whole) => CardRules.postal(input("postal").value, shown("postal"), whole),
        country: () => false,
    };

    const typedInputs = () => inputs.filter((i) => shown(i.id) && i.id !== "country");
    const isCard = () => kind !== "payment" || ElementMethods.selected() === "card";
    const isComplete = () => !isCard() || typedInputs().every((i) => !checks[i.id](true));
    const isEmpty = () => isCard() && typedInputs().every((i) => !i.value);

    function mark(name, problem) {
        const field = input(name);
        const error = input(`${name}-error`);
        if (problem) wrong.set(name, problem);
        else wrong.delete(name);
        error.textContent = problem ? problem[0] : "";
        error.hidden = !problem;
        field.setAttribute("aria-invalid", problem ? "true" : "false");
        field.dataset.state = !field.value ? "empty" : checks[name](true) ? "typing" : "complete";
        measure();
    }

    // Marks every field; gives back the first problem.
    function problems() {
        for (const { id } of inputs) mark(id, shown(id) && checks[id](true));
        const first = typedInputs().find((i) => wrong.has(i.id));
        return first ? { id: first.id, error: validationError(wrong.get(first.id)) } : null;
    }

    const validationError = ([message, which]) => ({ type: "validation_error", code: which, message });

    function state() {
        const first = typedInputs().find((i) => wrong.has(i.id));
        return {
            complete: isComplete(),
            empty: isEmpty(),
            error: first && validationError(wrong.get(first.id)),
            ...(input("number") && kind !== "payment" ? { brand: brand().id } : {}),
            ...(kind === "card" ? { value: { postalCode: input("postal").value } } : {}),
            ...(kind === "payment" ? { collapsed: false, value: { type: ElementMethods.selected() } } : {}),
        };
    }

    function changed() {
        const now = JSON.stringify(state());
        if (now === last) return;
        last = now;
        tell({ type: "change", state: state() });
    }

    // ——— typing ———

    for (const each of inputs) {
        each.addEventListener("input", () => typed(each));
        each.addEventListener("focus", () => tell({ type: "focus" }));
        each.addEventListener("blur", () => {
            if (each.value) mark(each.id, checks[each.id](true));
            changed();
            tell({ type: "blur" });
        });
        each.addEventListener("keydown", (event) => {
            if (event.key === "Escape") tell({ type: "escape" });
            if (event.key === "Enter" && each.tagName === "INPUT") tell({ type: "enter" });
            if (event.key === "Backspace" && !each.value) neighbour(each, -1)?.focus();
        });
    }

    function typed(field) {
        if (field.id === "country") {
            chosen = true;
            return postal();
        }
        CardRules.tidy(field.id, field);
        if (field.id === "number") {
            input("brand").textContent = brand().name;
            bus.postMessage({ type: "brand", code: brand().code });
        }
        mark(field.id, checks[field.id](false));
        changed();
        const full = field.value && !wrong.has(field.id) && CardRules.isFull(field.id, field.value);
        if (full && document.activeElement === field && field.selectionStart === field.value.length) {
            const next = neighbour(field, 1);
            if (next && !next.value) next.focus();
        }
    }

    function neighbour(field, step) {
        const all = typedInputs();
        return all[all.indexOf(field) + step];
    }

    // Which cards are checked by a postal code depends on the country.
    function postal() {
        if (!input("postal")) return;
        const wanted = kind === "card" ? !options.hidePostalCode : ["US", "CA", "GB", "PR"].includes(input("country").value);
        const hidden = !wanted || (kind === "payment" && options.fields?.billingDetails?.address?.postalCode === "never");
        input("postal").closest(".hk-field").hidden = hidden;
        if (hidden) mark("postal", false);
        changed();
    }

    // ——— parts in other frames ———

    const bus = new BroadcastChannel(`hawker card ${group}`);
    const waiting = new Map();
    bus.addEventListener("message", ({ data }) => {
        if (data.type === "brand") wantedCode = data.code;
        else if (data.type === "hello" && input("number")) bus.postMessage({ type: "brand", code: brand().code });
        else if (data.type === "give") waiting.get(data.ask)?.(data);
        else if (data.type === "ask" && data.name === kind) {
            const name = inputs[0].id;
            const problem = checks[name](true);
            mark(name, problem);
            changed();
            bus.postMessage({ type: "give", ask: data.ask, value: inputs[0].value, problem });
        }
    });
    bus.postMessage({ type: "hello" });

    function part(element) {
        const ask = crypto.randomUUID();
        return new Promise((resolve) => {
            waiting.set(ask, resolve);
            setTimeout(() => resolve({ problem: ["This field cannot be reached. Load the page again.", "incomplete_" + element] }), 4000);
            bus.postMessage({ type: "ask", ask, name: element });
        }).finally(() => waiting.delete(ask));
    }

    // The values of the whole card, or the first problem in it.
    async function whole(parts) {
        const own = problems();
        if (kind !== "cardNumber") {
            if (own) return own;
            return { card: { number: input("number").value, expiry: input("expiry").value, cvc: input("cvc").value } };
        }
        const expiry = parts.includes("cardExpiry") ? await part("cardExpiry") : { problem: ["Enter the expiry date.", "incomplete_expiry"] };
        const cvc = parts.includes("cardCvc") ? await part("cardCvc") : {};
        const problem = expiry.problem || cvc.problem;
        if (own || problem) return own ?? { error: validationError(problem) };
        return { card: { number: input("number").value, expiry: expiry.value, ...(cvc.value ? { cvc: cvc.value } : {}) } };
    }

    // ——— the vault ———

    function put(sent, prefix, value) {
        if (value === undefined || value === null) return;
        if (typeof value !== "object") sent.set(prefix, String(value).slice(0, 500));
        else for (const [name, inner] of Object.entries(value)) put(sent, prefix ? `${prefix}[${name}]` : name, inner);
    }

    // The CVC alone, of a card that is kept already.
    async function cvcToken(request) {
        const first = problems();
        changed();
        if (first) return tell({ type: "answer", request, error: first.error });
        const sent = new URLSearchParams({ "cvc_update[cvc]": input("cvc").value.trim() });
        tell({ type: "answer", request, ...(await post("/v1/tokens", sent)) });
    }

    async function create({ request, what, fields, parts }) {
        if (what === "cvc_update" && kind === "cardCvc") return cvcToken(request);
        changed();
        const typedCard = await whole(parts ?? []);
        changed();
        if (typedCard.error) {
            if (kind === "payment") input(typedCard.id)?.focus();
            return tell({ type: "answer", request, error: typedCard.error });
        }
        const sent = new URLSearchParams();
        put(sent, "", fields);
        for (const [name, value] of Object.entries(CardRules.params(typedCard.card))) sent.set(`card[${name}]`, value);
        if (shown("postal") && input("postal").value.trim())
            sent.set(what === "token" ? "card[address_zip]" : "billing_details[address][postal_code]", input("postal").value.trim());
        if (shown("country")) sent.set("billing_details[address][country]", input("country").value);
        if (what !== "token") sent.set("type", "card");
        tell({ type: "answer", request, ...(await post(what === "token" ? "/v1/tokens" : "/v1/payment_methods", sent)) });
    }

    async function post(path, body) {
        const headers = { Authorization: `Bearer ${key}` };
        if (options.account) headers["Stripe-Account"] = options.account;
        if (options.apiVersion) headers["Stripe-Version"] = options.apiVersion;
        try {
            const answer = await fetch(path, { method: "POST", headers, body, credentials: "omit", referrerPolicy: "no-referrer" });
            const made = await answer.json();
            return answer.ok ? { result: made } : { error: made.error };
        } catch {
            return { error: { type: "api_connection_error", message: "The vault cannot be reached. Check your connection and try again." } };
        }
    }

    // ——— the page around ———

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function measure() {
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    function set(given) {
        options = { ...options, ...given };
        if (kind === "payment") {
            ElementLook.appearance(options.appearance);
            ElementMethods.show(options.types ?? ["card"], changed, options.wallets);
            const asks = options.fields?.billingDetails !== "never" && options.fields?.billingDetails?.address !== "never";
            input("country").closest(".hk-field").hidden = !asks || options.fields?.billingDetails?.address?.country === "never";
            if (!chosen) input("country").value = options.country ?? "US";
            input("terms").textContent = options.terms ?? "";
        } else {
            ElementLook.line(options.style);
        }
        postal();
        for (const each of inputs) each.disabled = Boolean(options.disabled);
        if (typeof options.placeholder === "string" && inputs.length === 1) inputs[0].placeholder = options.placeholder.slice(0, 60);
        if (typeof options.value?.postalCode === "string" && input("postal")) input("postal").value = options.value.postalCode.slice(0, 12);
        measure();
        changed();
    }

    const deeds = {
        set: ({ options: given }) => set(given ?? {}),
        create,
        check: ({ request }) => {
            const first = isCard() ? problems() : null;
            changed();
            if (first) input(first.id).focus();
            tell({ type: "answer", request, ...(first ? { error: first.error } : { result: { type: isCard() ? "card" : ElementMethods.selected() } }) });
        },
        focus: () => (typedInputs().find((i) => checks[i.id](true)) ?? inputs[0]).focus(),
        blur: () => document.activeElement?.blur(),
        clear: () => {
            for (const each of inputs) {
                if (each.id === "country") continue;
                each.value = "";
                mark(each.id, false);
            }
            if (input("brand")) input("brand").textContent = "";
            changed();
        },
    };

    addEventListener("message", (event) => {
        if (!framed || event.origin !== parentOrigin || event.source !== parent) return;
        const message = event.data;
        if (message?.channel === channel && Object.hasOwn(deeds, message.type)) deeds[message.type](message);
    });
    new ResizeObserver(measure).observe(root);
    tell({ type: "ready" });
}
