// The shell of the interactive pages: the circuit, its coming back, and the use of the session. A file, because the pages allow no inline script.
(() => {
    "use strict";
    const retryEvery = 2000, useEvery = 60000;

    // The circuit is tried again for as long as it takes. A server that was started anew knows it no longer ("rejected"): then the page is loaded
    // again, but only once the server answers, since the browser's own error page would not come back by itself.
    const dialog = document.getElementById("components-reconnect-modal");
    let reloading = false;

    async function reload() {
        if (reloading) return;
        reloading = true;
        for (;;) {
            try {
                await fetch("/favicon.svg", { cache: "no-store" });
                location.reload();
                return;
            } catch {
                await new Promise(resolve => setTimeout(resolve, retryEvery));
            }
        }
    }

    dialog.addEventListener("components-reconnect-state-changed", event => {
        const state = event.detail.state;
        if (state === "show" && !dialog.open) dialog.showModal();
        else if (state === "hide" && dialog.open) dialog.close();
        else if (state === "failed" || state === "rejected") reload();
    });
    dialog.addEventListener("cancel", event => event.preventDefault());

    // A person who moves uses the session; a page that only shows does not.
    let used = performance.now();
    function use() {
        const now = performance.now();
        if (now - used < useEvery) return;
        used = now;
        fetch("/session", { method: "POST" }).catch(() => { used = 0; });
    }
    for (const kind of ["pointerdown", "keydown", "wheel"]) document.addEventListener(kind, use, { passive: true, capture: true });

    Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1000000, retryIntervalMilliseconds: attempt => attempt < 1 ? 0 : retryEvery } } });
})();
