// Lets the browser fill in a form with a passkey. Without this file there are codes.
document.addEventListener("DOMContentLoaded", () => {
  const data = document.getElementById("passkey");
  const form = document.querySelector("form[data-passkey]");
  if (!data || !form || !window.webauthnJSON.supported()) return;
  const said = JSON.parse(data.textContent);
  const fault = form.querySelector("[data-passkey-fault]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const made = said.creation_options
        ? await window.webauthnJSON.create(said.creation_options)
        : await window.webauthnJSON.get(said.request_options);
      form.elements.credential.value = JSON.stringify(made);
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
});
