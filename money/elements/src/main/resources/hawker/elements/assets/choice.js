// An element that offers a choice and sends nothing: the currency of a checkout session, or nothing where there is
// no choice. The page around is told what was chosen. The messages stand in money/elements/README.md.
"use strict";
{
    const root = document.getElementById("element");
    const { channel, parent: parentOrigin } = root.dataset;
    const list = document.getElementById("choices");
    const framed = parent !== window;

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function choice({ value, text, aside }) {
        const label = document.createElement("label");
        label.className = "hk-choice";
        const input = Object.assign(document.createElement("input"), { type: "radio", name: "choice", value });
        input.addEventListener("change", () => tell({ type: "event", name: "choose", detail: { value } }));
        input.addEventListener("focus", () => tell({ type: "focus" }));
        input.addEventListener("blur", () => tell({ type: "blur" }));
        input.addEventListener("keydown", ({ key }) => key === "Escape" && tell({ type: "escape" }));
        const words = Object.assign(document.createElement("span"), { className: "hk-choice-text", textContent: text });
        const price = Object.assign(document.createElement("span"), { className: "hk-choice-aside", textContent: aside });
        label.append(input, words, price);
        return label;
    }

    const deeds = {
        set: ({ options }) => {
            ElementLook.appearance(options.appearance);
            const choices = options.choices ?? [];
            const focused = document.activeElement?.value;
            root.hidden = choices.length < 2;
            ElementLook.children(list, choices.map(choice));
            for (const input of list.querySelectorAll("input")) input.checked = input.value === options.chosen;
            if (focused) list.querySelector("input:checked")?.focus();
            measure();
        },
        check: ({ request }) => tell({ type: "answer", request, result: {} }),
        focus: () => list.querySelector("input:checked")?.focus(),
        blur: () => document.activeElement?.blur(),
    };

    function measure() {
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    addEventListener("message", (event) => {
        if (!framed || event.origin !== parentOrigin || event.source !== parent) return;
        const message = event.data;
        if (message?.channel === channel && Object.hasOwn(deeds, message.type)) deeds[message.type](message);
    });
    new ResizeObserver(measure).observe(root);
    tell({ type: "ready" });
}
