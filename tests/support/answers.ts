/** The version of the answer that stands in the form with this action. */
export function versionIn(page: string, action: string): string {
  const [, ...form] = page.split(`${action}"`)
  return /name="version" value="([^"]*)"/.exec(form.join(''))?.[1] ?? ''
}
