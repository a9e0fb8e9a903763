// How an element of the drop-in script looks in its frame: what the page asks for, reduced to properties that
// cannot fetch, cover or move anything, and set as values through the CSS object model, never as text.
"use strict";
const ElementLook = (() => {
    const PROPERTIES = new Map(
        [
            "background-color", "border", "border-color", "border-radius", "border-style", "border-width", "box-shadow",
            "color", "fill", "font-family", "font-size", "font-style", "font-variant", "font-weight", "letter-spacing",
            "line-height", "margin", "margin-bottom", "margin-top", "opacity", "outline", "outline-color", "outline-offset",
            "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align", "text-decoration",
            "text-shadow", "text-transform", "transition",
        ].flatMap((name) => [[name, name], [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), name]]),
    );
    const OUTWARD = /url\(|image|attr\(|var\(|expression|[;{}\\@]/i;

    // What a seller's words select here. A name that is not in the list selects nothing.
    const LINE = {
        base: ".hk-element-input",
        complete: ".hk-element-input[data-state='complete']",
        empty: ".hk-element-input[data-state='empty']",
        invalid: ".hk-element-input[aria-invalid='true']",
    };
    const RULES = {
        ".Input": ".hk-element-input",
        ".Input--invalid": ".hk-element-input[aria-invalid='true']",
        ".Input--empty": ".hk-element-input[data-state='empty']",
        ".Label": ".hk-label",
        ".Error": ".hk-error",
        ".Tab": ".hk-element-tab",
        ".Tab--selected": ".hk-element-tab[aria-selected='true']",
        ".TabLabel": ".hk-element-tab",
        ".AccordionItem": ".hk-element-tab",
        ".AccordionItem--selected": ".hk-element-tab[aria-selected='true']",
        ".Block": ".hk-element-panel",
        ".TermsText": ".hk-element-terms",
    };
    const PSEUDO = /(::placeholder|:hover|:focus|:focus-visible|:disabled|:-webkit-autofill)$/;

    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [sheet];

    function rule(selector) {
        const at = sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
        return sheet.cssRules[at].style;
    }

    function set(style, declarations) {
        for (const [given, value] of Object.entries(declarations ?? {})) {
            const property = PROPERTIES.get(given);
            const text = String(value);
            if (property && text.length < 300 && !OUTWARD.test(text) && CSS.supports(property, text))
                style.setProperty(property, text);
        }
    }

    function clear() {
        while (sheet.cssRules.length) sheet.deleteRule(0);
    }

    // The style of a card element: {base: {color, "::placeholder": {…}}, invalid: {…}}.
    function line(style) {
        clear();
        for (const [state, selector] of Object.entries(LINE)) {
            const wanted = style?.[state];
            if (!wanted) continue;
            set(rule(selector), wanted);
            for (const [name, inner] of Object.entries(wanted))
                if (name.startsWith(":") && PSEUDO.test(name)) set(rule(selector + PSEUDO.exec(name)[0]), inner);
        }
    }

    // The variables of an appearance and the token of the look that each one sets.
    const TOKENS = {
        colorPrimary: [["--accent-fill", "--accent-text", "--focus"], "color"],
        colorBackground: [["--surface"], "color"],
        colorText: [["--text"], "color"],
        colorTextSecondary: [["--text-muted"], "color"],
        colorTextPlaceholder: [["--hk-element-placeholder"], "color"],
        colorDanger: [["--bad"], "color"],
        borderRadius: [["--r-2"], "border-radius"],
        fontFamily: [["--hk-element-font"], "font-family"],
        fontSizeBase: [["--hk-element-size"], "font-size"],
        spacingUnit: [["--hk-element-unit"], "width"],
        gridRowSpacing: [["--hk-element-row"], "width"],
        gridColumnSpacing: [["--hk-element-column"], "width"],
    };

    // The appearance of a payment element: a theme, variables, rules.
    function appearance(wanted) {
        clear();
        document.documentElement.dataset.scheme = wanted?.theme === "night" ? "dark" : "light";
        document.body.dataset.theme = ["night", "flat", "none"].includes(wanted?.theme) ? wanted.theme : "stripe";
        document.body.dataset.labels = wanted?.labels === "floating" ? "floating" : "above";
        const style = document.documentElement.style;
        for (const [name, [tokens, property]] of Object.entries(TOKENS)) {
            const value = wanted?.variables?.[name];
            const good = typeof value === "string" && !OUTWARD.test(value) && CSS.supports(property, value);
            for (const token of tokens) good ? style.setProperty(token, value) : style.removeProperty(token);
        }
        for (const [name, declarations] of Object.entries(wanted?.rules ?? {})) {
            const pseudo = PSEUDO.exec(name)?.[0] ?? "";
            const selector = RULES[name.slice(0, name.length - pseudo.length)];
            if (selector) set(rule(selector + pseudo), declarations);
        }
    }

    // Children as wanted. One that stays as it is keeps its node: a frame is told again whatever changes around it,
    // and a new node would lose the press that is under way and the focus.
    function children(place, wanted) {
        wanted.forEach((node, at) => {
            const before = place.children[at];
            if (!before) place.append(node);
            else if (!before.isEqualNode(node)) before.replaceWith(node);
        });
        while (place.children.length > wanted.length) place.lastElementChild.remove();
    }

    return { line, appearance, children };
})();

// What the page around has to know of a frame so that it stands still under a finger: that something in it is
// pressed, and, when it asks, that what it told before has been drawn and how high that is.
for (const root of document.querySelectorAll("main.hk-element")) {
    const { channel, parent: parentOrigin } = root.dataset;
    const tell = (message) => parent !== window && parent.postMessage({ channel, ...message }, parentOrigin);
    addEventListener("pointerdown", () => tell({ type: "press" }), true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => tell({ type: "release" }), true);
    addEventListener("message", ({ origin, source, data }) => {
        if (origin !== parentOrigin || source !== parent || data?.channel !== channel || data.type !== "settle") return;
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
        tell({ type: "answer", request: data.request, result: {} });
    });
}
