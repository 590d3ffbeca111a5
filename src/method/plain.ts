/** Words as they are compared: without capitals and accents, so that "cafe" is "Café". */
export function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
}
