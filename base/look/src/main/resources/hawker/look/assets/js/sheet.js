// Opens links with data-sheet over the page: the buy sheet, the cart. Back closes it; without this
// script, with a modifier key or when fetching fails the link is an ordinary page.

let sheet = null;
let opener = null;

function build() {
    const dialog = document.createElement("dialog");
    dialog.className = "hk-dialog";
    dialog.setAttribute("aria-labelledby", "hk-sheet-title");
    dialog.innerHTML = `<div class="hk-dialog-head"><h2 class="hk-dialog-title" id="hk-sheet-title"></h2>
        <button class="hk-button" data-kind="quiet" data-icon-only type="button" data-closes aria-label="Close"></button></div>
        <div class="hk-dialog-body"></div>`;
    dialog.querySelector("[data-closes]").append(hkIcon("x"));
    dialog.addEventListener("close", () => {
        dialog.querySelector(".hk-dialog-body").replaceChildren();
        if (history.state?.sheet) history.back();
        opener?.focus();
    });
    const body = dialog.querySelector(".hk-dialog-body");
    body.addEventListener("submit", next);
    body.addEventListener("click", jump);
    document.body.append(dialog);
    return dialog;
}

function show(html) {
    const body = sheet.querySelector(".hk-dialog-body");
    body.innerHTML = html;
    body.scrollTop = 0;
    window.htmx?.process(body);
}

// A form with data-sheet-next leads to the next step, which is shown in the same sheet: also when that
// is the form again, with what is wrong. A step that leads out of the sheet is told by HX-Redirect.
function next(event) {
    const form = event.target;
    if (!form.hasAttribute("data-sheet-next") || event.submitter?.hasAttribute("formaction")) return;
    // The card fields hold a form back until the card is in the vault, then they send it themselves.
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "true";
    const body = new URLSearchParams(new FormData(form, event.submitter));
    if (form.dataset.busy) form.dispatchEvent(new CustomEvent("hk:lock", { bubbles: true }));
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin" })
        .then(async (answer) => {
            if (answer.status >= 500) throw new Error(String(answer.status));
            const out = answer.headers.get("HX-Redirect");
            if (out) return location.assign(out);
            show(await answer.text());
            sheet.querySelector(".hk-dialog-title").textContent = form.dataset.sheetNext;
            const wrong = sheet.querySelector("[data-focus]") ?? sheet.querySelector("[aria-invalid=true]");
            wrong?.focus({ preventScroll: true });
            wrong?.scrollIntoView({ block: "center" });
        })
        .catch(() => form.submit());
}

// From the list of what is wrong to the field, without a step in the history, which would close the sheet.
function jump(event) {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
}

async function open(link) {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const html = await answer.text();
    sheet ??= build();
    sheet.dataset.kind = link.dataset.sheetKind ?? "sheet";
    sheet.querySelector(".hk-dialog-title").textContent = link.dataset.sheet;
    show(html);
    if (sheet.open) return;
    opener = link;
    history.pushState({ sheet: true }, "");
    sheet.showModal();
}

document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-sheet]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    open(link)
        .catch(() => location.assign(link.href))
        .finally(() => link.removeAttribute("aria-busy"));
});

addEventListener("popstate", () => {
    if (sheet?.open) sheet.close();
});
