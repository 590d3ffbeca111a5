/** A date that was typed in part is sent as none: whoever typed it is told before it is lost. */
export function holdHalfDates(): void {
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement)) return
      const half = Array.from(form.elements).find(isHalf)
      if (!half) return
      event.preventDefault()
      half.reportValidity()
    },
    // Before the other scripts take it as sent.
    { capture: true },
  )
}

function isHalf(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.validity.badInput
}
