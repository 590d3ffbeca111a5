import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale } from 'chart.js'

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale)

/** What is drawn: a name at each row, and a bar there for each series. */
type Bars = { names: string[]; series: { name: string; values: number[] }[]; unit: string }

/** Colours of series, from what is compared with to what it is about: told apart by their lightness too. */
const colours = ['--attention-edge', '--act-line', '--act']

/**
 * Draws the rows of a table as bars above it: the columns that say `data-series` beside each other, else the second one.
 * The table stays: it says the same in words.
 */
export function drawChart(table: HTMLTableElement): void {
  const bars = barsIn(table)
  if (bars.names.length === 0) return
  const box = document.createElement('div')
  box.className = 'bars'
  const canvas = document.createElement('canvas')
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', table.dataset.bars ?? '')
  box.append(canvas)
  const place = table.closest('.scroll') ?? table
  place.before(box)
  const perLine = box.clientWidth < 500 ? 16 : 34
  const labels = bars.names.map((name) => linesOf(name, perLine))
  const perRow = 24 + 14 * (bars.series.length - 1)
  box.style.height = `${60 + labels.reduce((height, lines) => height + perRow + lines.length * 22, 0)}px`
  let chart = chartOn(canvas, labels, bars)
  // Dark mode has other colours.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart.destroy()
    chart = chartOn(canvas, labels, bars)
  })
}

/** The chart in our own colours, as they are now. */
function chartOn(canvas: HTMLCanvasElement, labels: string[][], { series, unit }: Bars): Chart {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  Chart.defaults.color = colour('--ink')
  Chart.defaults.borderColor = colour('--line')
  Object.assign(Chart.defaults.font, { family: getComputedStyle(document.body).fontFamily, size: 16 })
  return new Chart(canvas, {
    type: 'bar',
    data: {
      labels,
      datasets: series.map(({ name, values }, place) => ({
        label: name,
        data: values,
        backgroundColor: colour(colours.slice(-series.length)[place] ?? '--act'),
        maxBarThickness: 36,
      })),
    },
    options: {
      indexAxis: 'y',
      maintainAspectRatio: false,
      // Events would only light up bars that say nothing more.
      events: [],
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 600 },
      plugins: { legend: { display: series.length > 1, position: 'bottom' } },
      scales: {
        x: {
          beginAtZero: true,
          suggestedMax: 1,
          ticks: { precision: 0, callback: (value) => `${value}${unit}` },
        },
        y: { grid: { display: false }, ticks: { autoSkip: false } },
      },
    },
  })
}

function barsIn(table: HTMLTableElement): Bars {
  const rows = Array.from(table.tBodies[0]?.rows ?? [])
  const heads = Array.from(table.tHead?.rows[0]?.cells ?? [])
  const named = heads.flatMap((head, column) => ('series' in head.dataset ? [column] : []))
  const valueAt = (row: HTMLTableRowElement, column: number) => {
    const cell = row.cells[column]
    return Number(cell?.dataset.value ?? cell?.textContent ?? 0)
  }
  return {
    names: rows.map((row) => row.querySelector('[data-name]')?.textContent ?? ''),
    series: (named.length > 0 ? named : [1]).map((column) => ({
      name: heads[column]?.textContent ?? '',
      values: rows.map((row) => valueAt(row, column)),
    })),
    unit: table.dataset.unit ?? '',
  }
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
