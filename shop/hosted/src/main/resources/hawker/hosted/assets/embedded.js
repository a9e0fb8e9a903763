// A checkout page in a frame of a seller's page: tells the script around it how high it is and when it is over. The
// channel is the session's id, which only those know who may pay it; the messages say nothing else.
"use strict";
{
    const root = document.getElementById("embedded");
    const { session, complete, back } = root.dataset;
    const framed = parent !== window;
    const tell = (message) => framed && parent.postMessage({ channel: session, ...message }, "*");
    const measure = () => tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().bottom + scrollY) + 24 });
    tell({ type: "ready" });
    new ResizeObserver(measure).observe(root);
    if (complete === "yes") {
        if (framed) tell({ type: "complete" });
        else if (back) location.replace(back);
    }
}
