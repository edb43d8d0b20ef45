// Narrows an index to the names that hold what is typed. Without this script the whole index stands there.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const form = document.querySelector("form.filter");
const input = form.querySelector("input");
const status = form.querySelector("output");
const entries = [...document.querySelectorAll(".entries > li")].map((item) => ({ item, name: plain(item.textContent) }));
const groups = [...document.querySelectorAll(".letter")];
const around = document.querySelectorAll("[data-whole]");

function narrow() {
  const wanted = plain(input.value.trim());
  let found = 0;
  for (const { item, name } of entries) {
    item.hidden = !name.includes(wanted);
    found += !item.hidden;
  }
  for (const group of groups) group.hidden = !group.querySelector(".entries > li:not([hidden])");
  for (const part of around) part.hidden = wanted !== "";
  status.value = wanted === "" ? "" : form.dataset.found.replace("{}", found);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const shown = entries.filter(({ item }) => !item.hidden);
  if (shown.length === 1) shown[0].item.querySelector("a").click();
});
input.addEventListener("input", narrow);
narrow();
