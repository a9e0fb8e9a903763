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
        customer_balance: "Bank transfer",
    };
    const name = (type) => NAMES[type] ?? type.replace(/_/g, " ").replace(/^./, (letter) => letter.toUpperCase());

    const tabs = document.getElementById("tabs");
    const card = document.getElementById("panel-card");
    const other = document.getElementById("panel-other");
    let selected = "card";
    let onSelect = () => {};

    function show(types, listener) {
        if (!tabs) return;
        onSelect = listener;
        if (!types.includes(selected)) selected = types[0] ?? "card";
        tabs.replaceChildren(...types.map(tab));
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

    function select(type) {
        selected = type;
        panels();
        onSelect(type);
    }

    function panels() {
        for (const button of tabs.children) {
            const chosen = button.id === `tab-${selected}`;
            button.setAttribute("aria-selected", chosen);
            button.tabIndex = chosen ? 0 : -1;
        }
        card.hidden = selected !== "card";
        other.hidden = selected === "card";
        other.textContent = selected === "card" ? "" : `You will go to ${name(selected)} to finish paying, and then come back.`;
        const labelled = selected === "card" ? card : other;
        if (!tabs.hidden) {
            labelled.setAttribute("role", "tabpanel");
            labelled.setAttribute("aria-labelledby", `tab-${selected}`);
        }
    }

    return { show, select, selected: () => selected };
})();
