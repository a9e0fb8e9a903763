// The card fields: they group digits, say what is wrong, and send what was typed to the vault, which they
// come from. The page around them gets a payment method's id, brand and last digits, never more.
// The messages stand in base/look/README.md.
"use strict";
{
    const form = document.getElementById("card");
    const { key, channel, parent: parentOrigin } = form.dataset;
    const framed = channel !== "" && parent !== window;
    const fields = ["number", "expiry", "cvc", "postal"]
        .map((name) => document.getElementById(name))
        .filter(Boolean);
    const field = (name) => fields.find((f) => f.id === name);

    const { digits, brandOf } = CardRules;

    const brand = () => brandOf(digits(field("number").value));

    // What is wrong with a field: a message and a code, or nothing.
    const checks = {
        number: (input, whole) => CardRules.number(input.value, whole),
        expiry: (input, whole) => CardRules.expiry(input.value, whole),
        cvc: (input, whole) => CardRules.cvc(input.value, brand().code, whole),
        postal: (input, whole) => CardRules.postal(input.value, input.required, whole),
    };

    function say(input, problem) {
        const error = document.getElementById(`${input.id}-error`);
        error.textContent = problem ? problem[0] : "";
        error.hidden = !problem;
        input.closest(".hk-field").dataset.state = problem ? "error" : "";
        input.setAttribute("aria-invalid", problem ? "true" : "false");
        measure();
    }

    function sayAll(text) {
        const error = document.getElementById("card-error");
        error.textContent = text;
        error.hidden = !text;
        measure();
    }

    // Looks at every field; shows and gives back the first problem.
    function firstProblem() {
        let first = null;
        for (const input of fields) {
            const problem = checks[input.id](input, true);
            say(input, problem);
            if (problem && !first) first = { input, field: input.id, message: problem[0], code: problem[1] };
        }
        return first;
    }

    const isComplete = () => fields.every((input) => !checks[input.id](input, true));

    // ——— typing ———

    function typed(input) {
        CardRules.tidy(input.id, input);
        if (input.id === "number") document.getElementById("brand").textContent = brand().name;
        const problem = checks[input.id](input, false);
        say(input, problem);
        sayAll("");
        tell({
            type: "change",
            complete: isComplete(),
            brand: brand().id,
            ...(problem ? { error: { field: input.id, message: problem[0] } } : {}),
        });
        if (!problem && input.value && CardRules.isFull(input.id, input.value)) next(input);
    }

    function next(input) {
        const at = input.value.length;
        if (document.activeElement !== input || input.selectionStart !== at) return;
        const following = fields[fields.indexOf(input) + 1];
        if (following && !following.value) following.focus();
    }

    for (const input of fields) {
        input.addEventListener("input", () => typed(input));
        input.addEventListener("blur", () => input.value && say(input, checks[input.id](input, true)));
        input.addEventListener("focus", () => tell({ type: "focus", focused: true }));
        input.addEventListener("blur", () => tell({ type: "focus", focused: false }));
        input.addEventListener("keydown", (event) => {
            if (event.key !== "Backspace" || input.value) return;
            const before = fields[fields.indexOf(input) - 1];
            if (before) before.focus();
        });
    }

    // ——— the vault ———

    const asked = { name: "name", email: "email" };
    const askedAddress = {
        line1: "line1",
        line2: "line2",
        city: "city",
        state: "state",
        postalCode: "postal_code",
        country: "country",
    };

    function body(billing) {
        const sent = new URLSearchParams({ type: "card" });
        const card = { number: field("number").value, expiry: field("expiry").value, cvc: field("cvc").value };
        for (const [name, value] of Object.entries(CardRules.params(card))) sent.set(`card[${name}]`, value);
        const text = (value) => (typeof value === "string" ? value.trim().slice(0, 500) : "");
        for (const [name, param] of Object.entries(asked))
            if (text(billing[name])) sent.set(`billing_details[${param}]`, text(billing[name]));
        for (const [name, param] of Object.entries(askedAddress))
            if (text(billing[name])) sent.set(`billing_details[address][${param}]`, text(billing[name]));
        const postal = field("postal")?.value.trim();
        if (postal) sent.set("billing_details[address][postal_code]", postal);
        return sent;
    }

    const ours = { number: "number", exp_month: "expiry", exp_year: "expiry", cvc: "cvc" };

    async function tokenize(request, billing) {
        const problem = firstProblem();
        if (problem) {
            problem.input.focus();
            return refuse(request, problem);
        }
        try {
            const answer = await fetch("/v1/payment_methods", {
                method: "POST",
                headers: { Authorization: `Bearer ${key}` },
                body: body(billing),
                credentials: "omit",
                referrerPolicy: "no-referrer",
            });
            const made = await answer.json();
            if (answer.ok) return done(request, made);
            const param = String(made.error?.param ?? "").replace(/^card\[(.*)\]$/, "$1");
            const message = made.error?.message ?? "The card could not be taken. Try again.";
            const input = field(ours[param]);
            if (input) say(input, [message, made.error?.code]);
            else sayAll(message);
            refuse(request, { field: ours[param], message, code: made.error?.code });
        } catch {
            const message = "The vault cannot be reached. Check your connection and try again.";
            sayAll(message);
            refuse(request, { message, code: "connection" });
        }
    }

    function done(request, made) {
        tell({
            type: "token",
            request,
            paymentMethod: {
                id: made.id,
                brand: made.card.brand,
                last4: made.card.last4,
                expMonth: made.card.exp_month,
                expYear: made.card.exp_year,
            },
        });
    }

    function refuse(request, { field: name, message, code }) {
        tell({ type: "error", request, error: { field: name, message, code } });
    }

    // ——— the page around ———

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function measure() {
        tell({ type: "height", height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) });
    }

    // Of the page's style only colours and the radius are taken, and only as values.
    const TOKENS = {
        ground: "--bg",
        text: "--text",
        muted: "--text-muted",
        surface: "--surface",
        line: "--line-field",
        focus: "--focus",
        bad: "--bad",
        accent: "--accent-fill",
    };

    function init(message) {
        const root = document.documentElement;
        if (message.scheme === "light" || message.scheme === "dark") root.dataset.scheme = message.scheme;
        if (/^[a-z]{2}(-[A-Za-z]{2,4})?$/.test(message.locale ?? "")) root.lang = message.locale;
        for (const [name, token] of Object.entries(TOKENS)) {
            const value = message.style?.[name];
            if (typeof value === "string" && CSS.supports("color", value)) root.style.setProperty(token, value);
        }
        const radius = message.style?.radius;
        if (typeof radius === "string" && CSS.supports("border-radius", radius)) root.style.setProperty("--r-2", radius);
        measure();
    }

    if (framed) {
        addEventListener("message", (event) => {
            if (event.origin !== parentOrigin || event.source !== parent) return;
            const message = event.data;
            if (!message || message.channel !== channel) return;
            if (message.type === "init") init(message);
            else if (message.type === "tokenize") tokenize(String(message.request), message.billing ?? {});
            else if (message.type === "focus")
                (fields.find((f) => checks[f.id](f, true)) ?? fields[0]).focus();
        });
        form.addEventListener("submit", (event) => event.preventDefault());
        new ResizeObserver(measure).observe(document.querySelector("main"));
        tell({ type: "ready" });
        measure();
    } else {
        form.addEventListener("submit", (event) => {
            const problem = firstProblem();
            if (!problem) return;
            event.preventDefault();
            problem.input.focus();
        });
    }
}
