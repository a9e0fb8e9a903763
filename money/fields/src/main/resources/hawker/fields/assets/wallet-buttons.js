// The buttons of the wallets in a seller's page. They show which one was pressed; the sheet opens over the page.
"use strict";
{
    const list = document.getElementById("buttons");
    const more = document.getElementById("more");
    let options = {};

    // What a seller's word makes a button say; all others say "Pay with".
    const VERBS = {
        "add-money": "Add money with", book: "Book with", buy: "Buy with", "check-out": "Check out with", checkout: "Check out with",
        contribute: "Contribute with", donate: "Donate with", order: "Order with", plain: "", reload: "Reload with", rent: "Rent with",
        subscribe: "Subscribe with", support: "Support with", tip: "Tip with", "top-up": "Top up with",
    };
    const WORDS = { apple_pay: "applePay", google_pay: "googlePay", link: "link" };

    function button(wallet) {
        const node = document.createElement("button");
        node.type = "button";
        node.className = "hk-wallets-button";
        node.dataset.wallet = wallet;
        node.dataset.theme = ["black", "white", "white-outline"].find((theme) => theme === options.buttonTheme?.[WORDS[wallet]]) ?? "black";
        const verb = VERBS[options.buttonType?.[WORDS[wallet]]] ?? "Pay with";
        const name = document.createElement("span");
        name.textContent = `${verb} ${WalletFrame.name(wallet)}`.trim();
        const mark = document.createElement("span");
        mark.className = "hk-wallets-mark";
        mark.textContent = "test";
        node.append(name, mark);
        node.addEventListener("click", () => WalletFrame.tell({ type: "event", name: "wallet", detail: { wallet } }));
        node.addEventListener("focus", () => WalletFrame.tell({ type: "focus" }));
        node.addEventListener("blur", () => WalletFrame.tell({ type: "blur" }));
        node.addEventListener("keydown", ({ key }) => key === "Escape" && WalletFrame.tell({ type: "escape" }));
        return node;
    }

    const whole = (value, least, most, usual) => (Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : usual);

    // In columns as many as fit and are wanted; rows beyond what is wanted wait behind a button.
    function draw() {
        const wallets = options.wallets ?? [];
        const open = more.getAttribute("aria-expanded") === "true";
        const columns = whole(options.layout?.maxColumns, 1, 3, innerWidth < 400 ? 1 : 2);
        const rows = whole(options.layout?.maxRows, 0, 10, 0);
        const shown = rows && !open && options.layout?.overflow !== "never" ? columns * rows : wallets.length;
        list.dataset.columns = String(Math.min(columns, wallets.length || 1));
        list.style.setProperty("--columns", list.dataset.columns);
        list.style.setProperty("--height", `${whole(options.buttonHeight, 40, 55, 44)}px`);
        ElementLook.children(list, wallets.slice(0, shown).map(button));
        more.hidden = shown >= wallets.length && !open;
        more.textContent = open ? "Show less" : "Show more";
        WalletFrame.measure();
    }

    more.addEventListener("click", () => {
        more.setAttribute("aria-expanded", String(more.getAttribute("aria-expanded") !== "true"));
        draw();
    });

    WalletFrame.hear({
        set: ({ options: given }) => {
            options = { ...options, ...given };
            ElementLook.appearance(options.appearance);
            draw();
        },
        focus: () => list.firstElementChild?.focus(),
        blur: () => document.activeElement?.blur(),
    });
}
