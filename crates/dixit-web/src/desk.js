"use strict";
(() => {
  // Everything works without this but the keys and the choice of colours.
  const root = document.documentElement;
  const typing = (node) => node instanceof Element && node.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  const toggle = document.querySelector("[data-toggle-theme]");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { if (toggle) toggle.textContent = dark() ? "Light" : "Dark"; };
  if (toggle) {
    toggle.hidden = false;
    name();
    toggle.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
      name();
    });
  }
  const places = { s: "/", t: "/statements", p: "/speakers", o: "/outlets", c: "/corrections", r: "/runs" };
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      const box = document.getElementById("search");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
      return;
    }
    if (event.key === "?") { location.assign("/help"); return; }
    if (going && Date.now() - going < 1500 && places[event.key]) { going = 0; location.assign(places[event.key]); return; }
    going = event.key === "g" ? Date.now() : 0;
  });
  // A form field that is left empty says nothing, and stays out of the address.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get") {
      for (const button of form.querySelectorAll("button")) setTimeout(() => { button.disabled = true; });
      return;
    }
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    setTimeout(() => { for (const field of form.elements) field.disabled = false; });
  });
  // Who corrects is asked once.
  const authors = document.querySelectorAll("input[name=author]");
  try {
    for (const field of authors) {
      if (!field.value) field.value = localStorage.getItem("author") ?? "";
      field.addEventListener("change", () => localStorage.setItem("author", field.value));
    }
  } catch { /* not kept */ }
})();
