// A form is sent once: its buttons rest after the first submit and wake when the page is shown again.
const RESTING = "data-resting";

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute(RESTING)) { event.preventDefault(); return; }
  form.setAttribute(RESTING, "");
  // After this task, so that the pressed button's own name and value are still sent.
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => button.setAttribute("aria-disabled", "true")));
  // A download leaves the page as it is: wake up by itself.
  setTimeout(() => wake(form), 8000);
});

function wake(form) {
  form.removeAttribute(RESTING);
  form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

addEventListener("pageshow", () => document.querySelectorAll(`form[${RESTING}]`).forEach(wake));
