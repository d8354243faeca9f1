"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const tools = find("tools");
  const tip = find("tip");

  // Pointing at a mark tells what it is at once; the browser's own hint comes late and small.
  for (const title of document.querySelectorAll("figure svg g>title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  document.addEventListener("pointermove", (event) => {
    const mark = event.target.closest && event.target.closest("[data-tip]");
    tip.hidden = !mark;
    if (!mark) return;
    const hint = mark.classList.contains("linked") ? " · click for its findings" : "";
    tip.textContent = mark.dataset.tip + hint;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(8, Math.min(event.clientX + 14, room)) + "px";
    const below = event.clientY + 18;
    const fits = below + tip.offsetHeight < window.innerHeight;
    tip.style.top = (fits ? below : event.clientY - tip.offsetHeight - 10) + "px";
  });
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // A link into a folded part opens it.
  const unfold = (node) => {
    for (let at = node; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const printed = [];
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details.charts:not([open])")) {
      fold.open = true;
      printed.push(fold);
    }
  });
  addEventListener("afterprint", () => { for (const fold of printed.splice(0)) fold.open = false; });

  if (!tools) return;
  tools.hidden = false;
  const names = ["search", "level", "rule", "team", "sort"];
  const fields = {};
  for (const name of names) fields[name] = find("f-" + name);
  const flat = find("flat");
  const items = Array.from(document.querySelectorAll("main [data-level]"), (node) => {
    const rule = node.closest("[data-rule]");
    const mark = document.createComment("");
    node.before(mark);
    node.dataset.of = rule.dataset.rule;
    return {
      node, mark, rule: rule.dataset.rule, level: node.dataset.level,
      at: Number(node.dataset.at), worst: Number(node.dataset.worst),
      units: (node.dataset.units || "").split(" "),
      text: (rule.dataset.rule + " " + node.textContent).toLowerCase(),
    };
  });
  const rules = Array.from(document.querySelectorAll("[data-rule]"));
  const smells = Array.from(document.querySelectorAll("[data-smell]"));
  const folds = rules.flatMap((rule) => Array.from(rule.querySelectorAll("details.more")));
  const units = new Map(Array.from(fields.team.options, (option) => [option.value, option.dataset.unit]));
  for (const mark of document.querySelectorAll('[data-subject^="team:"]')) {
    const key = encodeURIComponent(mark.dataset.subject.slice(5));
    if (!units.has(key)) continue;
    mark.classList.add("linked");
    mark.addEventListener("click", () => { location.hash = "team/" + key; });
  }

  const orders = {
    worst: (a, b) => a.worst - b.worst,
    place: (a, b) => a.at - b.at,
    text: (a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  };
  let sorted = "";
  const sort = (by) => {
    if (by === sorted) return;
    sorted = by;
    if (by in orders) flat.append(...items.slice().sort(orders[by]).map((item) => item.node));
    else for (const item of items) item.mark.after(item.node);
    flat.hidden = !(by in orders);
    for (const smell of smells) smell.classList.toggle("flattened", by in orders);
  };

  const show = () => {
    const words = fields.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { level, rule, team } = Object.fromEntries(names.map((name) => [name, fields[name].value]));
    const unit = units.get(team);
    const filtered = Boolean(words.length || level || rule || team);
    const hits = new Map();
    let many = 0;
    for (const item of items) {
      const hit = (!level || item.level === level) && (!rule || item.rule === rule)
        && (!team || item.units.includes(unit)) && words.every((word) => item.text.includes(word));
      item.node.hidden = !hit;
      if (!hit) continue;
      many += 1;
      hits.set(item.rule, (hits.get(item.rule) || 0) + 1);
    }
    sort(fields.sort.value);
    for (const node of rules) node.hidden = filtered && !hits.has(node.dataset.rule);
    for (const node of smells) node.hidden = filtered && !node.querySelector("[data-rule]:not([hidden])");
    for (const fold of folds) fold.open = filtered && Boolean(fold.querySelector("[data-level]:not([hidden])"));
    const all = items.length.toLocaleString("en");
    find("count").textContent = filtered ? many.toLocaleString("en") + " of " + all + " findings" : all + " findings";
    find("none").hidden = many > 0;
    find("clear").hidden = !filtered && !fields.sort.value;
    tools.classList.toggle("active", filtered);
  };

  // The address says what is shown: #team/KEY/rule/NAME/level/error/search/words.
  const read = () => {
    const parts = location.hash.slice(1).split("/");
    if (!names.includes(parts[0])) {
      unfold(find(decode(location.hash.slice(1))));
      return;
    }
    for (const name of names) {
      const at = parts.indexOf(name);
      const value = at % 2 === 0 && parts[at + 1] ? parts[at + 1] : "";
      fields[name].value = name === "team" ? value : decode(value);
      if (fields[name].value === "" && fields[name].options) fields[name].selectedIndex = 0;
    }
    show();
    tools.scrollIntoView();
  };
  const decode = (text) => {
    try { return decodeURIComponent(text); } catch { return ""; }
  };
  const write = () => {
    const set = names.filter((name) => fields[name].value);
    const say = (name) => name + "/" + (name === "team" ? fields.team.value : encodeURIComponent(fields[name].value));
    history.replaceState(null, "", "#" + set.map(say).join("/"));
    show();
  };
  for (const name of names) fields[name].addEventListener("input", write);
  find("clear").addEventListener("click", () => {
    for (const name of names) fields[name].value = "";
    write();
  });
  addEventListener("hashchange", read);
  show();
  if (location.hash) read();
})();
