/** Draws a chart over each table that asks for one. The script for charts is loaded where there is one. */
export function drawBarsIn(part: ParentNode): void {
  for (const table of part.querySelectorAll<HTMLTableElement>('table[data-bars]')) void draw(table)
}

async function draw(table: HTMLTableElement): Promise<void> {
  const { drawChart } = await import('./chart.ts')
  drawChart(table)
}
