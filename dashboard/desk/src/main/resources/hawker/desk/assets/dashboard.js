"use strict";

// Pictures that are dropped on the form or chosen: each is shown with a field for what it shows before
// anything is sent. Without this the file field does the same, and the words are asked for afterwards.
{
    const LARGEST = 20 * 1024 * 1024;
    const TOGETHER = 60 * 1024 * 1024;

    const input = (drop) => drop.querySelector("input[type=file]");

    function set(drop, files) {
        const chosen = new DataTransfer();
        for (const file of files) chosen.items.add(file);
        input(drop).files = chosen.files;
        show(drop);
    }

    // Drawn, not linked: the page's policy lets in pictures of our own origin only.
    async function draw(file, frame) {
        try {
            const picture = await createImageBitmap(file);
            const canvas = document.createElement("canvas");
            const scale = 192 / Math.min(picture.width, picture.height);
            canvas.width = Math.round(picture.width * scale);
            canvas.height = Math.round(picture.height * scale);
            canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
            canvas.className = "hk-picture";
            frame.replaceChildren(canvas);
        } catch {
            frame.replaceChildren(hkIcon("circle-alert"));
        }
    }

    function row(drop, file, number) {
        const item = document.createElement("li");
        item.className = "hk-dashboard-picture";
        item.innerHTML = `<span class="hk-dashboard-thumb"></span><div class="hk-stack" data-gap="2"><div class="hk-field">
            <label class="hk-label"> <span class="hk-optional">optional</span></label><div class="hk-input-frame">
            <input class="hk-input" name="alt-new" autocomplete="off"></div></div>
            <div class="hk-dashboard-picture-acts"><p class="hk-muted hk-small"></p>
            <button class="hk-button" data-kind="quiet" data-size="compact" type="button"><span>Take out</span></button></div></div>`;
        const id = `alt-new-${number}`;
        item.querySelector("label").prepend(`What new picture ${number} shows`);
        item.querySelector("label").htmlFor = id;
        item.querySelector("input").id = id;
        item.querySelector("input").value = file.words ?? "";
        item.querySelector("input").addEventListener("input", (event) => (file.words = event.target.value));
        const tooLarge = file.size > LARGEST;
        item.querySelector("p").textContent = tooLarge ? `${file.name}: more than 20 MB` : file.name;
        const button = item.querySelector("button");
        button.setAttribute("aria-label", `Take out new picture ${number}`);
        button.addEventListener("click", () => {
            set(drop, [...input(drop).files].filter((other) => other !== file));
            input(drop).focus();
        });
        draw(file, item.querySelector(".hk-dashboard-thumb"));
        return item;
    }

    function show(drop) {
        const files = [...input(drop).files];
        let list = drop.querySelector("ul");
        if (!list) {
            list = document.createElement("ul");
            list.className = "hk-stack";
            drop.append(list);
        }
        list.replaceChildren(...files.map((file, i) => row(drop, file, i + 1)));
        const bytes = files.reduce((sum, file) => sum + file.size, 0);
        const wrong =
            files.some((file) => file.size > LARGEST) ? "A picture can have 20 MB." : bytes > TOGETHER ? "These are more than 60 MB together." : "";
        input(drop).setCustomValidity(wrong);
        if (wrong) input(drop).reportValidity();
    }

    for (const drop of document.querySelectorAll(".hk-dashboard-drop")) {
        drop.dataset.drops = "";
        input(drop).addEventListener("change", () => show(drop));
        drop.addEventListener("dragover", (event) => {
            if (!event.dataTransfer.types.includes("Files")) return;
            event.preventDefault();
            drop.dataset.state = "over";
        });
        drop.addEventListener("dragleave", () => delete drop.dataset.state);
        drop.addEventListener("drop", (event) => {
            delete drop.dataset.state;
            if (!event.dataTransfer.files.length) return;
            event.preventDefault();
            set(drop, [...input(drop).files, ...event.dataTransfer.files]);
        });
        // A form that is too large would be refused whole, and with it what was typed.
        drop.closest("form").addEventListener("submit", (event) => {
            if (input(drop).checkValidity()) return;
            event.preventDefault();
            input(drop).reportValidity();
        });
    }
}
