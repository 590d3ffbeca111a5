/** Brings a visitor whose form was refused to the list of what is wrong. */
export function showProblems(): void {
  document.querySelector<HTMLElement>('.problems')?.focus()
}
