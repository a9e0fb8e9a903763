// What a field lacks is said beside it and stays there, like what the server finds; a browser's bubble is gone
// with the next key. Only for a form that is being sent: htmx looks at forms as well, at every change.
let sending = null;

addEventListener(
    "click",
    (event) => {
        sending = event.target.closest?.("button[type=submit]")?.form ?? null;
        setTimeout(() => (sending = null));
    },
    true,
);

addEventListener(
    "invalid",
    (event) => {
        const field = event.target;
        const box = field.closest(".hk-field");
        if (!box || field.form !== sending) return;
        event.preventDefault();
        complain(field, box);
        const first = [...field.form.elements].find((each) => each.willValidate && !each.validity.valid);
        if (first !== field) return;
        field.focus({ preventScroll: true });
        box.scrollIntoView({ block: "nearest" });
    },
    true,
);

document.addEventListener("input", ({ target }) => {
    if (target.validity?.valid) target.closest(".hk-field")?.querySelector("[data-found-here]")?.remove();
    else return;
    if (target.closest(".hk-field")?.querySelector(".hk-error")) return;
    target.removeAttribute("aria-invalid");
    delete target.closest(".hk-field")?.dataset.state;
});

function complain(field, box) {
    box.querySelector(".hk-error")?.remove();
    const error = document.createElement("p");
    error.className = "hk-error";
    error.id = `${field.id}-error`;
    error.dataset.foundHere = "true";
    const text = document.createElement("span");
    text.textContent = lack(field, box);
    error.append(hkIcon("circle-alert"), text);
    box.append(error);
    box.dataset.state = "error";
    field.setAttribute("aria-invalid", "true");
    const described = new Set(field.getAttribute("aria-describedby")?.split(" ") ?? []);
    field.setAttribute("aria-describedby", [...described.add(error.id)].join(" "));
}

function lack({ tagName, type, validity, validationMessage, minLength }, box) {
    const label = box.querySelector(".hk-label")?.firstChild.textContent.trim() ?? "";
    if (validity.valueMissing) return tagName === "SELECT" ? `Choose: ${label}.` : `Fill in: ${label}.`;
    if (validity.typeMismatch && type === "email") return "Enter an e-mail address like name@example.com.";
    if (validity.tooShort) return `At least ${minLength} characters.`;
    return validationMessage;
}
