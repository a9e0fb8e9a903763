// An element that asks for what is no secret: an address, or an e-mail address. A frame of the main origin; what is
// typed goes to the page, which may have it. The messages stand in money/elements/README.md.
"use strict";
{
    const root = document.getElementById("element");
    const { kind, channel, parent: parentOrigin } = root.dataset;
    const inputs = [...root.querySelectorAll("input, select")];
    const input = (name) => document.getElementById(name);
    const isEmail = kind === "linkAuthentication" || kind === "contactDetails";
    const framed = parent !== window;
    const wrong = new Map();
    let options = {};
    let chosen = false;
    let filled = false;
    let last = "";

    // What a country calls the parts of its addresses, and which it has: [city, state, postal code].
    const USUAL = ["City", null, "Postal code"];
    const FORMS = {
        US: ["City", "State", "ZIP code"], PR: ["City", null, "ZIP code"], CA: ["City", "Province", "Postal code"],
        GB: ["Town or city", null, "Postcode"], AU: ["Suburb", "State", "Postcode"], NZ: ["Town or city", null, "Postcode"],
        IE: ["Town or city", "County", "Eircode"], IN: ["City", "State", "PIN code"], BR: ["City", "State", "CEP"], MX: ["City", "State", "Postal code"],
        JP: ["City", "Prefecture", "Postal code"], KR: ["City", "Province", "Postal code"], CN: ["City", "Province", "Postal code"],
        ES: ["City", "Province", "Postal code"], IT: ["City", "Province", "CAP"], TH: ["City", "Province", "Postal code"],
        HK: ["Area", "District", null], AE: ["City", "Emirate", null], SG: [null, null, "Postal code"], QA: ["City", null, null],
    };
    // Said nowhere, but known to be optional.
    const OPTIONAL = new Set(["line2"]);
    // Countries whose addresses may name a state, and need not.
    const STATE_AT_WILL = new Set(["IE"]);

    const shown = (name) => input(name) && !input(name).closest(".hk-field").hidden;
    const typedInputs = () => inputs.filter((i) => shown(i.id) && i.id !== "country");
    const isOptional = (name) => OPTIONAL.has(name) || (name === "state" && STATE_AT_WILL.has(input("country")?.value)) || (name === "phone" && options.validation?.phone?.required !== "always" && options.fields?.phone !== "always");

    function problem(name, whole) {
        const text = input(name).value.trim();
        if (!text) return whole && !isOptional(name) && [`Enter the ${labelOf(name).toLowerCase()}.`, `incomplete_${name}`];
        if (name === "email" && whole && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)) return ["This e-mail address is not complete.", "incomplete_email"];
        if (name === "line1" && options.blockPoBox && /\bp\.?\s*o\.?\s*box\b/i.test(text)) return ["Enter a street; a PO box is not possible.", "invalid_line1"];
        return false;
    }

    const labelOf = (name) => root.querySelector(`label[for="${name}"]`).textContent;

    function mark(name, found) {
        const error = input(`${name}-error`);
        if (found) wrong.set(name, found);
        else wrong.delete(name);
        error.textContent = found ? found[0] : "";
        error.hidden = !found;
        input(name).setAttribute("aria-invalid", found ? "true" : "false");
        measure();
    }

    function value() {
        const text = (name) => (shown(name) ? input(name).value.trim() : "");
        if (isEmail) return { email: text("email") };
        return {
            name: text("name"),
            address: {
                line1: text("line1"), line2: text("line2") || null, city: text("city"), state: text("state"),
                postal_code: text("postal_code"), country: input("country").value,
            },
            ...(shown("phone") ? { phone: text("phone") } : {}),
        };
    }

    function state() {
        return {
            complete: typedInputs().every((i) => !problem(i.id, true)),
            empty: typedInputs().every((i) => !i.value),
            value: value(),
            ...(isEmail ? {} : { elementMode: options.mode ?? "shipping", isNewAddress: true }),
        };
    }

    function changed() {
        const now = JSON.stringify(state());
        if (now === last) return;
        last = now;
        tell({ type: "change", state: state() });
    }

    // Labels and fields of the chosen country.
    function form() {
        if (isEmail) return;
        const labels = FORMS[input("country").value] ?? USUAL;
        ["city", "state", "postal_code"].forEach((name, at) => {
            input(name).closest(".hk-field").hidden = !labels[at];
            if (labels[at]) root.querySelector(`label[for="${name}"]`).textContent = labels[at] + (isOptional(name) ? " (optional)" : "");
            else mark(name, false);
        });
        input("phone").closest(".hk-field").hidden = options.fields?.phone !== "always";
        input("name").closest(".hk-field").hidden = options.fields?.name === "never";
        measure();
    }

    function set(given) {
        options = { ...options, ...given };
        ElementLook.appearance(options.appearance);
        if (!isEmail) {
            const allowed = options.allowedCountries;
            for (const option of input("country").options) option.hidden = option.disabled = Boolean(allowed?.length) && !allowed.includes(option.value);
            if (!chosen) input("country").value = options.defaultValues?.address?.country ?? options.country ?? "US";
            if (input("country").selectedOptions[0]?.disabled) input("country").value = allowed[0];
        }
        if (!filled) {
            const known = isEmail ? { email: options.defaultValues?.email } : { ...options.defaultValues?.address, ...options.defaultValues };
            for (const { id } of inputs) if (id !== "country" && typeof known[id] === "string") input(id).value = known[id].slice(0, 200);
            filled = true;
        }
        form();
        changed();
    }

    for (const each of inputs) {
        each.addEventListener("input", () => {
            if (each.id === "country") {
                chosen = true;
                form();
            } else mark(each.id, problem(each.id, false));
            changed();
        });
        each.addEventListener("focus", () => tell({ type: "focus" }));
        each.addEventListener("blur", () => {
            if (each.id !== "country" && each.value) mark(each.id, problem(each.id, true));
            tell({ type: "blur" });
        });
        each.addEventListener("keydown", (event) => {
            if (event.key === "Escape") tell({ type: "escape" });
            if (event.key === "Enter" && each.tagName === "INPUT") tell({ type: "enter" });
        });
    }

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function measure() {
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    const deeds = {
        set: ({ options: given }) => set(given ?? {}),
        check: ({ request }) => {
            for (const { id } of typedInputs()) mark(id, problem(id, true));
            const first = typedInputs().find((i) => wrong.has(i.id));
            first?.focus();
            const [message, code] = first ? wrong.get(first.id) : [];
            tell({ type: "answer", request, ...(first ? { error: { type: "validation_error", code, message } } : { result: state() }) });
        },
        value: ({ request }) => tell({ type: "answer", request, result: state() }),
        focus: () => (typedInputs().find((i) => problem(i.id, true)) ?? inputs[0]).focus(),
        blur: () => document.activeElement?.blur(),
        clear: () => {
            for (const { id } of typedInputs()) {
                input(id).value = "";
                mark(id, false);
            }
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
