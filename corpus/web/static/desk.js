// Light help for the keyboard; every page reads and works without it.
"use strict";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const box = document.getElementById("box");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
    return;
  }
  // a button or a field says by data-key which key presses it (review), a link by rel (result pages)
  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (named) {
    event.preventDefault();
    if (named.matches("input")) { named.focus(); named.select(); } else named.click();
    return;
  }
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = turn && document.querySelector(`a[rel="${turn}"]`);
  if (link) link.click();
});

// names for what is being typed, below the search box: links, reached by the arrow keys and left by Escape
const box = document.getElementById("box");
if (box) {
  const hints = document.createElement("ul");
  hints.className = "hints";
  hints.hidden = true;
  hints.setAttribute("aria-label", "Names");
  box.closest("form").append(hints);
  let asked = 0;
  const show = (found) => {
    hints.replaceChildren(...found.map((name) => {
      const link = document.createElement("a");
      link.href = `/entity/${name.id.split("/").map(encodeURIComponent).join("/")}`;
      link.textContent = name.text;
      link.className = `thing ${name.label.toLowerCase()}`;
      const item = document.createElement("li");
      item.append(link, name.kind ? ` ${name.kind.replaceAll("_", " ")}` : "");
      return item;
    }));
    hints.hidden = !found.length;
  };
  box.addEventListener("input", () => {
    const turn = ++asked;
    const typed = box.value.trim();
    if (typed.length < 2) { show([]); return; }
    setTimeout(async () => {
      if (turn !== asked) return;
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (answer && answer.ok && turn === asked) show(await answer.json());
    }, 120);
  });
  box.closest("form").addEventListener("keydown", (event) => {
    const links = [...hints.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !hints.hidden) { show([]); box.focus(); return; }
    if (!step || hints.hidden || !links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    if (next < 0) box.focus(); else links[Math.min(next, links.length - 1)].focus();
  });
  document.addEventListener("click", (event) => { if (!box.closest("form").contains(event.target)) show([]); });
}

// and in a field that takes a name, as the browser's own list; data-names has the labels that it takes, or nothing for any
document.querySelectorAll("input[data-names]").forEach((field, number) => {
  const list = document.createElement("datalist");
  list.id = `names-${number}`;
  field.form.append(list);
  field.setAttribute("list", list.id);
  const labels = field.dataset.names.split(" ").filter(Boolean);
  let asked = 0;
  field.addEventListener("input", () => {
    const turn = ++asked;
    const typed = field.value.trim();
    if (typed.length < 2 || [...list.options].some((option) => option.value === typed)) return;
    setTimeout(async () => {
      if (turn !== asked) return;
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (!answer || !answer.ok || turn !== asked) return;
      const names = (await answer.json()).filter((name) => !labels.length || labels.includes(name.label));
      list.replaceChildren(...names.map((name) => {
        const option = document.createElement("option");
        option.value = name.text;
        return option;
      }));
    }, 120);
  });
});

// on a narrow screen the facets start folded: the results come first
const narrow = document.querySelector("details.narrow");
if (narrow && window.matchMedia("(max-width: 52rem)").matches) narrow.open = false;

// and the network, wider than the screen, starts at the thing it is about
const centre = document.querySelector(".network .centre");
const frame = centre && centre.closest(".tablewrap");
if (frame && frame.scrollWidth > frame.clientWidth) {
  const [at, edge] = [centre, frame].map((element) => element.getBoundingClientRect());
  frame.scrollLeft = at.left + at.width / 2 - edge.left - edge.width / 2;
}

// Datasette's own forms name none of their fields
const fields = { _filter_column: "Column", _filter_op: "Comparison", _filter_value: "Value", _sort: "Sort by", sql: "SQL" };
for (const [name, label] of Object.entries(fields)) {
  for (const field of document.querySelectorAll(`.data [name="${name}"]`)) field.setAttribute("aria-label", label);
}

// a file dropped on a form that takes one is put into its field
document.querySelectorAll("form[data-drop]").forEach((form) => {
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
});
