// The number of a bank account in the SEPA area. What is typed stays here: the frame makes a payment method or a
// source of it, and the page around learns the country, what is wrong, and what was made. The messages stand in
// money/elements/README.md.
"use strict";
{
    const root = document.getElementById("element");
    const { kind, key, channel, parent: parentOrigin } = root.dataset;
    const input = document.getElementById("iban");
    const error = document.getElementById("iban-error");
    const framed = parent !== window;
    let options = {};
    let wrong = false;
    let last = "";

    // Characters of an IBAN by country, those of SEPA (ISO 13616).
    const LENGTHS = {
        AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23, GR: 27,
        HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24,
        SE: 24, SI: 19, SK: 24, SM: 27, VA: 22,
    };

    const typed = () => input.value.replace(/[\s-]/g, "").toUpperCase();
    const country = () => typed().slice(0, 2);

    // The remainder by 97 of the number with its first four characters last and letters as 10 to 35 (ISO 7064).
    function remainder(iban) {
        const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
        return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
    }

    function problem(whole) {
        const iban = typed();
        if (/[^0-9A-Z]/.test(iban)) return ["This IBAN has a character that no IBAN has.", "invalid_iban"];
        if (iban.length >= 2 && !LENGTHS[country()]) return [`Bank accounts of ${country()} cannot be debited here.`, "invalid_iban_country_code"];
        const length = LENGTHS[country()] ?? 34;
        if (iban.length > length) return ["This IBAN is too long.", "invalid_iban"];
        if (iban.length === length) return remainder(iban) !== 1 && ["This IBAN is not valid: a digit is wrong.", "invalid_iban"];
        return whole && ["This IBAN is not complete.", "incomplete_iban"];
    }

    function mark(found) {
        wrong = found;
        error.textContent = found ? found[0] : "";
        error.hidden = !found;
        input.setAttribute("aria-invalid", found ? "true" : "false");
        input.dataset.state = !typed() ? "empty" : problem(true) ? "typing" : "complete";
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    const told = ([message, code]) => ({ type: "validation_error", code, message });

    function changed() {
        const state = {
            complete: !problem(true),
            empty: !typed(),
            error: wrong ? told(wrong) : undefined,
            country: LENGTHS[country()] ? country() : undefined,
        };
        const now = JSON.stringify(state);
        if (now === last) return;
        last = now;
        tell({ type: "change", state });
    }

    // In groups of four, with the cursor where it was among the characters.
    function group() {
        const before = input.value.slice(0, input.selectionStart).replace(/[\s-]/g, "").length;
        const text = typed().replace(/(.{4})(?=.)/g, "$1 ");
        if (text === input.value) return;
        input.value = text;
        const at = before + Math.floor(Math.max(0, before - 1) / 4);
        input.setSelectionRange(at, at);
    }

    input.addEventListener("input", () => {
        group();
        mark(problem(false));
        changed();
    });
    input.addEventListener("focus", () => tell({ type: "focus" }));
    input.addEventListener("blur", () => {
        if (typed()) mark(problem(true));
        changed();
        tell({ type: "blur" });
    });
    input.addEventListener("keydown", (event) => {
        if (event.key === "Escape") tell({ type: "escape" });
        if (event.key === "Enter") tell({ type: "enter" });
    });

    function put(sent, name, value) {
        if (value === undefined || value === null) return;
        if (typeof value !== "object") sent.set(name, String(value).slice(0, 500));
        else for (const [inner, part] of Object.entries(value)) put(sent, name ? `${name}[${inner}]` : inner, part);
    }

    async function create({ request, what, fields }) {
        const found = problem(true);
        mark(found);
        changed();
        if (found) return tell({ type: "answer", request, error: told(found) });
        const sent = new URLSearchParams();
        put(sent, "", fields);
        sent.set("type", "sepa_debit");
        sent.set("sepa_debit[iban]", typed());
        const paths = { payment_method: "/v1/payment_methods", source: "/v1/sources" };
        const headers = { Authorization: `Bearer ${key}` };
        if (options.account) headers["Stripe-Account"] = options.account;
        if (options.apiVersion) headers["Stripe-Version"] = options.apiVersion;
        try {
            const answer = await fetch(paths[what], { method: "POST", headers, body: sent, credentials: "omit", referrerPolicy: "no-referrer" });
            const made = await answer.json();
            tell({ type: "answer", request, ...(answer.ok ? { result: made } : { error: made.error }) });
        } catch {
            const message = "The payment server cannot be reached. Check your connection and try again.";
            tell({ type: "answer", request, error: { type: "api_connection_error", message } });
        }
    }

    const deeds = {
        set: ({ options: given }) => {
            options = { ...options, ...given };
            ElementLook.line(options.style);
            input.disabled = Boolean(options.disabled);
            const example = { AT: "AT61 1904 3002 3457 3201", FR: "FR14 2004 1010 0505 0001 3M02 606", NL: "NL91 ABNA 0417 1643 00" };
            input.placeholder = example[options.placeholderCountry] ?? "DE89 3704 0044 0532 0130 00";
            mark(wrong);
            changed();
        },
        create,
        focus: () => input.focus(),
        blur: () => input.blur(),
        clear: () => {
            input.value = "";
            mark(false);
            changed();
        },
    };

    addEventListener("message", (event) => {
        if (!framed || event.origin !== parentOrigin || event.source !== parent) return;
        const message = event.data;
        if (message?.channel === channel && Object.hasOwn(deeds, message.type)) deeds[message.type](message);
    });
    new ResizeObserver(() => mark(wrong)).observe(root);
    tell({ type: "ready" });

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }
}
