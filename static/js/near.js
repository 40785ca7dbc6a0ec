// “Near me”: asks the browser once, when somebody presses the button. Without this file the button is not there.
(() => {
  const button = document.querySelector("[data-near]");
  if (!button || !("geolocation" in navigator) || !window.isSecureContext) return;

  const form = button.form;
  const told = form.querySelector("[data-near-told]");
  const DENIED = 1;
  // Two decimals are about a kilometre: nothing finer leaves the page.
  const rounded = (degrees) => degrees.toFixed(2);

  const found = ({ coords }) => {
    const near = form.elements.near;
    near.value = `${rounded(coords.latitude)},${rounded(coords.longitude)}`;
    near.disabled = false;
    form.elements.where.value = "";
    form.requestSubmit();
  };

  const failed = (error) => {
    told.textContent = error.code === DENIED ? button.dataset.refused : button.dataset.fails;
  };

  button.addEventListener("click", () => {
    told.textContent = button.dataset.asks;
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: 15000, maximumAge: 600000 });
  });
  button.hidden = false;
})();
