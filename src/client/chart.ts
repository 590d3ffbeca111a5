import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js'

Chart.register(BarController, BarElement, CategoryScale, LinearScale)

type Bar = { name: string; value: number }

/** Draws the rows of a table as bars above it. The table stays: it says the same in words. */
export function drawChart(table: HTMLTableElement): void {
  const bars = barsIn(table)
  if (bars.length === 0) return
  const box = document.createElement('div')
  box.className = 'bars'
  const canvas = document.createElement('canvas')
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', table.dataset.bars ?? '')
  box.append(canvas)
  table.before(box)
  const perLine = box.clientWidth < 500 ? 16 : 34
  const labels = bars.map(({ name }) => linesOf(name, perLine))
  box.style.height = `${60 + labels.reduce((height, lines) => height + 24 + lines.length * 22, 0)}px`
  const values = bars.map(({ value }) => value)
  let chart = chartOn(canvas, labels, values)
  // Dark mode has other colours.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart.destroy()
    chart = chartOn(canvas, labels, values)
  })
}

/** The chart in our own colours, as they are now. */
function chartOn(canvas: HTMLCanvasElement, labels: string[][], data: number[]): Chart {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  Chart.defaults.color = colour('--ink')
  Chart.defaults.borderColor = colour('--line')
  Object.assign(Chart.defaults.font, { family: getComputedStyle(document.body).fontFamily, size: 16 })
  return new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets: [{ data, backgroundColor: colour('--act'), maxBarThickness: 36 }] },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      // Events would only light up bars that say nothing more.
      events: [],
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 600 },
      scales: {
        x: { beginAtZero: true, suggestedMax: 1, ticks: { precision: 0 } },
        y: { grid: { display: false }, ticks: { autoSkip: false } },
      },
    },
  })
}

function barsIn(table: HTMLTableElement): Bar[] {
  return Array.from(table.tBodies[0]?.rows ?? [], (row) => ({
    name: row.querySelector('[data-name]')?.textContent ?? '',
    value: Number(row.cells[1]?.textContent ?? 0),
  }))
}

function linesOf(name: string, perLine: number): string[] {
  const lines = ['']
  for (const word of name.trim().split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length + 1 > perLine) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`.trim()
  }
  return lines
}
