"use strict";

// How many characters are left, and which pictures were chosen. The form works without either.
{
    const left = (area) => {
        const shown = area.form.querySelector(".hk-feed-compose-left");
        const rest = Number(area.dataset.limit) - [...area.value.replaceAll("\r\n", "\n")].length;
        shown.textContent = rest < 100 ? String(rest) : "";
        shown.dataset.state = rest < 0 ? "over" : "";
    };

    document.addEventListener("input", (event) => {
        if (event.target.matches?.(".hk-feed-compose-text")) left(event.target);
    });

    document.addEventListener("change", (event) => {
        const input = event.target;
        if (!input.matches?.(".hk-feed-compose input[type=file]")) return;
        const names = input.closest("label").querySelector("[data-names]");
        const n = input.files.length;
        names.textContent = n === 0 ? names.dataset.names : n === 1 ? "1 picture" : `${n} pictures`;
        input.form.querySelector(".hk-feed-compose-alt").hidden = n === 0;
    });
}
