// Saves work where it can; every page reads and works without it.
"use strict";
(() => {
  const live = document.querySelector("[data-progress]");
  if (live) {
    const bar = live.querySelector("progress"), step = live.querySelector("[data-step]"), left = live.querySelector("[data-left]");
    const look = async () => {
      try {
        const now = await (await fetch("/run/progress", { headers: { accept: "application/json" } })).json();
        if (now.state !== live.dataset.progress) { location.reload(); return; }
        step.textContent = now.words;
        left.textContent = now.left;
        if (now.total > 0) { bar.max = now.total; bar.value = now.done; } else { bar.removeAttribute("value"); }
      } catch { step.textContent = "Regulars does not answer; is it still running?"; }
      setTimeout(look, 700);
    };
    look();
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing) {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); } else { location.href = "/customers#search"; }
    }
    const review = document.querySelector("[data-review]");
    if (review && !typing) review.querySelector(`[data-key="${event.key.toLowerCase()}"]`)?.click();
    // Only what has the focus answers to its keys, so that no key does anything by accident.
    const slip = document.activeElement.closest("[data-keys]");
    if (slip && !typing) slip.querySelector(`[data-key="${event.key.toLowerCase()}"]`)?.click();
    const call = document.querySelector("[data-call]");
    if (call && !typing && "12345".includes(event.key)) {
      call.querySelectorAll("input[name=outcome]")[Number(event.key) - 1]?.click();
    }
  });
  // The card that was moved keeps the focus, so that it can be moved on by the next key.
  document.querySelector("[data-keys]:target")?.focus();
  const zone = document.querySelector(".drop");
  if (zone) {
    const files = zone.querySelector("input[type=file]");
    files.addEventListener("change", () => zone.requestSubmit());
    // Files may be let go anywhere on the page; without this the browser would open them instead.
    addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
    addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length > 0) { files.files = event.dataTransfer.files; zone.requestSubmit(); }
    });
  }
})();
