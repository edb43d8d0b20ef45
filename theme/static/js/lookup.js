// From an old address to its piece: makes the key of what is pasted and asks one small file for it.
// The key is made as in plugins/addresses.py: change both or neither.

const WRAPPED = [
  /^(?:https?:\/\/)?web\.archive\.org\/web\/[0-9]+[a-z_]*\/(.+)$/i,
  /^(?:https?:\/\/)?(?:www\.)?google\.[a-z.]+\/amp\/(?:s\/)?(.+)$/i,
  /^(?:https?:\/\/)?[a-z0-9-]+\.cdn\.ampproject\.org\/[a-z]\/(?:s\/)?(.+)$/i,
];
const ADDRESS = /^(?:https?:)?(?:\/\/)?([^/?#\s]+)([^?#]*)(?:\?([^#]*))?/i;
const HOST_PREFIX = /^(?:www[0-9]?|m|mobile|amp)\.(?=[^.]+\.)/;
const PATH_SUFFIX = /(?:\/index)?(?:\.amp)?(?:\.(?:html?|shtml|php|aspx?|amp))?\/*$/;
const TRACKING =
  /^(?:utm_.*|amp|amp_.*|outputtype|[a-z]*clid|[gw]braid|_g[al]|mc_[ce]id|igshid?|ref|ref_src|referrer|cmp|cmpid|ocid|smid|smtyp|share|spm|fb_.*)$/;

function decoded(text) {
  const bytes = [];
  const raw = new TextEncoder().encode(text);
  for (let at = 0; at < raw.length; at++) {
    const hex = raw[at] === 37 ? String.fromCharCode(...raw.slice(at + 1, at + 3)) : "";
    const escaped = /^[0-9a-f]{2}$/i.test(hex);
    bytes.push(escaped ? parseInt(hex, 16) : raw[at]);
    at += escaped ? 2 : 0;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
}

function hostOf(text) {
  let host = text.toLowerCase().replace(/^.*@|:[0-9]*$/g, "").replace(/\.+$/, "");
  while (HOST_PREFIX.test(host)) host = host.replace(HOST_PREFIX, "");
  return host;
}

function pathOf(text) {
  return decoded(text)
    .normalize("NFC")
    .toLowerCase()
    .replace(/;jsessionid=.*$/, "")
    .trim()
    .replace(/\/{2,}/g, "/")
    .replace(/^\/amp(?=\/)|\/amp\/?$/g, "")
    .replace(PATH_SUFFIX, "");
}

export function keys(pasted) {
  const address = WRAPPED.reduce((text, wrapped) => text.trim().replace(wrapped, "$1"), pasted);
  const parts = ADDRESS.exec(address);
  if (!parts || !parts[1].includes(".")) return [];
  const bare = hostOf(parts[1]) + pathOf(parts[2]);
  const query = (parts[3] || "")
    .split("&")
    .filter((each) => each && !TRACKING.test(each.split("=")[0].toLowerCase()))
    .sort()
    .join("&");
  return query ? [`${bare}?${query}`, bare] : [bare];
}

export function shard(key, digits) {
  let number = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) number = Math.imul(number ^ byte, 0x01000193) >>> 0;
  return number.toString(16).padStart(8, "0").slice(-digits);
}

async function find(pasted, { files, digits }) {
  for (const key of keys(pasted)) {
    const answer = await fetch(`${files}${shard(key, Number(digits))}.json`);
    if (!answer.ok) throw new Error(answer.statusText);
    const found = (await answer.json())[key];
    if (found) return found;
  }
  return [];
}

function start(form, answer) {
  const list = answer.querySelector("ul");
  const say = (state) => {
    for (const each of answer.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== state;
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map(([url, title]) => {
        const link = Object.assign(document.createElement("a"), { href: `${form.dataset.site}/${url}`, textContent: title });
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    list.hidden = !found.length;
  };
  const look = async (pasted) => {
    show([]);
    if (!keys(pasted).length) return say("none");
    say("looking");
    try {
      const found = await find(pasted, form.dataset);
      show(found);
      say(found.length ? "found" : "missing");
    } catch {
      say("broken");
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(form.elements.url.value);
  });
  form.hidden = false;
  say("");
  const asked = new URLSearchParams(location.search).get("url");
  if (asked) {
    form.elements.url.value = asked;
    look(asked);
  }
}

const form = document.getElementById("lookup");
if (form) start(form, document.getElementById("answer"));
