// A slider beside a number: both say the same, and the number is what the form sends.
for (const slider of document.querySelectorAll("[data-slides]")) {
  const number = document.getElementById(slider.dataset.slides);
  slider.hidden = false;
  slider.addEventListener("input", () => { number.value = slider.value; });
  slider.addEventListener("change", () => slider.form.requestSubmit());
  number.addEventListener("input", () => { if (number.value >= 1 && number.value <= 99) slider.value = number.value; });
}
