// The dialog in which the cardholder's bank asks whether it is them: a frame of the bank's page. Nothing in the frame
// is believed; each time it has loaded another page, the server is asked whether the matter is over.

function askTheBank(url, isOver) {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Confirm with your bank");
    Object.assign(dialog.style, {
        width: "min(30rem, calc(100vw - 1rem))", maxWidth: "none", maxHeight: "none", height: "min(40rem, calc(100vh - 2rem))",
        padding: "0", border: "0", borderRadius: "0.75rem", overflow: "hidden", colorScheme: "light", background: "Canvas",
        boxShadow: "0 24px 64px rgba(0, 0, 0, 0.35)",
    });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    Object.assign(close.style, {
        position: "absolute", insetBlockStart: "0.5rem", insetInlineEnd: "0.5rem", minHeight: "2.75rem", padding: "0 1rem",
        font: "inherit", color: "CanvasText", background: "Canvas", border: "1px solid GrayText", borderRadius: "0.5rem", cursor: "pointer",
    });
    const frame = document.createElement("iframe");
    frame.src = url;
    frame.title = "Your bank";
    frame.name = `__privateStripeFrame${++frames}`;
    Object.assign(frame.style, { border: "0", width: "100%", height: "100%", display: "block", colorScheme: "light" });
    dialog.append(close, frame);
    document.body.append(dialog);
    return new Promise((resolve) => {
        frame.addEventListener("load", async () => {
            if (await isOver()) dialog.close();
        });
        close.addEventListener("click", () => dialog.close());
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve();
        });
        dialog.showModal();
    });
}
