// The ways to pay that a payment element shows: one panel, or a list of tabs with a panel each.
"use strict";
const ElementMethods = (() => {
    const NAMES = {
        card: "Card",
        us_bank_account: "US bank account",
        sepa_debit: "SEPA Direct Debit",
        ideal: "iDEAL",
        bancontact: "Bancontact",
        klarna: "Klarna",
        paypal: "PayPal",
        link: "Link",
        apple_pay: "Apple Pay",
        google_pay: "Google Pay",
        customer_balance: "Bank transfer",
    };
    const name = (type) => NAMES[type] ?? type.replace(/_/g, " ").replace(/^./, (letter) => letter.toUpperCase());

    const tabs = document.getElementById("tabs");
    const card = document.getElementById("panel-card");
    const other = document.getElementById("panel-other");
    let selected = "card";
    let onSelect = () => {};
    let wallets = [];

    // wallets: which of the types are wallets of the test network.
    function show(types, listener, ofTest = []) {
        if (!tabs) return;
        wallets = ofTest;
        onSelect = listener;
        if (!types.includes(selected)) selected = types[0] ?? "card";
        ElementLook.children(tabs, types.map(tab));
        tabs.hidden = types.length < 2;
        panels();
    }

    function tab(type) {
        const button = document.createElement("button");
        button.type = "button";
        button.id = `tab-${type}`;
        button.className = "hk-element-tab";
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", type === "card" ? "panel-card" : "panel-other");
        button.textContent = name(type);
        if (wallets.includes(type)) button.append(mark());
        choose(button);
        button.addEventListener("click", () => select(type));
        button.addEventListener("keydown", (event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
            if (!step) return;
            event.preventDefault();
            const all = [...tabs.children];
            const next = all[(all.indexOf(button) + step + all.length) % all.length];
            next.focus();
            next.click();
        });
        return button;
    }

    function mark() {
        const node = document.createElement("span");
        node.className = "hk-element-mark";
        node.textContent = "test";
        return node;
    }

    // What comes after the page's own button was pressed.
    const next = (type) =>
        wallets.includes(type)
            ? `A test wallet in the place of ${name(type)} opens when you go on. Nothing is paid before you agree there.`
            : `You will go to ${name(type)} to finish paying, and then come back.`;

    function select(type) {
        selected = type;
        panels();
        onSelect(type);
    }

    function choose(button) {
        const chosen = button.id === `tab-${selected}`;
        button.setAttribute("aria-selected", chosen);
        button.tabIndex = chosen ? 0 : -1;
    }

    function panels() {
        for (const button of tabs.children) choose(button);
        card.hidden = selected !== "card";
        other.hidden = selected === "card";
        other.textContent = selected === "card" ? "" : next(selected);
        const labelled = selected === "card" ? card : other;
        if (!tabs.hidden) {
            labelled.setAttribute("role", "tabpanel");
            labelled.setAttribute("aria-labelledby", `tab-${selected}`);
        }
    }

    return { show, select, selected: () => selected };
})();
