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
