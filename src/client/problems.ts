/** Brings a visitor whose form was refused to the list of what is wrong, or to what is asked first. */
export function showProblems(): void {
  document.querySelector<HTMLElement>('.problems, [data-asks]')?.focus()
}
