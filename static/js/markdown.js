// Puts a bar of buttons above each text that may hold Markdown. Without this file the marks are typed.
(() => {
  const asterisks = (words) => words.match(/^\**/)[0].length;
  const backwards = (words) => [...words].reverse().join("");

  // Writes over a part of the text, and selects some of what was written.
  const put = (area, from, to, words, start, end) => {
    area.focus();
    area.setSelectionRange(from, to);
    // The old command is the only one that the browser can undo.
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, from, to);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(from + start, from + end);
  };

  // Where the selection is, without the spaces at its ends: "** bold **" would not be bold.
  const selected = (area) => {
    const words = area.value.slice(area.selectionStart, area.selectionEnd);
    if (!words.trim()) return [area.selectionStart, area.selectionEnd];
    const from = area.selectionStart + words.length - words.trimStart().length;
    return [from, from + words.trim().length];
  };

  const wrap = (area, mark, example) => {
    const [from, to] = selected(area);
    const words = area.value.slice(from, to).trim() || example;
    const length = mark.length;
    const around = Math.min(asterisks(backwards(area.value.slice(0, from))), asterisks(area.value.slice(to)));
    const isOn = from < to && (length === 2 ? around >= 2 : around % 2 === 1);
    if (isOn) put(area, from - length, to + length, words, 0, words.length);
    else put(area, from, to, mark + words + mark, length, length + words.length);
  };

  const link = (area, example) => {
    const [from, to] = selected(area);
    const words = area.value.slice(from, to).trim();
    const isAddress = /^(https?:\/\/|mailto:|tel:)\S+$/.test(words);
    const shown = isAddress || !words ? example : words;
    const address = isAddress ? words : "https://";
    const [start, length] = shown === words ? [shown.length + 3, address.length] : [1, shown.length];
    put(area, from, to, `[${shown}](${address})`, start, start + length);
  };

  // Puts a mark at the start of each line of the selection, or takes it away where each has it.
  const lead = (area, mark, pattern, example) => {
    const text = area.value;
    const from = text.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const last = Math.max(area.selectionEnd - (text[area.selectionEnd - 1] === "\n"), from);
    const to = text.indexOf("\n", last) < 0 ? text.length : text.indexOf("\n", last);
    const lines = (text.slice(from, to).trim() ? text.slice(from, to) : example).split("\n");
    const written = lines.filter((line) => line.trim());
    const isOn = written.every((line) => pattern.test(line));
    const turned = lines.map((line) => {
      if (!line.trim()) return line;
      return isOn ? line.replace(pattern, "") : mark + line.replace(pattern, "");
    });
    const words = turned.join("\n");
    put(area, from, to, words, isOn || written.length > 1 ? 0 : mark.length, words.length);
  };

  const marks = {
    bold: (area, example) => wrap(area, "**", example),
    italic: (area, example) => wrap(area, "*", example),
    heading: (area, example) => lead(area, "## ", /^#{1,6} +/, example),
    list: (area, example) => lead(area, "- ", /^[-*+] +/, example),
    link,
  };

  // One stop of the tab key; arrows go from button to button.
  const walk = (event, buttons) => {
    const here = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const next = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here ? here - 1 : last,
      Home: 0,
      End: last,
    }[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    buttons.forEach((button, number) => button.setAttribute("tabindex", number === next ? "0" : "-1"));
    buttons[next].focus();
  };

  const tools = document.getElementById("markdown-tools");
  for (const area of tools ? document.querySelectorAll("textarea[data-markdown]") : []) {
    const bar = tools.content.firstElementChild.cloneNode(true);
    const buttons = [...bar.querySelectorAll("button")];
    bar.setAttribute("aria-label", `${bar.getAttribute("aria-label")} (${area.labels[0].textContent})`);
    bar.setAttribute("aria-controls", area.id);
    buttons.forEach((button, number) => button.setAttribute("tabindex", number ? "-1" : "0"));
    bar.addEventListener("keydown", (event) => walk(event, buttons));
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) marks[button.dataset.mark](area, button.dataset.example);
    });
    area.before(bar);
  }
})();
