"use strict";
(() => {
  // The page reads without this. With it, links open the text they lead into,
  // and the parts of an attribution light up together.
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const open = (node) => {
    for (let at = node; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  let lit = [];
  const dark = () => {
    for (const node of lit) node.classList.remove("on");
    lit = [];
  };
  const light = (node, id) => {
    dark();
    const text = node.closest("[data-text]");
    if (!text) return;
    const word = CSS.escape(id);
    lit = all(`[data-a~="${word}"],[data-r="${word}"]`, text);
    for (const part of lit) part.classList.add("on");
  };
  const under = (node) => {
    const at = node instanceof Element && node.closest("[data-a],[data-r]");
    if (at) light(at, at.dataset.r || at.dataset.a.split(" ")[0]);
    return at;
  };
  const arrive = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    open(target);
    target.scrollIntoView();
    const text = target.closest("[data-text]");
    const words = text && target.classList.contains("at") && target.nextElementSibling;
    const attribution = words && id.slice(id.lastIndexOf("-") + 1);
    if (attribution && id.startsWith("a-")) light(target, attribution);
  };
  addEventListener("hashchange", arrive);
  addEventListener("click", (event) => {
    // A second click on the same link changes no hash, yet must open its text.
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) arrive();
  });
  document.addEventListener("pointerover", (event) => { if (!under(event.target) && !event.target.closest?.(".card")) dark(); });
  document.addEventListener("focusin", (event) => { under(event.target); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      dark();
      if (document.activeElement?.closest(".note")) document.activeElement.blur();
    }
    if (event.target.closest?.("input, textarea, select")) return;
    if (event.key !== "j" && event.key !== "k") return;
    const numbers = all(".statement > .number > a, a.step").filter((link) => link.offsetParent);
    const now = numbers.indexOf(document.activeElement);
    const next = numbers[event.key === "j" ? now + 1 : Math.max(now - 1, 0)];
    if (next) {
      next.focus();
      const statement = next.closest(".statement");
      if (statement) statement.scrollIntoView({ block: "start" });
      else next.scrollIntoView({ block: "nearest" });
    }
  });
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
  document.documentElement.classList.add("js");
  arrive();
})();
