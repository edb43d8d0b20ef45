// Narrows an index to the names that hold every word that is typed. Without this script the whole index stands there.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const form = document.querySelector("form.filter");
const input = form.querySelector("input");
const status = form.querySelector("output");
const entries = [...document.querySelectorAll(".entries > li")].map((item) => ({ item, name: plain(item.textContent) }));
const groups = [...document.querySelectorAll(".letter")];
const around = document.querySelectorAll("[data-whole]");

function narrow() {
  const wanted = plain(input.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { item, name } of entries) {
    item.hidden = !wanted.every((word) => name.includes(word));
    found += !item.hidden;
  }
  for (const group of groups) group.hidden = !group.querySelector(".entries > li:not([hidden])");
  for (const part of around) part.hidden = wanted.length > 0;
  status.value = wanted.length ? form.dataset.found.replace("{}", found) : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const shown = entries.filter(({ item }) => !item.hidden);
  if (shown.length === 1) shown[0].item.querySelector("a").click();
});
input.addEventListener("input", narrow);
narrow();
