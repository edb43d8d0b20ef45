// Searches the index that Pagefind made when the site was published. Words are looked up as they are typed.

const PAGE = 10;
const FILTERS = ["tag", "author", "column", "year"];

const form = document.querySelector("form.search");
const section = document.querySelector("[data-results]");
const status = section.querySelector("[role=status]");
const list = section.querySelector(".results");
const more = section.querySelector("button");
const { site, languages, ...words } = form.dataset;

let index; // the promise of Pagefind's, once it is wanted
let asked = 0; // how many searches were begun: only the last may show what it found

function load() {
  index ??= (async () => {
    const [first, ...others] = languages.split(" ").map((language) => `${site}/pagefind/${language}/`);
    const pagefind = await import(new URL(`${first}pagefind.js`, location.href));
    await pagefind.options({ baseUrl: `${site}/`, excerptLength: 32 });
    for (const other of others) await pagefind.mergeIndex(other, { baseUrl: `${site}/` });
    return pagefind;
  })();
  return index;
}

// Chinese and Japanese are written without spaces; the index holds their words.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function spaced(text) {
  if (!UNSPACED.test(text) || !Intl.Segmenter) return text;
  const parts = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text)];
  return parts.map(({ segment }) => segment).join(" ");
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// An excerpt is HTML with <mark> in it; nothing else of it is taken over than text. Dots say where the piece goes on.
function marked(excerpt, content) {
  const { body } = new DOMParser().parseFromString(excerpt, "text/html");
  const [whole, part] = [content, body.textContent].map((text) => text.trim());
  const nodes = [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );
  return [whole.startsWith(part) ? "" : "… ", ...nodes, whole.endsWith(part) ? "" : " …"];
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

// Whether two words share three letters in a row (all, of a shorter one), or one sign that is a syllable or more.
function alike(found, wanted) {
  const length = UNSPACED.test(wanted) ? 1 : Math.min(3, wanted.length);
  const starts = [...Array(wanted.length - length + 1).keys()];
  return starts.some((at) => found.includes(wanted.slice(at, at + length)));
}

// Where a language does not know a word, Pagefind looks for shorter and shorter beginnings of it, down to one letter.
// A language whose best result has nothing alike in it has found nothing.
async function honest(results, query) {
  const wanted = plain(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  const best = new Map();
  for (const result of results) {
    const language = result.id.split("_")[0];
    if (!(best.get(language)?.score >= result.score)) best.set(language, result);
  }
  const honest = new Set();
  for (const [language, result] of best) {
    const { excerpt } = await result.data();
    const found = [...new DOMParser().parseFromString(excerpt, "text/html").querySelectorAll("mark")];
    const pairs = found.flatMap((mark) => wanted.map((word) => alike(plain(mark.textContent), word)));
    if (pairs.includes(true)) honest.add(language);
  }
  return results.filter((result) => honest.has(result.id.split("_")[0]));
}

function shown({ url, excerpt, content, meta }) {
  const headline = element("h3", { className: "headline" }, element("a", { href: url }, meta.title));
  const facts = [meta.day, meta.column, meta.author].filter(Boolean).map((fact) => element("bdi", {}, fact));
  const text = element("div", { className: "text", lang: meta.lang, dir: "auto" }, headline);
  text.append(element("p", { className: "summary" }, ...marked(excerpt, content)));
  return element("li", {}, text, element("p", { className: "facts" }, ...facts));
}

async function show(results, mine) {
  const next = await Promise.all(results.slice(list.children.length, list.children.length + PAGE).map((r) => r.data()));
  if (mine !== asked) return;
  list.append(...next.map(shown));
  more.hidden = list.children.length >= results.length;
  more.onclick = async () => {
    const at = list.children.length;
    await show(results, mine);
    list.children[at]?.querySelector("a").focus();
  };
}

function say(text, ...links) {
  status.replaceChildren(text, ...links.flatMap((link) => [" ", link]));
}

function chosen() {
  const pairs = FILTERS.map((name) => [name, form.elements[name].value]).filter(([, value]) => value);
  return Object.fromEntries(pairs);
}

async function search() {
  const mine = ++asked;
  const query = form.elements.q.value.trim();
  const filters = chosen();
  const address = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
  list.replaceChildren();
  more.hidden = true;
  section.hidden = !query && !Object.keys(filters).length;
  section.ariaBusy = String(query !== "");
  if (!query) {
    const pages = Object.keys(filters).map((name) => form.elements[name].selectedOptions[0]);
    say(words.words, ...pages.map((page) => element("a", { href: `${site}/${page.dataset.page}` }, page.value)));
    return;
  }
  say(words.searching);
  try {
    const pagefind = await load();
    const sort = form.elements.sort.value;
    const options = { filters, ...(sort && { sort: { date: sort } }) };
    const results = await honest((await pagefind.search(spaced(query), options)).results, query);
    if (mine !== asked) return;
    say(results.length ? words.some.replace("{}", results.length) : words.none);
    await show(results, mine);
  } catch (error) {
    if (mine === asked) say(words.failed);
    throw error;
  } finally {
    if (mine === asked) section.ariaBusy = "false";
  }
}

let waiting;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(search, 250);
}

for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
form.elements.q.addEventListener("focus", () => load().catch(() => {}), { once: true });
form.addEventListener("input", soon);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    form.elements.q.focus();
  }
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target.closest("select")) return;
  const stops = [form.elements.q, ...list.querySelectorAll("a")];
  const to = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (stops.includes(document.activeElement) && to) {
    event.preventDefault();
    to.focus();
  }
});
search();
