// The sheet of a simulated wallet: its buyer chooses a card, and what else the page wants to know. The page around
// answers with amounts and ways of delivery; the payment method is made here, of the chosen card.
"use strict";
{
    const { root, key, tell, money } = WalletFrame;
    const byId = (id) => document.getElementById(id);
    const form = byId("form");
    const pay = byId("pay");
    let options = {};
    let places = [];
    let state = "waiting";

    // The addresses that lie in the wallet, one a country: what they are written for is that a parcel would find them.
    const BOOK = [
        ["US", "354 Oyster Point Blvd", "South San Francisco", "CA", "94080"],
        ["GB", "12 St James's Square", "London", "", "SW1Y 4LB"],
        ["CA", "290 Bremner Blvd", "Toronto", "ON", "M5V 3L9"],
        ["AU", "1 Macquarie St", "Sydney", "NSW", "2000"],
        ["NZ", "55 Cable St", "Wellington", "", "6011"],
        ["IE", "1 College Green", "Dublin", "Dublin", "D02 VR66"],
        ["DE", "Unter den Linden 77", "Berlin", "", "10117"],
        ["AT", "Opernring 2", "Wien", "", "1010"],
        ["CH", "Limmatquai 31", "Zürich", "", "8001"],
        ["FR", "5 Avenue Anatole France", "Paris", "", "75007"],
        ["NL", "Museumstraat 1", "Amsterdam", "", "1071 XX"],
        ["BE", "Rue de la Loi 16", "Bruxelles", "", "1000"],
        ["ES", "Calle de Alcalá 42", "Madrid", "Madrid", "28014"],
        ["IT", "Piazza del Duomo 1", "Milano", "MI", "20122"],
        ["PT", "Praça do Comércio 1", "Lisboa", "", "1100-148"],
        ["SE", "Slottsbacken 1", "Stockholm", "", "111 30"],
        ["JP", "1-1 Marunouchi", "Chiyoda-ku", "Tokyo", "100-0005"],
        ["SG", "10 Bayfront Ave", "Singapore", "", "018956"],
        ["IN", "1 Rajpath", "New Delhi", "DL", "110001"],
        ["BR", "Avenida Paulista 1578", "São Paulo", "SP", "01310-200"],
        ["MX", "Av. Juárez 1", "Ciudad de México", "CDMX", "06050"],
    ].map(([country, line1, city, region, postal_code]) => ({ line1, line2: null, city, state: region, postal_code, country }));

    const country = new Intl.DisplayNames("en", { type: "region" });
    const line = ({ city, country: code }) => `${city}, ${country.of(code)}`;
    const street = ({ line1, city, state: region, postal_code }) => [line1, [city, region, postal_code].filter(Boolean).join(" ")].join(", ");
    const partial = ({ city, state: region, postal_code, country: code }) => ({ city, state: region, postal_code, country: code });
    const rate = () => (options.shippingRates ?? []).find(({ id }) => id === form.elements.way?.value);
    const to = () => places[Number(byId("to").value)];
    const home = () => BOOK[Number(byId("home").value)];

    // ——— what stands there ———

    function fill(select, addresses) {
        select.replaceChildren(...addresses.map((address, at) => Object.assign(document.createElement("option"), { value: String(at), textContent: line(address) })));
    }

    function say(text) {
        byId("problem").textContent = text;
        byId("problem").hidden = !text;
    }

    function row(name, amount, isTotal) {
        const part = document.createElement("div");
        const term = document.createElement("dt");
        const value = document.createElement("dd");
        term.textContent = name;
        value.textContent = money(amount, options.currency);
        value.className = "hk-money";
        if (isTotal) part.className = "hk-wallet-total";
        part.append(term, value);
        return part;
    }

    function estimate(given) {
        if (typeof given === "string") return given;
        const unit = ({ unit: name, value }) => `${value} ${name.replace("_", " ")}${value === 1 ? "" : "s"}`;
        if (given?.minimum && given?.maximum) return `${given.minimum.value} to ${unit(given.maximum)}`;
        return given?.maximum ? `Up to ${unit(given.maximum)}` : given?.minimum ? `From ${unit(given.minimum)}` : "";
    }

    function way({ id, displayName, amount, deliveryEstimate }, chosen) {
        const label = document.createElement("label");
        label.className = "hk-choice";
        const input = Object.assign(document.createElement("input"), { type: "radio", name: "way", value: id, checked: chosen });
        const text = document.createElement("span");
        text.className = "hk-choice-text";
        const title = Object.assign(document.createElement("span"), { className: "hk-choice-title", textContent: displayName });
        const detail = Object.assign(document.createElement("span"), { className: "hk-choice-detail", textContent: estimate(deliveryEstimate) });
        const aside = Object.assign(document.createElement("span"), { className: "hk-choice-aside", textContent: money(amount, options.currency) });
        text.append(title, ...(detail.textContent ? [detail] : []));
        label.append(input, text, aside);
        return label;
    }

    function draw() {
        const { ask = {}, amount, currency, lineItems = [], shippingRates = [], isSetup, business } = options;
        byId("title").textContent = WalletFrame.name(options.wallet);
        for (const part of ["email", "phone"]) byId(`${part}-part`).hidden = !ask[part];
        byId("home-part").hidden = !ask.billing;
        byId("to-part").hidden = !ask.shipping;
        byId("to-street").textContent = ask.shipping && to() ? street(to()) : "";
        const before = form.elements.way?.value;
        byId("ways-part").hidden = !ask.shipping || !shippingRates.length;
        byId("ways").replaceChildren(...shippingRates.map((each, at) => way(each, shippingRates.some(({ id }) => id === before) ? each.id === before : at === 0)));
        const sum = isSetup || !currency ? [] : [...lineItems.map((item) => row(item.name, item.amount)), row(business ? `Pay ${business}` : "Total", amount, true)];
        byId("sum").replaceChildren(...sum);
        busy();
        WalletFrame.measure();
    }

    const words = () => (options.isSetup ? "Save this card" : options.currency ? `Pay ${money(options.amount, options.currency)}` : "Pay");

    // What can be pressed: nothing while the page is asked; cancel only while nothing is being paid.
    function busy() {
        const isPaying = state === "paying";
        root.setAttribute("aria-busy", String(state !== "choosing"));
        pay.disabled = state !== "choosing" || (options.ask?.shipping && !to());
        pay.setAttribute("aria-busy", String(isPaying));
        pay.textContent = isPaying ? (options.isSetup ? "Saving…" : "Paying…") : words();
        byId("cancel").disabled = isPaying;
        byId("status").textContent = state === "asking" ? "The shop works out the total…" : "";
        for (const field of form.elements) if (field !== pay) field.disabled = isPaying;
    }

    function now(other) {
        state = other;
        busy();
    }

    // ——— what the buyer does ———

    function ask(name, detail) {
        say("");
        now("asking");
        tell({ type: "event", name, detail });
    }

    byId("to").addEventListener("change", () => {
        byId("to-street").textContent = street(to());
        ask("address", { name: byId("name").value.trim(), address: partial(to()) });
    });

    form.addEventListener("change", ({ target }) => target.name === "way" && ask("rate", { id: target.value }));

    byId("cancel").addEventListener("click", () => tell({ type: "event", name: "cancel" }));
    addEventListener("keydown", (event) => {
        if (event.key === "Escape" && state !== "paying") tell({ type: "event", name: "cancel" });
    });

    function wrong() {
        if (!byId("name").value.trim()) return ["name", "Enter a name."];
        if (options.ask?.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(byId("email").value.trim())) return ["email", "Enter an email address."];
        if (options.ask?.phone && byId("phone").value.replace(/\D/g, "").length < 5) return ["phone", "Enter a phone number."];
        return null;
    }

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (state !== "choosing" || pay.disabled) return;
        const found = wrong();
        for (const id of ["name", "email", "phone"]) byId(id).setAttribute("aria-invalid", String(found?.[0] === id));
        say(found ? found[1] : "");
        if (found) return byId(found[0]).focus();
        now("paying");
        tell({ type: "event", name: "authorize", detail: told() });
    });

    // Without being asked for its address a wallet tells of it what a bank checks.
    function told() {
        const name = byId("name").value.trim();
        const asked = options.ask ?? {};
        const address = asked.billing ? home() : { line1: "", line2: null, city: "", state: "", postal_code: home().postal_code, country: home().country };
        return {
            billingDetails: {
                name,
                ...(asked.email ? { email: byId("email").value.trim() } : {}),
                ...(asked.phone ? { phone: byId("phone").value.trim() } : {}),
                address,
            },
            ...(asked.shipping ? { shippingAddress: { name, address: to() } } : {}),
            ...(asked.shipping && rate() ? { shippingRate: rate() } : {}),
        };
    }

    // ——— what the page says ———

    function set(given) {
        const isFirst = state === "waiting";
        options = { ...options, ...given };
        document.documentElement.dataset.scheme = options.isDark ? "dark" : "";
        if (isFirst) {
            const allowed = options.allowedCountries;
            places = allowed?.length ? BOOK.filter(({ country: code }) => allowed.includes(code)) : BOOK;
            fill(byId("to"), places);
            fill(byId("home"), BOOK);
        }
        state = "choosing";
        draw();
        if (!isFirst) return;
        byId("title").focus();
        if (!options.ask?.shipping) return;
        if (places.length) ask("address", { name: byId("name").value.trim(), address: partial(to()) });
        else say("This wallet has no address in a country that the shop delivers to.");
    }

    function put(sent, name, value) {
        if (value === undefined || value === null || value === "") return;
        if (typeof value !== "object") sent.set(name, String(value).slice(0, 500));
        else for (const [inner, part] of Object.entries(value)) put(sent, name ? `${name}[${inner}]` : inner, part);
    }

    async function create({ request, fields }) {
        const sent = new URLSearchParams();
        put(sent, "", fields);
        sent.set("card", form.elements.card.value);
        const headers = { Authorization: `Bearer ${key}` };
        if (options.account) headers["Stripe-Account"] = options.account;
        if (options.apiVersion) headers["Stripe-Version"] = options.apiVersion;
        try {
            const path = `/v1/wallets/${options.wallet}/payment_methods`;
            const answer = await fetch(path, { method: "POST", headers, body: sent, credentials: "omit", referrerPolicy: "no-referrer" });
            const made = await answer.json();
            tell({ type: "answer", request, ...(answer.ok ? { result: made } : { error: made.error }) });
        } catch {
            const message = "The wallet cannot be reached. Check your connection and try again.";
            tell({ type: "answer", request, error: { type: "api_connection_error", message } });
        }
    }

    WalletFrame.hear({
        set: ({ options: given }) => set(given),
        create,
        // The page does not deliver there, or the payment did not go through: the buyer may choose again.
        failed: ({ message }) => {
            now("choosing");
            say(message);
            pay.focus();
        },
        refused: ({ message }) => {
            now("choosing");
            pay.disabled = true;
            say(message);
        },
    });
}
