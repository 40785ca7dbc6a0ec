// Keeps a section of a label file while it is written, and says when. Without this file the buttons do.
(() => {
  const PAUSE = 3000;
  const form = document.querySelector("form[data-keeps]");
  const said = form?.querySelector("[data-kept]");
  const area = form?.querySelector("textarea, input[name=text]");
  if (!area) return;

  let timer = 0;
  let isSending = false;
  let kept = area.value;
  const opened = form.elements.opened;
  said.textContent = form.dataset.keeps;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  const keep = async () => {
    const words = area.value;
    // Two at once would each take the other for somebody else.
    if (isSending || words === kept) return;
    isSending = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      const told = await answer.json();
      said.textContent = told.words;
      if (answer.ok) {
        kept = words;
        opened.value = told.opened;
      }
    } catch {
      said.textContent = form.dataset.fails;
    } finally {
      isSending = false;
      if (area.value !== words) later();
    }
  };

  area.addEventListener("input", later);
  // A button sends the form itself, once what is on its way has arrived.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!isSending) return;
    event.preventDefault();
    const button = event.submitter;
    const wait = setInterval(() => {
      if (isSending) return;
      clearInterval(wait);
      clearTimeout(timer);
      form.requestSubmit(button);
    }, 50);
  });
})();
