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

    // Leading digits, lengths, places of gaps, digits of the security code.
    const BRANDS = [
        ["amex", "American Express", /^3[47]/, [15], [4, 10], 4],
        ["diners", "Diners Club", /^3(0[0-5]|[689])/, [14, 15, 16, 17, 18, 19], [4, 10], 3],
        ["jcb", "JCB", /^35(2[89]|[3-8])/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["eftpos_au", "eftpos", /^6280/, [16], [4, 8, 12], 3],
        ["discover", "Discover", /^(6011|64[4-9]|65)/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["unionpay", "UnionPay", /^(62|81)/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["mastercard", "Mastercard", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16], [4, 8, 12], 3],
        ["visa", "Visa", /^4/, [13, 16, 19], [4, 8, 12], 3],
    ].map(([id, name, lead, lengths, gaps, code]) => ({ id, name, lead, lengths, gaps, code }));
    const UNKNOWN = { id: "unknown", name: "", lengths: [12, 13, 14, 15, 16, 17, 18, 19], gaps: [4, 8, 12, 16], code: 0 };

    const digits = (text) => text.replace(/\D/g, "");
    const brandOf = (number) => BRANDS.find((b) => b.lead.test(number)) ?? UNKNOWN;

    function luhn(number) {
        let sum = 0;
        for (let i = 0; i < number.length; i++) {
            let digit = Number(number[number.length - 1 - i]);
            if (i % 2) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 === 0;
    }

    // Writes grouped digits back without moving the caret away from the digit it stood behind.
    function regroup(input, text) {
        if (input.value === text) return;
        const before = digits(input.value.slice(0, input.selectionStart ?? 0)).length;
        input.value = text;
        let at = 0;
        for (let seen = 0; at < text.length && seen < before; at++) if (/\d/.test(text[at])) seen++;
        while (at < text.length && !/\d/.test(text[at])) at++;
        if (document.activeElement === input) input.setSelectionRange(at, at);
    }

    function grouped(number, gaps) {
        const parts = [];
        let from = 0;
        for (const gap of [...gaps, number.length]) {
            if (gap > from) parts.push(number.slice(from, gap));
            from = Math.max(from, gap);
        }
        return parts.filter(Boolean).join(" ");
    }

    function expiryText(text) {
        let typed = digits(text).slice(0, 4);
        if (/^[2-9]/.test(typed)) typed = `0${typed}`.slice(0, 4);
        if (typed.length < 2) return typed;
        return /\/\s*$/.test(text) || typed.length > 2 ? `${typed.slice(0, 2)} / ${typed.slice(2)}` : typed;
    }

    // ——— what is wrong: a message and a code, or nothing ———

    const checks = {
        number(input, whole) {
            const number = digits(input.value);
            const brand = brandOf(number);
            if (!number) return whole && ["Enter the card number.", "incomplete_number"];
            const longest = Math.max(...brand.lengths);
            if (number.length > longest) return ["This number has too many digits.", "invalid_number"];
            if (!brand.lengths.includes(number.length))
                return whole && ["The card number is incomplete.", "incomplete_number"];
            if (!luhn(number))
                return (whole || number.length === longest) && ["This card number is not right. Check the digits.", "invalid_number"];
            return false;
        },
        expiry(input, whole) {
            const typed = digits(input.value);
            if (typed.length < 4) return whole && ["Enter month and year, like 04 / 29.", "incomplete_expiry"];
            const month = Number(typed.slice(0, 2));
            const year = 2000 + Number(typed.slice(2));
            const now = new Date();
            if (month < 1 || month > 12) return ["The month goes from 01 to 12.", "invalid_expiry_month"];
            if (year * 12 + month - 1 < now.getFullYear() * 12 + now.getMonth())
                return ["This card has expired.", "invalid_expiry_year_past"];
            if (year > now.getFullYear() + 50) return ["Check the year.", "invalid_expiry_year"];
            return false;
        },
        cvc(input, whole) {
            const typed = digits(input.value);
            const wanted = brandOf(digits(field("number").value)).code;
            const enough = wanted ? typed.length === wanted : typed.length >= 3;
            if (enough) return false;
            const where = wanted === 4 ? "the 4 digits on the front" : "the 3 digits on the back";
            return whole && [`Enter ${where}.`, "incomplete_cvc"];
        },
        postal(input, whole) {
            return whole && input.required && !input.value.trim() && ["Enter the ZIP or postal code.", "incomplete_zip"];
        },
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
        if (input.id === "number") {
            const number = digits(input.value).slice(0, 19);
            const brand = brandOf(number);
            regroup(input, grouped(number, brand.gaps));
            document.getElementById("brand").textContent = brand.name;
        } else if (input.id === "expiry") {
            regroup(input, expiryText(input.value));
        } else if (input.id === "cvc") {
            regroup(input, digits(input.value).slice(0, 4));
        }
        const problem = checks[input.id](input, false);
        say(input, problem);
        sayAll("");
        tell({
            type: "change",
            complete: isComplete(),
            brand: brandOf(digits(field("number").value)).id,
            ...(problem ? { error: { field: input.id, message: problem[0] } } : {}),
        });
        if (!problem && input.value && full(input)) next(input);
    }

    function full(input) {
        if (input.id === "number") {
            const number = digits(input.value);
            return number.length === Math.max(...brandOf(number).lengths) || number.length === 16;
        }
        return input.id === "expiry" && digits(input.value).length === 4;
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
        const expiry = digits(field("expiry").value);
        sent.set("card[number]", digits(field("number").value));
        sent.set("card[exp_month]", String(Number(expiry.slice(0, 2))));
        sent.set("card[exp_year]", `20${expiry.slice(2)}`);
        sent.set("card[cvc]", digits(field("cvc").value));
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
