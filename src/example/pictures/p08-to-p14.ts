// The example study's pictures P08 to P14: drawn stand-ins for photos taken with a phone.

const pick = (list: string[], i: number): string => list[i % list.length] ?? ''
const round = (value: number): number => Math.round(value * 10) / 10

const times = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')

const randomFrom = (seed: number): (() => number) => {
  let state = seed * 7919 + 17
  return () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  }
}

// A colour that starts with @ names one of the picture's own gradients.
const ink = (colour: string): string => (colour.startsWith('@') ? `url(#${colour.slice(1)})` : colour)

const place = (x: number, y: number, turn = 0, size = 1): string =>
  `transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"`
const fade = (opacity: number, x = 0, y = 0): string => `opacity="${opacity}" ` + (x || y ? place(x, y) : '')
const edge = (colour: string, width: number): string => `stroke="${ink(colour)}" stroke-width="${width}"`
const rx = (radius: number): string => `rx="${radius}" `

// The blur is one of the four that every picture defines: 4, 8, 14 or 24.
const soft = (blur: number, opacity = 1, x = 0, y = 0): string =>
  `filter="url(#blur${blur})" ${fade(opacity, x, y)}`

const all = (fill: string): string => `<rect width="100%" height="100%" fill="${ink(fill)}"/>`

const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${ink(fill)}" ` +
  `${more}/>`

const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${ink(fill)}" ` +
  `${more}/>`

const disc = (x: number, y: number, r: number, fill: string, more = ''): string =>
  oval(x, y, r, r, fill, more)

const shape = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${ink(fill)}" ${more}/>`

const line = (d: string, colour: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" ${edge(colour, round(width))} stroke-linecap="round" stroke-linejoin="round" ` +
  `${more}/>`

const group = (inner: string, more: string): string => `<g ${more}>${inner}</g>`
const clip = (id: string, inner: string): string => `<clipPath id="${id}">${inner}</clipPath>`

const stops = (colours: string[]): string =>
  times(
    colours.length,
    (i) => `<stop offset="${round((100 * i) / (colours.length - 1))}%" stop-color="${pick(colours, i)}"/>`,
  )

const across = (id: string, ...colours: string[]): string =>
  `<linearGradient id="${id}">${stops(colours)}</linearGradient>`
const down = (id: string, ...colours: string[]): string =>
  `<linearGradient id="${id}" x2="0" y2="1">${stops(colours)}</linearGradient>`
const slant = (id: string, ...colours: string[]): string =>
  `<linearGradient id="${id}" x2="1" y2="1">${stops(colours)}</linearGradient>`
const glow = (id: string, ...colours: string[]): string =>
  `<radialGradient id="${id}">${stops(colours)}</radialGradient>`
const round3d = (id: string, ...colours: string[]): string =>
  `<radialGradient id="${id}" cx="0.38" cy="0.32" r="0.75">${stops(colours)}</radialGradient>`

const blurs = [4, 8, 14, 24]
  .map(
    (wide) =>
      `<filter id="blur${wide}" x="-60%" y="-60%" width="220%" height="220%">` +
      `<feGaussianBlur stdDeviation="${wide}"/></filter>`,
  )
  .join('')

const defs = (...parts: string[]): string => `<defs>${parts.join('')}${blurs}</defs>`

// Darker corners, as a small lens gives.
const corners = (dark = '#2109'): string =>
  '<radialGradient id="corners" r="0.78">' +
  stops(['#0000', '#0000', '#0001', dark]) +
  '</radialGradient>' +
  all('@corners')

const grain = (
  x: number,
  y: number,
  w: number,
  h: number,
  count: number,
  colour: string,
  seed: number,
): string => {
  const random = randomFrom(seed)
  return times(count, () => {
    const length = w * (0.1 + random() * 0.4)
    const d =
      `M${round(x + random() * (w - length))} ${round(y + random() * h)}q${round(length / 2)} ` +
      `${round(random() * 8 - 4)} ${round(length)} ${round(random() * 4 - 2)}`
    return line(d, colour, 0.8 + random() * 1.6, fade(round(0.1 + random() * 0.4)))
  })
}

const planks = (
  x: number,
  y: number,
  w: number,
  h: number,
  count: number,
  colours: string[],
  seed: number,
): string => {
  const random = randomFrom(seed)
  const height = h / count
  return times(count, (i) => {
    const top = y + i * height
    const joint = x + w * (0.15 + random() * 0.7)
    return (
      rect(x, top, w, height + 1, pick(colours, i + Math.floor(random() * 3))) +
      grain(x, top + 5, w, height - 10, 16, '#310', seed * 31 + i) +
      line(`M${x} ${top}h${w}M${joint} ${top}v${height}`, '#210', 2 + random() * 2, fade(0.5)) +
      line(`M${x} ${top + 3}h${w}`, '#fed', 1.5, fade(0.22))
    )
  })
}

// A plank floor running away to the vanishing point (vx, vy), between the heights top and bottom.
const floor = (
  vx: number,
  vy: number,
  top: number,
  bottom: number,
  w: number,
  wide: number,
  colours: string[],
): string => {
  const far = (i: number): number => round(vx + (i - 16) * wide * ((top - vy) / (bottom - vy)))
  const seam = (i: number): string => `${far(i)} ${top}L${round(vx + (i - 16) * wide)} ${bottom}`
  return (
    rect(0, top, w, bottom - top, pick(colours, 0)) +
    times(
      32,
      (i) =>
        shape(`M${seam(i)}h${wide}L${far(i + 1)} ${top}Z`, pick(colours, i * i + i)) +
        times(4, (k) => line(`M${seam(i + k / 4)}`, '#310', k ? 1.2 : 2.5, fade(k ? 0.13 : 0.45))),
    )
  )
}

const bricks = (
  w: number,
  h: number,
  bw: number,
  bh: number,
  colours: string[],
  mortar: string,
  seed: number,
): string => {
  const random = randomFrom(seed)
  return (
    rect(0, 0, w, h, mortar) +
    times(Math.ceil(h / bh), (row) =>
      times(Math.ceil(w / bw) + 1, (i) => {
        const x = (i - (row % 2) / 2) * bw
        return (
          rect(
            x + random() * 2,
            row * bh + random() * 2,
            bw - 7,
            bh - 7,
            pick(colours, Math.floor(random() * 97)),
            rx(3) + fade(round(0.8 + random() * 0.2)),
          ) + line(`M${round(x + 6)} ${row * bh + 3}h${bw - 18}`, '#fff', 1.5, fade(0.14))
        )
      }),
    )
  )
}

const speckle = (
  x: number,
  y: number,
  w: number,
  h: number,
  count: number,
  colours: string[],
  size: number,
  seed: number,
): string => {
  const random = randomFrom(seed)
  return times(count, (i) =>
    oval(
      x + random() * w,
      y + random() * h,
      size * (0.3 + random()),
      size * (0.2 + random() * 0.5),
      pick(colours, i),
      fade(round(0.3 + random() * 0.6)),
    ),
  )
}

const foliage = (
  cx: number,
  cy: number,
  w: number,
  h: number,
  count: number,
  colours: string[],
  size: number,
  seed: number,
): string => {
  const random = randomFrom(seed)
  return times(count, (i) => {
    const turn = random() * 6.283
    const out = Math.sqrt(random())
    const leaf = size * (0.5 + random() * 0.8)
    return oval(
      0,
      0,
      leaf,
      leaf * 0.6,
      pick(colours, i),
      place(
        round(cx + Math.cos(turn) * out * w),
        round(cy + Math.sin(turn) * out * h),
        Math.floor(random() * 180),
      ),
    )
  })
}

const grass = (
  x: number,
  w: number,
  y: number,
  h: number,
  tall: number,
  count: number,
  colours: string[],
  seed: number,
): string => {
  const random = randomFrom(seed)
  return times(count, (i) => {
    const blade = tall * (0.5 + random() * 0.7)
    return line(
      `M${round(x + random() * w)} ${round(y + (h * i) / count)}q${round(random() * 6 - 3)} ` +
        `${round(-blade / 2)} ${round(random() * 24 - 12)} ${round(-blade)}`,
      pick(colours, i * 7 + Math.floor(random() * 5)),
      2 + random() * 2.5,
    )
  })
}

const branch = (
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  colour: string,
  random: () => number,
): string => {
  if (width < 1.2) return ''
  const ex = x + Math.cos(angle) * length
  const ey = y + Math.sin(angle) * length
  const next = (turn: number): string =>
    branch(ex, ey, angle + turn, length * (0.68 + random() * 0.18), width * 0.62, colour, random)
  return (
    line(`M${round(x)} ${round(y)}L${round(ex)} ${round(ey)}`, colour, width) +
    next(-0.25 - random() * 0.4) +
    next(0.2 + random() * 0.45)
  )
}

const loom = (): string => {
  const random = randomFrom(81)
  const bands = ['#a43', '#a43', '#d94', '#edb', '#366', '#366', '#edb', '#b53', '#732']
  const ball = (x: number, y: number, r: number, fill: string, strand: string): string =>
    oval(x + 10, y + r, r * 1.1, r * 0.28, '#210', soft(14, 0.5)) +
    disc(x, y, r, fill) +
    times(7, (i) =>
      line(
        `M${x - r * 0.8} ${y - r * 0.5 + i * r * 0.17}Q${x} ${y - r * 1.1 + i * r * 0.34} ` +
          `${x + r * 0.85} ${y - r * 0.45 + i * r * 0.15}`,
        strand,
        3,
        fade(0.65),
      ),
    ) +
    disc(x, y, r, '@ball')
  return (
    defs(
      slant('wall', '#fec', '#dc9', '#b96'),
      across('post', '#853', '#da6', '#a74', '#742'),
      down('beam', '#da7', '#b84', '#752'),
      round3d('ball', '#fff5', '#fff0', '#0006'),
    ) +
    all('@wall') +
    shape('M60 0L420 0L760 720L330 720Z', '#fed', soft(24, 0.55)) +
    planks(0, 710, 1200, 190, 3, ['#642', '#753', '#632'], 3) +
    group(
      rect(330, 90, 50, 660, '#531') +
        rect(880, 90, 50, 660, '#531') +
        rect(330, 120, 600, 50, '#531') +
        rect(400, 440, 460, 260, '#531'),
      soft(24, 0.4, 50, 24),
    ) +
    group(
      times(60, (i) => line(`M${354 + i * 8.2} 140V690`, i % 2 ? '#ffe' : '#dca', 2.6)) +
        times(29, (row) => {
          const right = row < 2 ? 560 + row * 150 : 842 + random() * 8
          const y = 446 + row * 8.6
          const colour = pick(bands, Math.floor(row / 3.2))
          return (
            line(`M${350 - random() * 6} ${y}H${round(right)}`, '#521', 9) +
            line(
              `M352 ${y - 0.5}H${round(right)}`,
              colour,
              7.6,
              `stroke-dasharray="5 11.4" stroke-dashoffset="${(row % 2) * 8.2}"`,
            ) +
            line(`M352 ${y}H${round(right)}`, colour, 6, fade(0.82))
          )
        }) +
        rect(280, 60, 56, 740, '@post', rx(9)) +
        rect(858, 60, 56, 740, '@post', rx(9)) +
        rect(250, 96, 694, 54, '@beam', rx(9)) +
        rect(250, 690, 694, 58, '@beam', rx(9)) +
        rect(310, 262, 574, 20, '@beam', rx(9)) +
        times(4, (i) => disc(i % 2 ? 886 : 308, i < 2 ? 123 : 719, 13, '#531')) +
        line('M560 440C620 380 640 420 700 408', '#a43', 5) +
        shape('M610 410Q730 360 860 388Q740 440 610 410Z', '#853') +
        shape('M670 402Q740 384 805 393Q740 416 670 402Z', '#a43'),
      'transform="rotate(-1.2 600 450)"',
    ) +
    ball(1040, 752, 74, '#366', '#9cb') +
    ball(1132, 800, 58, '#d94', '#fda') +
    line('M985 800C900 860 760 790 640 850S420 830 330 866', '#366', 5) +
    corners()
  )
}

const kettle = (): string => {
  const random = randomFrom(82)
  return (
    defs(
      across('steel', '#678', '#dee', '#abb', '#fff', '#bcc', '#566'),
      down('top', '#dcb', '#ba9', '#987'),
      across('mug', '#842', '#d75', '#b53', '#732'),
      down('black', '#544', '#222'),
    ) +
    all('#bcb') +
    times(
      35,
      (i) =>
        rect(
          (i % 7) * 176 - 10,
          Math.floor(i / 7) * 132 - 8,
          170,
          126,
          pick(['#ded', '#cdc', '#ded', '#cdc'], Math.floor(random() * 50)),
          rx(6),
        ) + line(`M${(i % 7) * 176} ${Math.floor(i / 7) * 132}h150`, '#fff9', 4),
    ) +
    shape('M760 0L1200 0L1200 330L960 640L560 640Z', '#ffe', soft(14, 0.4)) +
    rect(0, 636, 1200, 264, '@top') +
    rect(0, 630, 1200, 14, '#fed') +
    speckle(0, 650, 1200, 250, 420, ['#665', '#fed', '#876'], 4, 5) +
    rect(120, 470, 110, 80, '#fed', rx(10)) +
    disc(175, 510, 27, '#dcb') +
    line('M185 515C240 620 190 740 330 735S420 728 440 728', '#322', 9) +
    disc(175, 512, 19, '#322') +
    oval(520, 752, 300, 44, '#321', soft(14, 0.55)) +
    oval(560, 736, 200, 38, '#222') +
    oval(560, 726, 198, 34, '#333') +
    line('M712 372C880 330 880 600 742 640', '@black', 46) +
    line('M740 372C848 352 856 560 770 606', '#888a', 7) +
    shape('M440 350L352 318Q336 316 344 340L418 452Z', '@steel') +
    shape('M432 338C408 460 388 600 382 708Q560 762 738 708C732 600 712 460 688 338Z', '@steel') +
    shape('M384 690Q560 744 736 690L738 708Q560 762 382 708Z', '#222') +
    oval(560, 338, 128, 26, '#556') +
    shape('M438 332Q560 262 682 332Q560 362 438 332Z', '@steel') +
    oval(560, 287, 34, 20, '@black') +
    rect(546, 430, 28, 190, '#345', rx(14)) +
    rect(551, 500, 18, 115, '#ade', rx(9)) +
    oval(560, 702, 9, 7, '#f83') +
    oval(560, 702, 26, 18, '#f83', soft(14, 0.35)) +
    group(
      line('M345 300C300 240 370 200 330 140S380 60 330 10', '#fff', 34) +
        line('M360 300C400 220 350 180 410 110', '#fff', 26),
      soft(14, 0.7),
    ) +
    oval(985, 792, 130, 26, '#321', soft(14, 0.5)) +
    line('M1060 660C1140 650 1130 760 1050 750', '#a42', 22) +
    shape('M872 622L886 780Q970 812 1054 780L1068 622Z', '@mug') +
    oval(970, 622, 98, 24, '#d86') +
    oval(970, 625, 84, 18, '#421') +
    line('M1010 632C1030 660 1020 690 1024 712', '#fff', 3) +
    shape('M1008 708l32 -3l4 36l-33 4Z', '#ec5') +
    corners('#2107')
  )
}

const mirror = (): string => {
  const random = randomFrom(83)
  return (
    defs(
      slant('wall', '#465', '#354', '#233'),
      clip('in', disc(450, 420, 288, '#000')),
      slant('ring', '#fd9', '#b83', '#752', '#eb7'),
      down('sky', '#ffe', '#edb'),
      slant('sheen', '#fff6', '#fff0', '#fff0', '#fff3'),
      across('vase', '#a53', '#d97', '#b64', '#742'),
      down('top', '#c95', '#853'),
    ) +
    all('@wall') +
    speckle(0, 0, 900, 900, 160, ['#fff2', '#0002'], 10, 8) +
    disc(490, 470, 312, '#021', soft(14, 0.6)) +
    group(
      group(
        rect(100, 100, 700, 700, '#db8') +
          rect(100, 590, 700, 200, '#964') +
          rect(205, 190, 190, 260, '#fed') +
          rect(216, 200, 168, 240, '@sky') +
          line('M300 200V440M216 310H384', '#fff', 9) +
          shape('M196 170Q240 320 190 520L150 520L150 170Z', '#ecb') +
          shape('M404 170Q380 320 424 520L440 520L440 170Z', '#edc') +
          rect(560, 180, 190, 430, '#753') +
          times(
            4,
            (i) =>
              rect(572, 196 + i * 100, 170, 84, '#532') +
              times(9, (k) =>
                rect(
                  576 + k * 15,
                  212 + i * 100 + random() * 14,
                  13,
                  68 - random() * 6,
                  pick(['#b53', '#da6', '#577', '#edb', '#785'], Math.floor(random() * 60)),
                ),
              ),
          ),
        soft(4),
      ) +
        shape('M330 740C330 600 380 560 450 556C520 560 580 600 580 740Z', '#c83') +
        shape('M330 740C330 600 380 560 420 556C380 610 380 680 376 740Z', '#862') +
        rect(424, 500, 54, 70, '#a74') +
        oval(450, 440, 70, 86, '#321') +
        shape('M384 460Q374 540 402 560L410 470Z', '#321') +
        line('M560 690C600 600 560 540 512 500', '#c83', 54) +
        oval(500, 492, 26, 32, '#b85') +
        rect(402, 380, 92, 168, '#112', rx(14)) +
        disc(424, 404, 9, '#456') +
        times(4, (i) => line(`M508 ${452 + i * 24}h-22`, '#c86', 19)) +
        rect(100, 100, 700, 700, '@sheen') +
        shape('M200 700L480 120L540 120L260 720Z', '#fff2'),
      'clip-path="url(#in)"',
    ) +
    disc(450, 420, 298, 'none', edge('@ring', 30)) +
    rect(0, 985, 900, 215, '#532') +
    rect(0, 960, 900, 50, '@top') +
    grain(0, 965, 900, 40, 30, '#321', 4) +
    rect(0, 1008, 900, 40, '#0005', soft(14)) +
    oval(720, 975, 110, 18, '#210', soft(14, 0.6)) +
    times(
      9,
      (i) =>
        line(`M690 790Q${670 + i * 9} 690 ${590 + i * 27} ${600 + Math.abs(4 - i) * 22}`, '#b96', 4) +
        foliage(590 + i * 27, 610 + Math.abs(4 - i) * 22, 16, 40, 16, ['#ec9', '#ca6', '#edb'], 10, 40 + i),
    ) +
    shape('M664 780Q660 820 630 860Q600 930 660 976L724 976Q784 930 752 860Q722 820 718 780Z', '@vase') +
    oval(691, 780, 27, 8, '#632') +
    oval(190, 966, 120, 26, '#345') +
    oval(190, 952, 118, 22, '#79a') +
    corners()
  )
}

const laptops = (): string => {
  const laptop = (screen: string, body: string, dark: string): string =>
    shape('M-70 445L530 445L500 300L-40 300Z', '#210', soft(14, 0.55, 0, 18)) +
    rect(-12, -12, 484, 314, dark, rx(16)) +
    rect(0, 0, 460, 288, screen, rx(4)) +
    shape('M-12 300L472 300L524 436Q526 446 512 446L-52 446Q-66 446 -64 436Z', body) +
    shape('M-64 436L524 436L520 452Q518 456 508 456L-48 456Q-58 456 -60 452Z', dark) +
    times(52, (i) => {
      const y = 312 + Math.floor(i / 13) * 19
      const wide = 440 + (y - 300) * 0.72
      return rect(230 - wide / 2 + ((i % 13) * wide) / 13, y, wide / 13 - 5, 15, '#333', rx(3))
    }) +
    shape('M160 394L300 394L306 432L154 432Z', dark, fade(0.45))
  return (
    defs(
      down('left', '#dee', '#bde'),
      down('right', '#fed', '#ec9'),
      across('silver', '#bbb', '#eee', '#ccc'),
      across('gold', '#556', '#889', '#556'),
    ) +
    all('#dcb') +
    group(
      rect(-50, -40, 1300, 420, '#bcb') +
        oval(250, 120, 240, 170, '#796') +
        oval(720, 60, 260, 150, '#8b7') +
        oval(1050, 170, 210, 190, '#585') +
        oval(480, 60, 120, 90, '#ffd') +
        rect(560, -40, 44, 420, '#eed') +
        rect(-50, 372, 1300, 40, '#eed'),
      soft(24),
    ) +
    planks(0, 430, 1200, 470, 4, ['#da6', '#c95', '#da7'], 12) +
    shape('M0 430L520 430L240 900L0 900Z', '#fec', soft(24, 0.28)) +
    group(
      laptop('@left', '@silver', '#667') +
        rect(0, 0, 110, 288, '#368') +
        rect(0, 0, 460, 40, '#257') +
        times(6, (i) => rect(18, 66 + i * 32, 70, 10, '#acd', rx(5))) +
        times(7, (i) => rect(150, 76 + i * 28, 150 + ((i * 67) % 130), 12, '#7ab', rx(5))) +
        shape('M0 288L210 0L290 0L80 288Z', '#fff2'),
      'transform="translate(92 270) skewY(3.5) scale(0.94)"',
    ) +
    group(
      laptop('@right', '@gold', '#344') +
        rect(0, 0, 460, 46, '#c63') +
        times(6, (i) =>
          rect(
            28 + (i % 3) * 140,
            70 + Math.floor(i / 3) * 106,
            122,
            90,
            pick(['#e95', '#d74', '#eb7'], i),
            rx(10),
          ),
        ) +
        shape('M240 288L450 0L460 0L460 100L330 288Z', '#fff3'),
      'transform="translate(688 299) skewY(-3.5) scale(0.94)"',
    ) +
    oval(600, 862, 84, 18, '#310', soft(14, 0.5)) +
    oval(592, 830, 66, 60, '#eed') +
    oval(592, 822, 52, 46, '#dcb') +
    oval(592, 826, 46, 39, '#531') +
    line('M654 800q44 -6 40 28t-48 24', '#eed', 15) +
    line('M950 872L1140 800', '#368', 13) +
    line('M1140 800l14 -6', '#ec9', 11) +
    corners('#2106')
  )
}

const litHouse = (): string => {
  const random = randomFrom(91)
  const dark = (x: number, y: number, w: number, h: number): string =>
    rect(x - 7, y - 7, w + 14, h + 14, '#556') +
    rect(x, y, w, h, '#124') +
    line(`M${x + w / 2} ${y}v${h}M${x} ${y + h * 0.4}h${w}`, '#556', 6) +
    shape(`M${x} ${y}h${w}l${-w} ${h * 0.5}Z`, '#78b4')
  return (
    defs(
      down('sky', '#124', '#347', '#768', '#c87', '#eb8'),
      glow('light', '#fc7c', '#fb45', '#fb40'),
      down('wall', '#435', '#324'),
      down('lawn', '#233', '#122'),
      down('win', '#fea', '#fc5', '#e94'),
    ) +
    rect(0, 0, 1200, 640, '@sky') +
    times(46, () => oval(random() * 1200, random() * 300, 2, 2, '#fff', fade(round(random())))) +
    foliage(120, 640, 330, 70, 130, ['#224', '#234', '#123'], 44, 2) +
    foliage(1110, 620, 260, 80, 110, ['#223', '#224'], 44, 6) +
    rect(0, 640, 1200, 260, '@lawn') +
    branch(1080, 700, -1.62, 150, 30, '#112', randomFrom(5)) +
    shape('M400 330L860 330L860 690L400 690Z', '@wall') +
    times(26, (i) =>
      line(
        `M400 ${344 + i * 13.4}H860`,
        '#112',
        2,
        `opacity="0.45" stroke-dasharray="26 5" stroke-dashoffset="${(i % 2) * 15}"`,
      ),
    ) +
    rect(735, 130, 58, 130, '#423') +
    rect(726, 124, 76, 16, '#545') +
    line('M764 112C730 70 840 60 800 20S900 -40 880 -60', '#cbc', 24, soft(4, 0.4)) +
    shape('M350 350L480 150L780 150L910 350Z', '#213') +
    times(9, (i) =>
      line(
        `M${470 - i * 14} ${168 + i * 21}H${790 + i * 14}`,
        '#435',
        4,
        'opacity="0.55" stroke-dasharray="22 4"',
      ),
    ) +
    line('M350 350H910', '#657', 12) +
    dark(450, 410, 90, 110) +
    dark(720, 410, 90, 90) +
    dark(720, 560, 90, 90) +
    rect(584, 532, 96, 158, '#767') +
    rect(592, 540, 80, 150, '#465') +
    rect(606, 556, 52, 40, '#124') +
    disc(664, 622, 5, '#ca6') +
    oval(495, 590, 280, 230, '@light') +
    rect(438, 538, 116, 122, '#864') +
    rect(446, 546, 100, 106, '@win') +
    shape('M446 546h30q-4 60 -26 106h-4ZM546 546h-26q2 66 22 106h4Z', '#d73b') +
    line('M496 546v106M446 588h100', '#754', 6) +
    rect(428, 658, 136, 12, '#a86') +
    shape('M446 690L546 690L640 850L250 850Z', '#fc6', soft(24, 0.35)) +
    shape('M592 690L674 690C700 760 640 820 760 900L470 900C560 820 580 760 592 690Z', '#445') +
    grass(0, 1200, 700, 210, 34, 360, ['#233', '#233', '#122', '#344'], 7) +
    grass(330, 250, 720, 110, 30, 90, ['#874', '#a84', '#663'], 11) +
    times(8, (i) => rect(i * 46 - 10, 760 - i * 3, 15, 120, '#113', rx(4))) +
    line('M-10 790L340 768M-10 836L340 812', '#113', 11) +
    corners('#002c')
  )
}

const rucksack = (): string => {
  const strap = (x: number): string =>
    rect(x, 560, 34, 300, '@tan', rx(8)) +
    rect(x - 8, 676, 50, 50, '#dc7', rx(8)) +
    rect(x + 3, 688, 28, 26, '#752', rx(4)) +
    times(6, (i) => disc(x + 17, 750 + i * 18, 3, '#421'))
  return (
    defs(
      down('wall', '#edc', '#db9'),
      across('cloth', '#245', '#488', '#367', '#134'),
      across('tan', '#852', '#c84', '#852'),
      round3d('flap', '#599', '#367', '#245'),
      across('bottle', '#b42', '#e86', '#d53', '#932'),
      down('roll', '#eb9', '#d86', '#a54'),
    ) +
    rect(0, 0, 900, 880, '@wall') +
    rect(0, 590, 900, 270, '#898') +
    times(10, (i) => rect(i * 96 - 40, 600, 88, 260, '#9a9') + line(`M${i * 96 - 42} 600v260`, '#676', 3)) +
    rect(0, 572, 900, 28, '#ab9') +
    shape('M0 0L330 0L620 860L160 860Z', '#ffe', soft(24, 0.45)) +
    rect(0, 836, 900, 46, '#bcb') +
    floor(380, 420, 880, 1200, 900, 150, ['#b74', '#a74', '#b85', '#963']) +
    oval(490, 1092, 370, 56, '#210', soft(24, 0.65)) +
    group(
      rect(210, 208, 480, 150, '@roll', rx(75)) +
        oval(640, 283, 50, 75, '#b65') +
        line('M640 283m-4 0a14 20 0 1 1 14 22a26 40 0 1 1 6 -68a34 56 0 1 1 -30 104', '#743', 6) +
        times(2, (i) => rect(320 + i * 228, 200, 30, 166, '@tan', rx(8))) +
        shape('M640 460L700 150L736 156L700 480Z', '#345') +
        line('M718 150q8 -70 56 -52', '#b85', 18) +
        rect(120, 560, 120, 300, '@bottle', rx(40)) +
        rect(148, 510, 64, 64, '#433', rx(12)) +
        shape('M220 420C180 640 160 900 214 1060Q450 1130 686 1060C740 900 720 640 680 420Z', '@cloth') +
        shape('M204 620C120 660 110 960 190 1010Q240 1020 262 990L250 640Z', '#245') +
        shape(
          'M280 760C250 880 260 1000 290 1050Q450 1096 610 1050C640 1000 650 880 620 760Q450 720 280 760Z',
          '@flap',
        ) +
        line('M296 800Q450 768 604 800', '#134', 5, 'stroke-dasharray="14 9"') +
        shape(
          'M206 430C230 350 330 330 450 334C570 330 670 350 694 430C716 520 700 600 676 640Q450 ' +
            '700 224 640C200 600 184 520 206 430Z',
          '@flap',
        ) +
        line('M226 622Q450 682 674 622', '#134', 5, 'stroke-dasharray="14 9"') +
        strap(318) +
        strap(548) +
        line('M406 346C402 276 498 276 494 346', '#852', 20) +
        line('M700 500C780 640 790 900 700 1040', '@tan', 26),
      place(20, 30),
    ) +
    corners('#2108')
  )
}

const rowingBoat = (): string => {
  const random = randomFrom(93)
  const oar = (x: number, side: number): string => {
    const tip = x - 110
    const y = side * 330
    return (
      times(3, (i) =>
        oval(
          tip - 4,
          y + side * 8,
          54 + i * 30,
          30 + i * 18,
          'none',
          `stroke="#dee" stroke-width="${4 - i}" opacity="${0.7 - i * 0.18}"`,
        ),
      ) +
      line(`M${x + 36} ${side * 30}L${tip} ${y}`, '#134', 13, fade(0.35, 18, 26)) +
      line(`M${x + 36} ${side * 30}L${tip} ${y}`, '#da6', 12) +
      line(`M${x + 36} ${side * 30}L${x + 18} ${side * 82}`, '#642', 16) +
      shape(
        `M${tip + 16} ${y - side * 70}L${tip + 40} ${y - side * 58}L${tip + 14} ` +
          `${y + side * 34}L${tip - 26} ${y + side * 20}Z`,
        '#fed',
      ) +
      shape(
        `M${tip - 6} ${y - side * 8}L${tip + 24} ${y}L${tip + 14} ${y + side * 34}L${tip - 26} ` +
          `${y + side * 20}Z`,
        '#c43',
      ) +
      disc(x, side * 104, 13, '#334')
    )
  }
  return (
    defs(
      slant('water', '#8cb', '#488', '#256', '#145'),
      down('in', '#852', '#c85', '#a63'),
      across('rim', '#edc', '#ffe', '#dca'),
    ) +
    all('@water') +
    group(oval(240, 150, 300, 90, '#efe'), soft(24, 0.5)) +
    times(190, (i) => {
      const y = i * 4.8
      const x = random() * 1200
      const wide = 20 + random() * 90
      return line(
        `M${round(x)} ${round(y)}q${round(wide / 4)} ${round(-6 - random() * 6)} ` +
          `${round(wide / 2)} 0t${round(wide / 2)} 0`,
        i % 3 ? '#ced' : '#145',
        1.5 + random() * 2.5,
        fade(0.35),
      )
    }) +
    group(
      shape('M-480 0C-300 -150 260 -150 470 0C260 150 -300 150 -480 0Z', '#023', soft(24, 0.6, 30, 44)) +
        shape('M-480 0C-300 -150 260 -150 470 0C260 150 -300 150 -480 0Z', '#a32') +
        shape('M-462 0C-290 -134 250 -134 452 0C250 134 -290 134 -462 0Z', '@rim') +
        shape('M-430 0C-270 -112 240 -112 420 0C240 112 -270 112 -430 0Z', '@in') +
        times(7, (i) =>
          line(`M-400 ${-36 + i * 12}Q0 ${(-36 + i * 12) * 2.2} 396 ${-36 + i * 12}`, '#5318', 2.5),
        ) +
        times(13, (i) =>
          line(`M${-330 + i * 55} ${-70 + Math.abs(6 - i) * 5}V${70 - Math.abs(6 - i) * 5}`, '#642a', 7),
        ) +
        shape('M-430 0C-270 -112 240 -112 420 0C240 -60 -270 -60 -430 0Z', '#3105') +
        [
          [-230, 70],
          [10, 86],
          [226, 66],
        ]
          .map(
            ([x = 0, half = 0]) =>
              rect(x + 8, -half, 62, half * 2, '#3106') +
              rect(x, -half, 60, half * 2, '#da6', rx(5)) +
              grain(x, -60, 58, 120, 8, '#531', x + 300),
          )
          .join('') +
        oar(-80, -1) +
        oar(-80, 1) +
        oar(170, -1) +
        oar(170, 1) +
        line('M330 14C360 40 300 50 320 20S380 0 400 4', '#edc', 8),
      place(612, 440, -17),
    ) +
    corners('#012c')
  )
}

const crossroads = (): string => {
  const random = randomFrom(101)
  const house = (x: number, w: number, top: number, wall: string): string =>
    shape(`M${x} 480V${top}L${x + w / 2} ${top - 70}L${x + w} ${top}V480Z`, wall) +
    line(`M${x - 2} ${top}L${x + w / 2} ${top - 72}L${x + w + 2} ${top}`, '#443', 9) +
    times(8, (i) =>
      rect(
        x + 16 + (i % 2) * (w / 2),
        top + 14 + Math.floor(i / 2) * 62,
        w / 2 - 32,
        40,
        random() > 0.75 ? '#fd9' : '#567',
        edge('#fed', 5),
      ),
    )
  const light = (x: number, y: number, size: number, lit: number, foot: number): string =>
    line(`M${x} ${y + size}V${foot}`, '#334', size * 0.16) +
    oval(x, foot, size * 0.3, size * 0.07, '#223') +
    rect(x - size * 0.32, y - size * 0.1, size * 0.64, size * 1.7, '#122', `rx="${size * 0.12}"`) +
    ['#f43', '#fb4', '#4d8']
      .map((colour, i) => {
        const cy = y + size * (0.2 + i * 0.52)
        return (
          (i === lit ? disc(x, cy, size * 1.3, `@lamp${i}`) : '') +
          disc(x, cy, size * 0.21, i === lit ? colour : '#433') +
          (i === lit ? disc(x - size * 0.05, cy - size * 0.06, size * 0.08, '#fffb') : '')
        )
      })
      .join('')
  return (
    defs(
      down('sky', '#9bc', '#ddc', '#eca'),
      down('road', '#888', '#556', '#445'),
      glow('lamp0', '#f549', '#f542', '#f540'),
      glow('lamp2', '#5e99', '#5e92', '#5e90'),
      glow('sun', '#fed', '#fec8', '#fec0'),
    ) +
    rect(0, 0, 1200, 500, '@sky') +
    oval(600, 420, 320, 220, '@sun') +
    group(foliage(600, 448, 140, 30, 60, ['#898', '#787'], 20, 3), soft(4)) +
    house(-30, 120, 200, '#843') +
    house(92, 130, 170, '#ca7') +
    house(224, 116, 220, '#754') +
    house(342, 120, 252, '#b75') +
    house(742, 124, 244, '#954') +
    house(868, 112, 200, '#cb9') +
    house(982, 128, 232, '#754') +
    house(1112, 130, 180, '#a64') +
    rect(0, 470, 1200, 430, '@road') +
    shape('M0 470H470L430 520L0 560ZM1200 470H730L770 520L1200 560Z', '#ba9') +
    line('M0 560L430 520L470 472M1200 560L770 520L730 472', '#dcb', 6) +
    shape('M0 735H150Q250 770 210 900H0ZM1200 735H1060Q960 770 1000 900H1200Z', '#a98') +
    line('M0 735H150Q250 770 210 900M1200 735H1060Q960 770 1000 900', '#dcb', 9) +
    oval(600, 560, 190, 240, '@sun', fade(0.35)) +
    oval(1090, 700, 34, 160, '#f54', soft(14, 0.4)) +
    oval(180, 690, 30, 110, '#4d8', soft(14, 0.4)) +
    times(9, (i) => line(`M${i * 150 - 20} 646h70`, '#eeda', 6)) +
    times(8, (i) => shape(`M${300 + i * 80} 735h42l${(i - 3.5) * 12 + 6} 100h-54Z`, '#eedd')) +
    light(455, 400, 46, 0, 516) +
    light(752, 392, 48, 2, 520) +
    oval(680, 632, 150, 14, '#223', soft(4, 0.6)) +
    shape('M540 612Q540 576 590 572L628 536Q640 528 720 530Q748 532 774 570Q820 574 822 612Z', '#378') +
    shape('M606 570L636 542H682V570ZM692 570V542H718Q738 544 754 570Z', '#cde') +
    [600, 762].map((x) => disc(x, 614, 25, '#222') + disc(x, 614, 11, '#bbc')).join('') +
    oval(546, 594, 9, 7, '#fec') +
    light(180, 330, 104, 2, 790) +
    light(1090, 120, 190, 0, 880) +
    corners('#1128')
  )
}

const dictionary = (): string => {
  const random = randomFrom(102)
  const at = (side: number, u: number, v: number, drop = 0): string =>
    `${round(600 + side * (u * (430 + v * 46) + drop * 0.2))} ` +
    `${round(150 + v * 530 - 62 * Math.sin(Math.PI * u ** 0.6) + drop)}`
  const along = (side: number, from: number, to: number, v: number, drop = 0): string =>
    Array.from({ length: 9 }, (_, i) => at(side, from + ((to - from) * i) / 8, v, drop)).join('L')
  const page = (side: number): string =>
    shape(`M${along(side, 0, 1, 0)}L${at(side, 1, 0, 96)}L${along(side, 1, 0, 1, 96)}Z`, '#dc9') +
    times(15, (k) =>
      line(`M${at(side, 1, 0, k * 6.4)}L${along(side, 1, 0, 1, k * 6.4)}`, k % 3 ? '#b97' : '#874', 1.8),
    ) +
    shape(`M${along(side, 0, 1, 0)}L${along(side, 1, 0, 1)}Z`, side < 0 ? '@left' : '@right') +
    times(2, (col) =>
      times(31, (row) => {
        const v = 0.07 + row * 0.028
        const edge = side < 0 ? 0.9 - col * 0.43 : 0.12 + col * 0.43
        const far = edge - side * -0.37 * (row % 6 === 5 ? 0.4 + random() * 0.4 : 1)
        const words = `${Math.floor(14 + random() * 24)} 5 ${Math.floor(8 + random() * 16)} 6`
        return (
          line(`M${along(side, edge, far, v)}`, '#543', 4, `opacity="0.75" stroke-dasharray="${words}"`) +
          (row % 6 ? '' : line(`M${along(side, edge - side * 0.015, edge + side * 0.1, v)}`, '#321', 8))
        )
      }),
    )
  const lens = (x: number): string =>
    oval(x, 0, 76, 66, '#dee4') + oval(x, 0, 76, 66, 'none', edge('#421', 11))
  return (
    defs(
      across('left', '#fed', '#edc', '#ca8'),
      across('right', '#b97', '#edc', '#ffe'),
      slant('sun', '#fec5', '#fec0', '#0004'),
    ) +
    planks(0, 0, 1200, 900, 5, ['#432', '#532', '#432'], 21) +
    shape('M90 180L1110 180L1180 850L20 850Z', '#100', soft(24, 0.75, 14, 18)) +
    shape('M140 130L1060 130L1122 800Q860 770 600 812Q340 770 78 800Z', '#722') +
    line('M140 130L78 800Q340 770 600 812Q860 770 1122 800L1060 130', '#a43', 6) +
    page(-1) +
    page(1) +
    times(8, (i) =>
      shape(
        `M${at(1, 1.004, 0.06 + i * 0.108)}A24 22 0 0 0 ${at(1, 1.004, 0.13 + i * 0.108)}Z`,
        pick(['#a43', '#421'], i),
        edge('#874', 5),
      ),
    ) +
    shape(
      `M${along(-1, 0.12, 0, 0)}L${along(1, 0, 0.12, 0)}` +
        `L${along(1, 0.12, 0, 1)}L${along(-1, 0, 0.12, 1)}Z`,
      '#431',
      soft(8, 0.32),
    ) +
    shape('M592 660L612 660C616 760 640 800 628 880L612 862L600 884C612 800 588 760 592 660Z', '#b43') +
    group(
      group(lens(-90) + lens(90), soft(8, 0.35, 12, 20)) +
        lens(-90) +
        lens(90) +
        line('M-18 -12Q0 -30 18 -12', '#421', 10) +
        line('M-166 -10L-190 -190M166 -10L210 -180', '#421', 9),
      place(330, 560, -14),
    ) +
    all('@sun') +
    corners()
  )
}

const keyInLock = (): string => {
  const random = randomFrom(103)
  const bunch = (brass: string, dark: string, tag: string): string =>
    line('M224 900C170 960 190 1040 250 1040S320 950 262 905', dark, 11) +
    group(
      disc(0, 40, 46, 'none', edge(brass, 22)) +
        rect(-12, 84, 24, 84, brass) +
        shape('M12 112h36v18h-18v14h26v18h-44Z', brass),
      place(238, 1010, 14),
    ) +
    group(rect(-34, 20, 68, 130, tag, rx(20)) + disc(0, 44, 9, '#234'), place(270, 1020, -24)) +
    line('M524 716L366 800', brass, 40) +
    line('M468 740l18 34M444 752l18 34', dark, 12) +
    oval(262, 852, 104, 78, 'none', edge(brass, 44) + ' transform="rotate(-28 262 852)"')
  return (
    defs(
      across('door', '#367', '#479', '#378', '#256'),
      across('plate', '#862', '#ed8', '#c94', '#752'),
      slant('brass', '#ed9', '#b83', '#641'),
      slant('lever', '#feb', '#c94', '#641'),
      slant('sun', '#fec6', '#fec0', '#0005'),
      slant('iron', '#ddd', '#899', '#455'),
    ) +
    times(
      4,
      (i) =>
        rect(i * 250 - 60, 0, 250, 1200, '@door') +
        line(`M${i * 250 - 60} 0V1200`, '#134', 9) +
        line(`M${i * 250 - 50} 0V1200`, '#8bc9', 3),
    ) +
    times(90, () =>
      line(
        `M${round(random() * 900)} ${round(random() * 1100)}v${round(30 + random() * 160)}`,
        random() > 0.5 ? '#245' : '#7ac4',
        2,
      ),
    ) +
    speckle(0, 880, 900, 320, 70, ['#a86', '#cba', '#764'], 7, 3) +
    rect(450, 150, 190, 870, '#123', rx(60) + soft(14, 0.6, 16, 24)) +
    rect(440, 130, 190, 870, '@plate', rx(60)) +
    line('M452 200V930', '#fec9', 4) +
    [196, 934].map((y) => disc(535, y, 19, '#862') + line(`M524 ${y - 8}l22 16`, '#431', 5)).join('') +
    group(line('M535 400C420 380 330 400 200 430', '#123', 56), soft(14, 0.5, 14, 40)) +
    disc(535, 390, 72, '#752') +
    disc(535, 386, 64, '@brass') +
    line('M535 388C430 350 320 372 180 418', '#752', 62) +
    line('M535 384C430 346 320 368 182 414', '@lever', 52) +
    line('M520 366C430 336 330 352 200 396', '#fedb', 8) +
    oval(535, 716, 58, 66, '#752') +
    oval(535, 712, 50, 58, '@brass') +
    shape('M518 690a18 18 0 1 1 34 0l10 56h-54Z', '#210') +
    group(bunch('#123', '#123', '#123'), soft(14, 0.5, 34, 36)) +
    bunch('@iron', '#455', '#b43') +
    line('M200 800Q250 770 316 790', '#fffa', 6) +
    all('@sun') +
    corners()
  )
}

const boots = (): string => {
  const random = randomFrom(104)
  const boot = (dull: number): string =>
    shape(
      'M150 0L330 0L322 330Q322 430 340 478L336 500L-4 500L-10 470Q-30 392 70 372Q148 354 154 280Z',
      dull ? '#b81' : '@skin',
    ) +
    shape('M-12 468Q160 492 342 462L346 506Q340 516 326 516H240V500H180L176 516H6Q-10 516 -10 500Z', '#531') +
    oval(240, 0, 90, 22, '#751') +
    oval(240, 4, 76, 14, '#320') +
    line('M152 40Q240 66 328 40', '#b81', 8) +
    line('M176 60Q184 200 172 300', '#febb', 14) +
    line('M160 320Q200 350 260 330M200 390Q240 400 300 380', '#a719', 5) +
    speckle(0, 420, 330, 50, 34, ['#642', '#864'], 8, 5 + dull)
  return (
    defs(
      across('skin', '#d91', '#fd5', '#fb3', '#b71'),
      across('door', '#354', '#476', '#365'),
      down('step', '#cba', '#987'),
      down('wet', '#888', '#556'),
    ) +
    bricks(900, 900, 132, 54, ['#a54', '#843', '#b64', '#743'], '#cba', 6) +
    rect(20, 0, 620, 930, '#eed') +
    rect(20, 0, 24, 930, '#ccb') +
    rect(616, 0, 24, 930, '#ba9') +
    rect(70, 0, 520, 920, '@door') +
    rect(130, 0, 400, 330, '#243') +
    rect(144, 0, 372, 316, '#bcc') +
    line('M330 0V316', '#365', 16) +
    shape('M144 60L330 0L400 0L144 200Z', '#fff5') +
    shape('M150 0Q200 160 150 316L144 316V0ZM516 0Q470 160 516 316Z', '#eed') +
    rect(130, 430, 400, 400, '#243') +
    rect(146, 446, 368, 368, '@door') +
    rect(300, 366, 130, 26, '#ca5', rx(6)) +
    disc(552, 410, 22, '#ca5') +
    line('M552 410h-70', '#db7', 16) +
    rect(0, 915, 900, 60, '@step') +
    rect(0, 970, 900, 230, '@wet') +
    times(18, (i) => line(`M${(i - 5) * 110} 1200L${200 + (i - 5) * 70} 974`, '#3449', 4)) +
    line('M0 1030H900M0 1110H900', '#3449', 4) +
    oval(200, 1120, 190, 34, '#bccb') +
    oval(220, 1116, 120, 16, '#deea') +
    shape('M280 975L840 975L890 1110L200 1110Z', '#753') +
    times(70, (i) =>
      line(`M${round(240 + random() * 610)} ${round(980 + i * 1.7)}v10`, pick(['#531', '#a75'], i), 3),
    ) +
    line('M790 330L742 950', '#234', 16) +
    shape('M772 420Q700 700 738 940Q780 960 800 900Q840 660 812 420Z', '#b34') +
    line('M790 424Q760 700 744 930', '#723', 6) +
    line('M792 420L800 300q8 -56 60 -40', '#642', 18) +
    oval(560, 1060, 270, 34, '#210', soft(14, 0.65)) +
    group(boot(1), 'transform="translate(430 486) rotate(3 200 500)"') +
    group(boot(0), 'transform="translate(330 540) rotate(-2 200 500)"') +
    times(70, () => line(`M${round(random() * 900)} ${round(random() * 1150)}l-8 44`, '#eff6', 2)) +
    corners()
  )
}

const twinTree = (): string => {
  const random = randomFrom(111)
  const trunk =
    'M330 1040Q400 1000 404 880C400 780 330 640 214 470L262 440C350 560 424 700 456 944C490 ' +
    '700 560 560 622 400' +
    'L676 424C616 580 540 740 520 880Q524 1000 610 1040Q540 1020 500 1050Q460 1022 420 1052' +
    'Q380 1028 330 1040Z'
  return (
    defs(
      down('sky', '#8bc', '#cdd', '#feb'),
      across('bark', '#a74', '#753', '#432'),
      down('field', '#bc6', '#8a4', '#573'),
      clip('clip', `<path d="${trunk}"/>`),
    ) +
    rect(0, 0, 900, 900, '@sky') +
    group(
      oval(170, 160, 190, 46, '#fff') + oval(300, 130, 120, 50, '#fff') + oval(740, 330, 200, 36, '#fff'),
      soft(24, 0.75),
    ) +
    oval(90, 720, 220, 130, '#fec', soft(24, 0.8)) +
    group(
      times(15, (i) =>
        oval(20 + i * 62, 800, 20 + random() * 10, 50 + random() * 60, pick(['#897', '#8a7', '#786'], i)),
      ),
      soft(4),
    ) +
    rect(0, 830, 900, 370, '@field') +
    oval(620, 1062, 360, 50, '#241', soft(24, 0.65)) +
    foliage(450, 350, 410, 250, 210, ['#353', '#252', '#463'], 44, 1) +
    shape(trunk, '@bark') +
    group(
      times(90, () => {
        const x = 200 + random() * 480
        const y = 430 + random() * 560
        return line(
          `M${round(x)} ${round(y)}q${round((450 - x) / 14)} 30 ${round((450 - x) / 5)} 64`,
          random() > 0.45 ? '#321' : '#da78',
          3.5,
        )
      }),
      'clip-path="url(#clip)"',
    ) +
    line('M300 560Q240 560 180 500M590 520Q660 520 720 450M350 640Q420 560 430 480', '#532', 20) +
    foliage(250, 330, 230, 180, 130, ['#583', '#473', '#794'], 34, 2) +
    foliage(650, 320, 210, 170, 120, ['#473', '#463', '#693'], 34, 4) +
    foliage(440, 200, 260, 120, 130, ['#7a4', '#694', '#8b5'], 30, 3) +
    foliage(240, 240, 190, 110, 120, ['#ac5', '#cd7', '#9b4'], 22, 7) +
    grass(0, 900, 960, 240, 40, 420, ['#794', '#8a4', '#573', '#ab5'], 12) +
    grass(330, 290, 1030, 50, 36, 60, ['#573', '#794'], 14) +
    speckle(0, 1000, 900, 190, 60, ['#fed', '#fd5', '#eab'], 8, 5) +
    corners('#1208')
  )
}

const wateringCan = (): string => {
  const random = randomFrom(112)
  const corner = Array.from({ length: 12 * 17 }, (_, i) => {
    const row = Math.floor(i / 17)
    const y = 548 + row * (14 + row * 2.3) + (random() - 0.5) * row * 3
    return [600 + ((i % 17) - 8 + (random() - 0.5) * 0.75) * (84 + row * 12), y] as const
  })
  const plate = (i: number): string => {
    const ends = [i, i + 1, i + 18, i + 17].map((k) => corner[k] ?? [0, 0])
    const mx = ends.reduce((sum, [x]) => sum + x, 0) / 4
    const my = ends.reduce((sum, [, y]) => sum + y, 0) / 4
    const d = ends.map(([x, y]) => `${round(mx + (x - mx) * 0.9)} ${round(my + (y - my) * 0.86)}`).join('L')
    const damp = Math.abs(mx - 400) < 120 && my > 640 && my < 790
    return shape(
      `M${d}Z`,
      pick(damp ? ['#853', '#752'] : ['#c96', '#ca7', '#b95', '#db8'], Math.floor(random() * 40)),
      'stroke="#eda" stroke-width="2.5" stroke-opacity="0.5" stroke-linejoin="round"',
    )
  }
  return (
    defs(
      down('sky', '#ec8', '#eda', '#db7'),
      across('zinc', '#677', '#bcc', '#89a', '#dee', '#788', '#456'),
      down('dark', '#0006', '#0000'),
    ) +
    rect(0, 0, 1200, 600, '@sky') +
    group(
      times(9, (i) =>
        oval(i * 150, 480 - (i % 3) * 50, 130, 150, pick(['#aa5', '#895', '#ba6', '#784'], i)),
      ) + oval(180, 110, 150, 110, '#fec'),
      soft(14),
    ) +
    rect(0, 545, 1200, 355, '#532') +
    times(11 * 16, (i) => plate(i + Math.floor(i / 16))) +
    rect(0, 545, 1200, 60, '@dark') +
    oval(690, 760, 300, 40, '#310', soft(14, 0.4)) +
    group(
      line('M402 722Q396 690 404 660', '#794', 7) +
        shape('M403 672Q370 630 340 640Q350 676 403 676Z', '#8b5') +
        shape('M404 664Q424 616 462 620Q456 660 404 668Z', '#ac6'),
      place(-264, -474, 0, 1.66),
    ) +
    times(11, (i) =>
      line(
        `M${446 - i * 7} ${404 + Math.abs(5 - i) * 4}Q${430 - i * 10} ${500 + i * 6} ` +
          `${470 - i * 14} ${680 + (i % 3) * 18}`,
        '#dee',
        3.5,
        `stroke-dasharray="${18 + ((i * 7) % 16)} ${12 + ((i * 5) % 14)}" opacity="0.9"`,
      ),
    ) +
    group(
      line('M-90 -170C-60 -330 250 -290 140 110', '#456', 30) +
        line('M-92 -174C-60 -324 240 -284 134 100', '#abb', 14) +
        shape('M-120 40L-392 -178L-366 -206L-120 -60Z', '@zinc') +
        shape('M-430 -150L-352 -240Q-340 -236 -346 -214L-392 -166Q-412 -152 -430 -150Z', '#abb') +
        oval(-393, -197, 62, 18, '#566', 'transform="rotate(-49 -393 -197)"') +
        times(7, (i) => disc(-420 + i * 9, -166 - i * 10.4, 3.5, '#233')) +
        shape('M-138 -140L-150 150Q0 206 150 150L138 -140Z', '@zinc') +
        oval(0, -140, 138, 34, '#788') +
        oval(66, -140, 62, 22, '#233') +
        line('M-143 -60Q0 -14 143 -60M-147 70Q0 120 147 70', '#567', 6),
      place(840, 290, -36),
    ) +
    corners('#3109')
  )
}

const openGate = (): string => {
  const random = randomFrom(113)
  const post = (x: number, y: number, w: number, h: number): string =>
    oval(x + w, y + h, w * 1.6, w * 0.3, '#2318') +
    rect(x, y, w, h, '@wood', rx(5)) +
    oval(x + w / 2, y + 2, w / 2, w * 0.2, '#dc9') +
    times(5, (i) =>
      line(`M${round(x + (w * (i + 1)) / 6)} ${y + 14}v${round(h * (0.4 + random() * 0.5))}`, '#4328', 1.8),
    )
  const bar = (x1: number, y1: number, x2: number, y2: number, thin: number, thick: number): string =>
    shape(`M${x1} ${y1}L${x2} ${y2}V${y2 + thick}L${x1} ${y1 + thin}Z`, '@bar') +
    line(`M${x1} ${y1}L${x2} ${y2}`, '#feda', 2.5)
  return (
    defs(
      down('sky', '#7ad', '#bdd', '#fec'),
      across('wood', '#cb9', '#a86', '#653'),
      across('bar', '#b96', '#db9'),
      down('field', '#bc7', '#9b5', '#683'),
      down('path', '#eda', '#db8', '#b95'),
    ) +
    rect(0, 0, 1200, 420, '@sky') +
    group(oval(260, 120, 260, 44, '#fff') + oval(930, 220, 300, 34, '#fff'), soft(14, 0.85)) +
    group(
      times(12, (i) => oval(690 + i * 46, 350, 15, 66 + random() * 22, pick(['#796', '#786', '#8a7'], i))) +
        shape('M90 400V330L160 280L230 330V400Z', '#a75') +
        shape('M76 336L160 270L244 336Z', '#743') +
        foliage(330, 370, 90, 40, 40, ['#796', '#8a7'], 24, 2),
      soft(8),
    ) +
    rect(0, 395, 1200, 505, '@field') +
    shape('M0 470Q300 440 640 458T1200 440V462Q900 476 640 474T0 494Z', '#acde') +
    [
      [300, 440],
      [352, 428],
      [960, 424],
      [1030, 436],
      [250, 424],
    ]
      .map(([x = 0, y = 0]) => oval(x, y, 17, 10, '#ffe') + disc(x + 16, y - 5, 6, '#543'))
      .join('') +
    shape(
      'M610 458Q560 500 600 560Q660 640 520 740Q440 800 400 900H960Q880 760 790 680Q690 590 ' +
        '650 530Q620 490 640 458Z',
      '@path',
    ) +
    line('M620 500Q590 560 640 640Q640 720 560 800L520 900M660 560Q700 640 780 740L850 900', '#a846', 14) +
    grass(0, 540, 500, 170, 26, 200, ['#7a4', '#9b5', '#694'], 3) +
    grass(720, 480, 500, 170, 26, 160, ['#7a4', '#9b5', '#694'], 5) +
    times(4, (i) => bar(-10, 470 + i * 50, 420, 476 + i * 40, 20, 17)) +
    post(110, 440, 30, 240) +
    post(270, 452, 26, 210) +
    times(3, (i) => bar(806, 480 + i * 44, 1210, 466 + i * 54, 17, 22)) +
    post(1010, 450, 26, 220) +
    shape('M812 676L1180 850L1200 880L840 720Z', '#231', soft(14, 0.4)) +
    times(5, (i) => bar(806, 466 + i * 46, 1140, 440 + i * 88, 20, 36)) +
    line('M812 664L1126 460', '#864', 26) +
    shape('M1124 420H1168V850L1124 838Z', '@wood') +
    shape('M800 452H826V686L800 676Z', '@wood') +
    post(400, 400, 46, 300) +
    post(764, 400, 48, 310) +
    rect(762, 478, 64, 12, '#333') +
    rect(762, 636, 64, 12, '#333') +
    grass(-10, 430, 690, 220, 56, 330, ['#683', '#7a4', '#473'], 8) +
    grass(930, 280, 780, 130, 56, 180, ['#683', '#7a4', '#473'], 9) +
    speckle(0, 690, 400, 200, 34, ['#fff', '#fc4', '#e78'], 9, 12) +
    corners('#1208')
  )
}

/** Drawn by hand with a pen: a month, and many heads at one of its days. */
const drawnMonth = (): string => {
  const random = randomFrom(114)
  const off = (most: number) => round((random() - 0.5) * most)
  const pen = (from: [number, number], to: [number, number], width = 7): string => {
    const middle = `${(from[0] + to[0]) / 2 + off(16)} ${(from[1] + to[1]) / 2 + off(16)}`
    return line(`M${from.join(' ')}Q${middle} ${to[0] + off(10)} ${to[1] + off(10)}`, '#1d2b36', width)
  }
  const loop = (x: number, y: number, size: number, colour: string, width: number): string =>
    line(
      `M${x - size} ${y + off(6)}C${x - size} ${y - size * 1.3} ${x + size} ${y - size * 1.4} ${x + size} ${y}` +
        `S${x - size * 1.1} ${y + size * 1.4} ${x - size + off(14)} ${y - off(20)}`,
      colour,
      width,
    )
  const day = (i: number): string => {
    const [x, y] = [150 + (i % 7) * 100, 300 + Math.floor(i / 7) * 110]
    return i % 7 > 4 || i === 17 ? '' : pen([x - 22, y + off(12)], [x + 24, y + off(12)], 5)
  }
  const head = (i: number): string => {
    const [x, y] = [930 + (i % 3) * 95 + off(20), 470 + Math.floor(i / 3) * 110 + off(24)]
    const mouth = line(`M${x - 12} ${y + 10}q12 ${i === 4 ? 22 : 12} 24 0`, '#1d2b36', 5)
    return loop(x, y, 34, '#1d2b36', 6) + mouth + pen([x, y + 38], [x + off(8), y + 78], 6)
  }
  return (
    all('#fff') +
    line('M100 170q10 -50 22 -4t22 6t22 -12t24 8t20 -30t26 24t22 -6t22 10t26 -10t20 4', '#1d2b36', 6) +
    times(8, (i) => pen([100 + i * 100 + off(8), 236], [100 + i * 100, 800])) +
    times(6, (i) => pen([92, 240 + i * 110 + off(8)], [806, 240 + i * 110])) +
    times(35, day) +
    loop(456, 526, 66, '#c98a00', 9) +
    loop(444, 516, 80, '#c98a00', 9) +
    pen([540, 500], [850, 470], 6) +
    pen([850, 470], [812, 446], 6) +
    pen([850, 470], [820, 502], 6) +
    times(9, head)
  )
}

const paintbrush = (): string => {
  const random = randomFrom(121)
  const blob = (cx: number, cy: number, r: number, fill: string): string => {
    const at = (turn: number, far: number): string =>
      `${round(cx + Math.cos(turn) * far * r)} ${round(cy + Math.sin(turn) * far * r * 0.9)}`
    const d =
      `M${at(0, 1)}` +
      times(8, (i) => `Q${at(i * 0.785 + 0.39, 1 + random() * 0.3)} ${at((i + 1) * 0.785, 1)}`)
    return (
      shape(d + 'Z', '#320', fade(0.45, 8, 12)) +
      shape(d + 'Z', fill) +
      line(`M${cx - r * 0.2} ${cy + r * 0.6}q${r * 0.9} ${r * 0.1} ${r * 0.85} ${-r * 0.8}`, '#0002', 16) +
      line(`M${cx - r * 0.55} ${cy - r * 0.2}q${r * 0.2} ${-r * 0.45} ${r * 0.6} ${-r * 0.45}`, '#fffa', 9)
    )
  }
  return (
    defs(
      slant('table', '#8aa', '#689', '#567'),
      slant('board', '#eb8', '#c95', '#a73'),
      down('handle', '#ec6', '#c73', '#741'),
      down('metal', '#eee', '#aaa', '#566'),
      slant('sun', '#fed5', '#fed0', '#0005'),
    ) +
    all('@table') +
    grain(0, 0, 1200, 900, 120, '#334', 4) +
    speckle(0, 0, 1200, 900, 60, ['#da4', '#c43', '#36a', '#eed'], 11, 14) +
    shape(
      'M80 460C80 200 340 70 640 90C940 100 1130 260 1110 450C1096 600 960 590 900 620C840 660 ' +
        '900 760 780 810C560 880 80 800 80 460Z',
      '#233',
      soft(14, 0.6, 18, 28),
    ) +
    '<path fill-rule="evenodd" fill="url(#board)" d="M80 460C80 200 340 70 640 90C940 100 ' +
    '1130 260 1110 450C1096 600 960 590 900 620C840 660 900 760 780 810' +
    'C560 880 80 800 80 460ZM720 690a62 50 0 1 0 1 0Z"/>' +
    line('M658 740a62 50 0 1 1 90 42', '#752a', 8) +
    line('M90 430C110 210 350 90 640 100C920 110 1100 260 1100 440', '#feca', 5) +
    grain(180, 180, 820, 400, 60, '#641', 8) +
    line('M330 440Q370 520 360 590', '#c43', 34) +
    line('M590 340Q560 430 500 530', '#eb3', 26) +
    blob(300, 360, 112, '#c43') +
    blob(590, 260, 108, '#eb3') +
    blob(890, 340, 112, '#36a') +
    shape('M330 600C400 520 520 500 560 580C600 660 420 740 350 700C310 680 300 630 330 600Z', '#b63') +
    group(
      line('M350 620Q430 530 530 570', '#eb3', 15) + line('M360 660Q440 590 545 610', '#c43', 16),
      fade(0.75),
    ) +
    group(
      shape('M-10 10L120 16L260 44L780 40L780 0L260 0Z', '#310', soft(14, 0.5, -4, 36)) +
        shape('M0 4C40 -26 100 -34 150 -32L150 30C100 34 40 26 0 4Z', '#853') +
        times(8, (i) => line(`M150 ${-26 + i * 7}L50 ${-14 + i * 4}`, pick(['#b85', '#632'], i), 3)) +
        shape('M-6 6C26 -28 70 -34 96 -34Q80 -4 98 30C60 30 20 26 -6 6Z', '#c43') +
        rect(146, -36, 120, 70, '@metal', rx(6)) +
        line('M170 -36V34M184 -36V34M246 -34V32', '#566', 4) +
        shape('M264 -34C330 -40 420 -24 800 -10V14C420 26 330 38 264 32Z', '@handle') +
        line('M280 -20Q420 -20 780 -4', '#fecc', 5),
      place(520, 570, 24),
    ) +
    all('@sun') +
    corners()
  )
}

const drum = (): string => {
  const rim = (y: number, fill: string): string =>
    shape(`M262 ${y}A338 92 0 0 0 938 ${y}V${y + 34}A338 92 0 0 1 262 ${y + 34}Z`, fill) +
    line(`M262 ${y + 2}A338 92 0 0 0 938 ${y + 2}`, '#fec9', 4)
  const curve = (x: number, y: number): number =>
    round(y + 92 * Math.sqrt(Math.max(0, 1 - ((x - 600) / 338) ** 2)))
  const stick = (more: string): string =>
    group(
      shape('M-330 -11L250 -7Q280 -20 306 0Q280 20 250 7L-330 11Q-344 0 -330 -11Z', '@stick') +
        line('M-320 -5L240 -2', '#fedc', 3),
      more,
    )
  const rope = times(17, (i) => {
    const x = round(600 - 332 * Math.cos((Math.PI * (i + 0.3)) / 16.6))
    return `${i ? 'L' : 'M'}${x} ${curve(x, i % 2 ? 740 : 360)}`
  })
  return (
    defs(
      across('shell', '#134', '#37a', '#48b', '#257', '#123'),
      across('brass', '#752', '#ed8', '#da5', '#eda', '#752'),
      glow('skin', '#ffe', '#fec', '#db9'),
      down('stick', '#ec9', '#b74', '#742'),
      across('fold', '#423', '#735', '#524', '#312'),
      glow('spot', '#feba', '#fd94', '#fd90'),
    ) +
    times(11, (i) => rect(i * 116 - 30, 0, 118, 620, '@fold')) +
    rect(0, 480, 1200, 150, '#0006', soft(14)) +
    floor(600, 300, 600, 900, 1200, 150, ['#964', '#963', '#a74', '#853']) +
    oval(560, 420, 640, 480, '@spot') +
    oval(630, 830, 420, 60, '#210', soft(14, 0.75)) +
    line('M280 380C120 460 130 720 240 800S420 860 500 850', '#edc', 26) +
    shape('M272 350V740A328 88 0 0 0 928 740V350Z', '@shell') +
    rim(726, '@brass') +
    rim(340, '@brass') +
    line(rope, '#123', 12, fade(0.5, 7, 8)) +
    line(rope, '#fed', 10) +
    oval(600, 340, 338, 92, '#b83') +
    oval(600, 334, 326, 84, '@skin') +
    oval(600, 340, 240, 56, '#cb8', soft(14, 0.35)) +
    oval(600, 334, 326, 84, 'none', edge('#fed', 4)) +
    group(
      stick('transform="translate(540 352) rotate(14) scale(1 0.9)"') +
        stick('transform="translate(650 356) rotate(-19) scale(1 0.9)"'),
      soft(14, 0.35),
    ) +
    stick('transform="translate(530 322) rotate(14) scale(1 0.9)"') +
    stick('transform="translate(650 318) rotate(161) scale(1 0.9)"') +
    corners('#101c')
  )
}

const needle = (): string => {
  const thread = (d: string): string =>
    line(d, '#511', 23) +
    line(d, '#b23', 18) +
    line(d, '#e66', 15, 'stroke-dasharray="5 11" opacity="0.75"') +
    line(d, '#712', 15, 'stroke-dasharray="3 13" stroke-dashoffset="7" opacity="0.7"')
  const spool = (y: number): string =>
    oval(0, y, 190, 52, '#a74') + oval(0, y - 22, 190, 52, '#da7') + oval(0, y - 22, 54, 15, '#531')
  return (
    defs(
      slant('cloth', '#edc', '#dca', '#b97'),
      down('steel', '#677', '#fff', '#bcc', '#788', '#344'),
      across('spool', '#612', '#b23', '#d55', '#912', '#501'),
      slant('sun', '#fed6', '#fed0', '#3105'),
    ) +
    all('@cloth') +
    times(56, (i) =>
      line(
        `M0 ${i * 22}H900`,
        '#875',
        9,
        `opacity="0.28" stroke-dasharray="15 7" stroke-dashoffset="${(i % 2) * 11}"`,
      ),
    ) +
    times(42, (i) =>
      line(
        `M${i * 22} 0V1200`,
        '#ffe',
        8,
        `opacity="0.5" stroke-dasharray="13 9" stroke-dashoffset="${(i % 2) * 11}"`,
      ),
    ) +
    group(
      oval(20, 250, 240, 60, '#3219') +
        spool(230) +
        rect(-140, -90, 280, 310, '@spool') +
        oval(0, 220, 140, 36, '#912') +
        times(17, (i) =>
          line(`M-140 ${-70 + i * 17}Q0 ${-34 + i * 17} 140 ${-76 + i * 17}`, i % 2 ? '#712' : '#e769', 4),
        ) +
        spool(-90),
      'transform="translate(690 830) rotate(9)" filter="url(#blur8)"',
    ) +
    line('M846 780C900 640 760 560 700 470S640 330 560 300', '#321', 22, soft(14, 0.4, 20, 30)) +
    shape('M110 1130L470 260Q500 190 560 210L150 1140Z', '#321', soft(14, 0.5, 34, 26)) +
    thread('M840 800C910 640 790 540 700 470S600 330 520 290') +
    group(
      '<path fill-rule="evenodd" fill="url(#steel)" d="M-700 0C-500 -14 -200 -27 0 -31C120 -34 ' +
        '250 -46 318 -38Q362 -30 362 0Q362 30 318 38C250 46 120 34 0 31C-200 27 -500 14 -700 0Z' +
        'M130 0Q134 17 180 19H280Q314 16 314 0Q314 -16 280 -19H180Q134 -17 130 0Z"/>' +
        line('M130 0Q134 -17 180 -19H280Q314 -16 314 0', '#344', 5) +
        line('M134 4Q140 17 180 19H280Q310 16 314 4', '#fff', 3) +
        line('M-560 -6Q-200 -18 60 -20', '#fffe', 6),
      place(415, 490, -66),
    ) +
    thread('M520 290C440 250 330 300 270 220S150 60 60 110S-20 190 -40 200') +
    all('@sun') +
    corners('#3108')
  )
}

const emptyChair = (): string => {
  const leg = (d: string): string => line(d, '#421', 26) + line(d, '#963', 16) + line(d, '#c96', 5)
  return (
    defs(
      slant('wall', '#d97', '#b76', '#854'),
      down('out', '#bde', '#efd'),
      clip('pane', rect(84, 74, 452, 588, '#000')),
      across('drape', '#ffe', '#edb', '#ffe', '#dca', '#fec'),
      slant('seat', '#c85', '#852'),
      round3d('cush', '#fc7', '#d93', '#a62'),
    ) +
    rect(0, 0, 900, 900, '@wall') +
    rect(60, 50, 500, 640, '#fed') +
    rect(84, 74, 452, 588, '@out') +
    group(
      group(
        oval(180, 560, 170, 150, '#7a6') +
          oval(430, 520, 180, 190, '#685') +
          oval(300, 640, 260, 80, '#9b6') +
          oval(420, 170, 90, 50, '#fff'),
        soft(8),
      ),
      'clip-path="url(#pane)"',
    ) +
    line('M310 74V662M84 330H536', '#fed', 20) +
    rect(40, 684, 540, 34, '#ffe') +
    rect(40, 714, 540, 14, '#0004', soft(14)) +
    shape('M-10 30H130Q150 380 90 860H-10Z', '@drape') +
    shape('M490 30H640Q700 420 660 880H560Q590 420 490 30Z', '@drape') +
    line('M-10 34H680', '#642', 18) +
    disc(684, 34, 18, '#853') +
    rect(0, 860, 900, 34, '#edc') +
    floor(300, 420, 892, 1200, 900, 140, ['#a74', '#963', '#b74', '#853']) +
    shape('M250 900L470 900L820 1200L430 1200ZM490 900L640 900L900 1100V1190Z', '#fea', soft(14, 0.6)) +
    shape('M420 1110L700 1010L890 1120L880 1180L600 1170Z', '#310', soft(14, 0.6)) +
    leg('M424 850L408 1056') +
    leg('M664 826L690 1010') +
    line('M414 980L680 944', '#642', 13) +
    leg('M422 850Q414 680 436 510') +
    leg('M660 830Q668 660 676 490') +
    times(5, (i) =>
      line(`M${466 + i * 40} ${840 - i * 4}Q${468 + i * 39} 700 ${476 + i * 38} ${560 - i * 4}`, '#742', 11),
    ) +
    shape('M418 500Q550 440 692 480L694 556Q556 524 424 576Z', '@seat') +
    line('M424 506Q552 452 688 488', '#ec9', 6) +
    shape('M396 858L670 822L764 896Q766 918 750 924L436 962Q420 962 416 948Z', '#631') +
    shape('M396 848L670 812L764 888L426 936Z', '@seat') +
    shape('M414 838Q540 796 664 806Q724 840 738 876Q600 926 440 916Q404 880 414 838Z', '@cush') +
    line('M440 908Q600 916 730 874', '#851', 5) +
    leg('M440 950L430 1150') +
    leg('M742 912L762 1110') +
    line('M436 1070L752 1030', '#742', 15) +
    corners()
  )
}

const loginScreens = (): string => {
  const screen = (paint: string, accent: string, fill: number): string =>
    shape('M190 380L290 380L306 480L174 480Z', '#112') +
    oval(240, 484, 130, 20, '#012') +
    oval(240, 480, 126, 16, '#234') +
    rect(-40, -6, 560, 392, '#012', rx(18)) +
    rect(-24, 10, 528, 352, paint) +
    rect(104, 34, 272, 304, '#ffe', rx(18)) +
    disc(240, 94, 40, accent) +
    rect(224, 88, 32, 26, '#fff', rx(5)) +
    line('M230 88V80a10 10 0 0 1 20 0V88', '#fff', 6) +
    [152, 206]
      .map((y, i) =>
        rect(132, y, 216, 40, '#eed', `rx="9" stroke="${i === fill ? accent : '#ccb'}" stroke-width="3"`),
      )
      .join('') +
    times(7, (i) => disc(152 + i * 17, 226, 5, '#665')) +
    rect(132, 268, 216, 44, accent, rx(22)) +
    line('M200 290H280', '#fff', 7) +
    shape('M-24 362L200 10L330 10L106 362Z', '#fff1')
  return (
    defs(
      slant('room', '#435', '#224', '#112'),
      slant('teal', '#6cb', '#278', '#156'),
      slant('plum', '#ea6', '#c66', '#837'),
      glow('cool', '#7dc9', '#7dc3', '#7dc0'),
      glow('warm', '#f969', '#f963', '#f960'),
      down('desk', '#643', '#433', '#312'),
      glow('lamp', '#fd9', '#fc76', '#fc70'),
    ) +
    all('@room') +
    group(
      rect(60, -20, 250, 330, '#458') +
        line('M185 -20V310M60 150H310', '#224', 16) +
        times(20, (i) => rect(74 + ((i * 53) % 220), 170 + ((i * 37) % 130), 12, 14, '#fd8')) +
        rect(880, 90, 330, 22, '#545') +
        times(11, (i) => rect(900 + i * 25, 10 + ((i * 29) % 34), 20, 82, pick(['#845', '#567', '#b85'], i))),
      soft(8),
    ) +
    rect(0, 640, 1200, 260, '@desk') +
    grain(0, 650, 1200, 240, 80, '#101', 4) +
    line('M0 640H1200', '#a76a', 4) +
    oval(310, 380, 430, 330, '@cool') +
    oval(900, 380, 430, 330, '@warm') +
    oval(320, 730, 290, 60, '#7dc', soft(14, 0.28)) +
    oval(890, 730, 290, 60, '#f96', soft(14, 0.3)) +
    group(screen('@teal', '#278', 0), 'transform="translate(70 216) skewY(3)"') +
    group(screen('@plum', '#b56', 1), 'transform="translate(650 242) skewY(-3)"') +
    group(
      rect(530, 470, 86, 82, '#000', soft(8, 0.3)) +
        shape('M524 466L610 462L614 544Q600 552 528 552Z', '#fd6'),
      'transform="rotate(-5 570 505)"',
    ) +
    shape('M330 792L850 792L896 884L284 884Z', '#012', soft(8, 0.8)) +
    shape('M340 780L840 780L884 868L296 868Z', '#dcd') +
    shape('M296 868L884 868L880 880L300 880Z', '#879') +
    times(56, (i) => {
      const y = 788 + Math.floor(i / 14) * 19
      const wide = 490 + (y - 780) * 1
      return rect(590 - wide / 2 + ((i % 14) * wide) / 14, y, wide / 14 - 5, 15, '#eee', rx(3))
    }) +
    oval(992, 842, 52, 36, '#012', soft(8, 0.6)) +
    oval(984, 830, 50, 36, '#dcd') +
    line('M984 796V824', '#879', 4) +
    oval(1120, 772, 60, 16, '#0129') +
    shape('M1064 690L1074 790Q1120 806 1166 790L1176 690Z', '#488') +
    oval(1120, 690, 56, 14, '#266') +
    corners('#001c')
  )
}

const coverlessBook = (): string => {
  const random = randomFrom(132)
  const ragged = (x: number, wide: number): string =>
    Array.from(
      { length: 30 },
      (_, i) => `L${round(x + wide * (0.3 + random() * 0.7))} ${round(20 + i * 24.5)}`,
    ).join('')
  const check = (colour: string): string =>
    times(8, (i) => rect(i * 160, 0, 80, 900, colour, fade(0.5))) +
    times(6, (i) => rect(0, i * 160, 1200, 80, colour, fade(0.5)))
  const printed = (top: number, rows: number): string =>
    times(rows, (i) => {
      const last = i % 7 === 6
      return line(
        `M${i % 7 ? 96 : 126} ` +
          `${top + i * 25}H${round(last ? 220 + random() * 160 : 470 + random() * 8)}`,
        '#665',
        5.5,
        `stroke-dasharray="${Math.floor(22 + random() * 30)} 9 ${Math.floor(12 + random() * 20)} ` +
          '9" opacity="0.8"',
      )
    })
  return (
    defs(
      across('page', '#cb9', '#edc', '#fed', '#edc'),
      slant('sun', '#fed6', '#fed0', '#2105'),
      slant('curl', '#ffe', '#dca', '#b97'),
      across('under', '#ba7', '#edc'),
    ) +
    all('#eed') +
    check('#79b') +
    group(
      shape('M20 10L590 10L600 770L20 770Z', '#234', soft(24, 0.65, 20, 26)) +
        times(9, (i) =>
          shape(
            `M${24 - i} ${26 - i * 2}L${588 - i * 3} ${30 - i * 3}L${586 - i * 3 + (i % 3) * 4} ` +
              `${768 - i * 3 + (i % 2) * 4}L${20 - i * 0.5} ${766 - i * 2}Z`,
            i % 2 ? '#edb' : '#cb8',
          ),
        ) +
        shape('M10 6L556 0Q566 360 540 640Q530 690 480 742L8 748Z', '@page') +
        printed(96, 25) +
        line('M96 60H250', '#6659', 5) +
        shape('M480 742Q474 668 520 640Q540 634 540 640Q530 700 480 742Z', '@curl') +
        line('M480 742Q474 668 530 638', '#875', 3) +
        shape(`M-16 4L10 0${ragged(14, 44)}L-18 752Z`, '#732') +
        shape(`M-16 4L4 0${ragged(-2, 30)}L-18 752Z`, '#ca7') +
        shape('M-20 4L-4 2L-6 752L-22 752Z', '#864') +
        times(12, (i) => line(`M-20 ${40 + i * 60}l16 ${round(random() * 8 - 4)}`, '#edb', 4)) +
        [150, 590]
          .map((y) => line(`M34 ${y}V${y + 54}`, '#566', 7) + line(`M32 ${y}V${y + 54}`, '#ccc', 3))
          .join('') +
        line('M-14 400C-70 430 -60 500 -110 490S-120 570 -150 560', '#fec', 4) +
        oval(380, 250, 74, 72, 'none', 'stroke="#a74" stroke-width="9" opacity="0.3"'),
      'transform="translate(350 66) rotate(7 300 380)"',
    ) +
    shape('M0 0L40 -8L66 4L118 2L126 46L110 88L60 78L8 90L-8 40Z', '#843', place(110, 640, -24)) +
    disc(1080, 190, 150, '#234', soft(24, 0.4)) +
    disc(1070, 170, 148, '#ffe') +
    disc(1070, 170, 104, '#edc') +
    disc(1068, 164, 74, '#842') +
    oval(1060, 156, 60, 58, '#a63') +
    line('M1150 90q60 -60 80 -40', '#ffe', 24) +
    all('@sun') +
    corners('#2107')
  )
}

const thermometer = (): string => {
  const random = randomFrom(133)
  const vine = (x: number, seed: number): string => {
    const next = randomFrom(seed)
    return times(34, (i) => {
      const y = -20 + i * 36
      const lx = x + Math.sin(i * 0.7 + seed) * 34 + (next() - 0.5) * 110
      return group(
        shape(
          'M0 -30Q22 -34 28 -6Q48 0 38 22Q14 22 0 40Q-14 22 -38 22Q-48 0 -28 -6T0 -30',
          pick(['#573', '#694', '#463', '#a63', '#b84'], Math.floor(next() * 40)),
        ) + line('M0 -26V36M0 10L24 4M0 10L-24 4', '#dea8', 2),
        `transform="translate(${round(lx)} ${y}) rotate(${Math.floor(next() * 120 - 60)}) ` +
          `scale(${round(0.7 + next() * 0.7)})"`,
      )
    })
  }
  return (
    defs(
      slant('wall', '#eda', '#ec8', '#c95'),
      across('plate', '#edc', '#ffe', '#eed', '#ccb'),
      across('wood', '#753', '#a74', '#853'),
      across('glass', '#9ab', '#eff', '#dee', '#89a'),
      across('red', '#a22', '#e54', '#811'),
      round3d('bulb', '#f98', '#d32', '#711'),
    ) +
    all('@wall') +
    speckle(0, 0, 900, 1200, 700, ['#fec', '#b85', '#da7'], 7, 5) +
    line('M0 190Q120 210 180 300T250 420L236 520', '#8638', 4) +
    group(
      times(26, () =>
        oval(
          random() * 420,
          random() * 1000,
          50 + random() * 30,
          26,
          '#642',
          `transform="rotate(${Math.floor(random() * 90 - 45)} 200 400)"`,
        ),
      ) + line('M-20 120Q200 300 360 700M60 0Q200 200 420 330', '#642', 16),
      soft(8, 0.26),
    ) +
    rect(320, 130, 270, 950, '#421', rx(40) + soft(14, 0.55, 44, 34)) +
    rect(306, 110, 270, 950, '@wood', rx(40)) +
    line('M318 150V1020', '#db79', 5) +
    rect(338, 164, 206, 846, '@plate', 'rx="26" stroke="#987" stroke-width="4"') +
    [138, 1036].map((y) => disc(441, y, 15, '#da5') + line(`M432 ${y - 6}l18 12`, '#641', 4)).join('') +
    times(45, (i) =>
      line(
        `M${i % 5 ? 392 : 366} ${220 + i * 14.4}H418M464 ${220 + i * 14.4}H${i % 5 ? 490 : 516}`,
        i > 32 ? '#469' : '#433',
        i % 5 ? 2.5 : 5,
      ),
    ) +
    rect(424, 196, 34, 700, '@glass', rx(17)) +
    rect(433, 520, 16, 400, '@red') +
    disc(441, 520, 8, '#e54') +
    disc(441, 918, 46, '#cdd') +
    disc(441, 918, 38, '@bulb') +
    line('M430 210V860', '#fffc', 4) +
    rect(412, 260, 58, 14, '#b84', rx(4)) +
    rect(412, 820, 58, 14, '#b84', rx(4)) +
    shape('M338 164H544V330L338 560Z', '#fff4') +
    group(vine(790, 3), soft(8, 0.35, 34, 40)) +
    line('M800 -20Q740 200 810 420T770 820T830 1220', '#542', 12) +
    vine(790, 3) +
    vine(850, 8) +
    corners()
  )
}

const lunchBox = (): string => {
  const limb = (d: string, w: number): string => line(d, '#853', w + 7) + line(d, '#d97', w)
  const slice = (x: number, y: number, turn: number): string =>
    group(
      rect(-104, -104, 208, 210, '#243', rx(24) + fade(0.45, 8, 12)) +
        rect(-104, -104, 208, 210, '#852', rx(24)) +
        shape('M-112 60Q-60 86 -20 66T60 74T112 56L104 92Q40 110 -20 98T-104 96Z', '#7a4') +
        shape('M-100 66L104 62L98 90L-96 94Z', '#fc5') +
        rect(-93, -93, 186, 166, '#db7', rx(20)) +
        speckle(-80, -80, 160, 140, 40, ['#b84', '#eda', '#a73'], 6, x),
      place(x, y, turn),
    )
  const tomato = (x: number, y: number): string =>
    oval(x + 5, y + 8, 36, 34, '#2436') +
    oval(x, y, 35, 34, '@red') +
    shape(`M${x} ${y - 6}l-16 -10l12 0l-2 -14l10 10l10 -10l-2 14l12 2Z`, '#573')
  const cucumber = (x: number, y: number): string =>
    oval(x, y, 42, 40, '#474') + oval(x, y, 36, 34, '#cea') + disc(x, y, 18, '#eec9')
  return (
    defs(
      slant('box', '#6b9', '#387', '#265'),
      slant('in', '#376', '#498'),
      round3d('red', '#f97', '#d43', '#821'),
      slant('lid', '#eb5', '#d83'),
      slant('sun', '#ffe6', '#ffe0', '#2104'),
      slant('knit', '#458', '#236'),
      round3d('apple', '#ed8', '#bc4', '#783'),
    ) +
    planks(0, 0, 1200, 900, 4, ['#eca', '#db9', '#eca'], 17) +
    shape('M0 0L460 0L260 900L0 900Z', '#fed', soft(14, 0.35)) +
    group(
      rect(0, 0, 420, 330, '#421', rx(56) + soft(14, 0.5, 14, 20)) +
        rect(0, 0, 420, 330, '@lid', rx(56)) +
        rect(26, 26, 368, 278, 'none', 'rx="38" stroke="#fd8" stroke-width="7"'),
      place(760, -70, 16),
    ) +
    group(
      rect(0, 0, 700, 480, '#421', rx(80) + soft(14, 0.6, 18, 28)) +
        rect(0, 0, 700, 480, '@box', rx(80)) +
        rect(26, 26, 648, 428, '#254', rx(60)) +
        rect(32, 38, 636, 412, '@in', rx(56)) +
        rect(440, 30, 14, 420, '#6b9') +
        slice(160, 170, -8) +
        slice(296, 290, 6) +
        tomato(510, 96) +
        tomato(594, 110) +
        tomato(550, 172) +
        cucumber(520, 262) +
        cucumber(594, 284) +
        cucumber(546, 350),
      'transform="translate(150 250) rotate(-7 350 240)"',
    ) +
    oval(150, 140, 110, 100, '#421', soft(14, 0.5)) +
    shape(
      'M140 40C220 10 270 90 240 160C220 230 160 240 136 226C100 240 40 220 34 140C30 60 90 20 ' + '140 40Z',
      '@apple',
    ) +
    line('M138 62Q140 30 166 14', '#642', 9) +
    shape('M150 44Q190 4 226 24Q200 62 150 44Z', '#794') +
    group(line('M1230 960L860 690L680 560', '#421', 120, place(10, 34)), soft(14, 0.4)) +
    limb('M840 730C780 740 700 700 650 640', 50) +
    slice(622, 560, 24) +
    limb('M1000 770L900 690', 116) +
    limb('M850 610C780 540 730 500 664 488', 46) +
    limb('M866 640C790 560 730 540 650 530', 48) +
    limb('M870 670C800 600 730 584 656 574', 46) +
    limb('M870 700C820 650 760 630 690 618', 42) +
    shape('M830 590Q900 580 980 680L1010 760L950 800Q850 770 826 706Z', '#d97') +
    [
      [664, 486],
      [650, 528],
      [656, 572],
      [690, 616],
    ]
      .map(([x = 0, y = 0]) => oval(x, y - 2, 15, 11, '#ecb', `transform="rotate(12 ${x} ${y})"`))
      .join('') +
    line('M1240 950L1014 788', '@knit', 154) +
    times(6, (i) => line(`M${1032 + i * 38} ${718 + i * 27}L${946 + i * 38} ${842 + i * 27}`, '#78b8', 5)) +
    all('@sun') +
    corners('#2107')
  )
}

const torch = (): string => {
  const random = randomFrom(141)
  return (
    defs(
      glow('edge', '#fff', '#fff', '#fff', '#ccc', '#000'),
      `<mask id="pool">${oval(850, 360, 320, 340, '@edge')}</mask>`,
      across('beam', '#fecb', '#fd92'),
      down('body', '#89a', '#dde', '#567', '#223', '#112'),
      glow('lens', '#fff', '#fec', '#fd6'),
      glow('flare', '#ffd', '#fe98', '#fd60'),
    ) +
    all('#001') +
    group(bricks(1200, 700, 120, 52, ['#112', '#112', '#223'], '#112', 4), fade(0.8)) +
    floor(850, 420, 690, 900, 1200, 170, ['#111', '#112', '#111']) +
    group(
      bricks(1200, 700, 120, 52, ['#b74', '#a64', '#c85', '#953'], '#db8', 4) +
        rect(540, 470, 640, 26, '#642') +
        rect(540, 496, 640, 26, '#310', soft(8, 0.5)) +
        line('M540 471H1180', '#da6', 5) +
        rect(850, 330, 190, 140, '#c95') +
        shape('M850 330L880 300H1066L1040 330Z', '#ec8') +
        shape('M1040 330L1066 300V446L1040 470Z', '#863') +
        rect(924, 330, 36, 140, '#edba') +
        shape('M690 470V370Q690 350 706 346V320H760V346Q776 350 776 370V470Z', '#7bae') +
        rect(700, 304, 66, 24, '#b84', rx(5)) +
        rect(698, 400, 70, 66, '#c84c') +
        rect(612, 376, 24, 94, '#843') +
        rect(638, 390, 28, 80, '#467') +
        shape('M582 470L600 380L620 384L606 470Z', '#da5') +
        line('M1090 60Q980 90 880 60M1060 40Q1000 160 1010 260M1110 150Q1010 140 960 200', '#fed8', 2.5),
      'mask="url(#pool)"',
    ) +
    shape('M352 590L690 104Q850 -30 1000 100L1060 560Q960 700 800 666L388 672Z', '@beam', soft(8, 0.5)) +
    times(70, () => {
      const far = random()
      return oval(
        400 + far * 460,
        600 - far * 240 + (random() - 0.5) * (60 + far * 480),
        3,
        2,
        '#fed',
        fade(round(random())),
      )
    }) +
    oval(600, 730, 300, 26, '#fd9', soft(24, 0.2)) +
    oval(200, 790, 250, 26, '#000', soft(8, 0.8)) +
    group(
      rect(-330, -50, 300, 100, '@body', rx(18)) +
        rect(-346, -44, 40, 88, '#223', rx(14)) +
        times(13, (i) => rect(-290 + i * 14, -50, 6, 100, '#0127')) +
        rect(-96, -62, 44, 26, '#d53', rx(9)) +
        shape('M-40 -52L60 -92Q76 -92 80 -86V86Q76 92 60 92L-40 52Z', '@body') +
        rect(66, -96, 22, 192, '#567', rx(8)) +
        oval(90, 0, 26, 88, '@lens'),
      place(300, 672, -27),
    ) +
    disc(386, 630, 190, '@flare') +
    corners('#000a')
  )
}

const cardBox = (): string => {
  const random = randomFrom(142)
  const card = (i: number): string => {
    const far = i / 26
    const half = 226 + far * 66
    const top = 258 + far * 172 + (i === 5 ? -110 : random() * 14) + (i === 16 ? -34 : 0)
    const tab = 600 - half + 30 + ((i * 2) % 5) * half * 0.36
    return (
      shape(
        `M${round(600 - half)} ${top + 220}V${round(top + 8)}q0 -8 8 -8` +
          `H${round(600 + half - 8)}q8 0 8 8V${round(top + 220)}Z`,
        pick(['#fed', '#edc', '#ffe', '#edb'], i),
        edge('#a85', 2),
      ) +
      (i % 4 === 2
        ? shape(
            `M${round(tab)} ${round(top + 2)}l8 -34h${round(half * 0.3)}l8 34Z`,
            pick(['#d85', '#7a9', '#db5', '#9ac', '#c65'], i),
          )
        : '') +
      (i === 5
        ? times(4, (k) => line(`M${600 - half + 24} ${top + 40 + k * 24}h${half * 2 - 48}`, '#bcd', 3))
        : '')
    )
  }
  const loose = (x: number, y: number, turn: number, fill: string): string =>
    group(
      rect(8, 12, 330, 200, '#100', soft(8, 0.5)) +
        rect(0, 0, 330, 200, fill, rx(6)) +
        times(6, (i) => line(`M18 ${40 + i * 25}h294`, '#bcd', 3)),
      `transform="translate(${x} ${y}) rotate(${turn}) skewX(-14) scale(1 0.72)"`,
    )
  return (
    defs(
      down('front', '#d95', '#b74', '#852'),
      slant('brass', '#fea', '#c94', '#752'),
      down('desk', '#354', '#243', '#132'),
      glow('lamp', '#feb9', '#fd94', '#fd90'),
    ) +
    rect(0, 0, 1200, 600, '#321') +
    group(
      times(
        28,
        (i) =>
          rect(
            (i % 7) * 176 - 16,
            Math.floor(i / 7) * 138 - 12,
            164,
            126,
            pick(['#742', '#853', '#742'], i * i + i),
          ) +
          rect((i % 7) * 176 + 42, Math.floor(i / 7) * 138 + 21, 48, 24, '#edc') +
          oval((i % 7) * 176 + 66, Math.floor(i / 7) * 138 + 78, 12, 12, '#db7'),
      ),
      soft(8),
    ) +
    rect(0, 540, 1200, 360, '@desk') +
    oval(620, 380, 700, 520, '@lamp') +
    oval(620, 800, 470, 70, '#100', soft(24, 0.75)) +
    shape('M352 330L848 330L950 480L250 480Z', '#310') +
    shape('M362 322H838L832 342H368Z', '#a63') +
    times(26, card) +
    shape('M352 322L368 322L282 500V486L250 478Z', '#db7') +
    shape('M848 322L832 322L918 500V486L950 478Z', '#b84') +
    shape('M236 478H964L950 800Q950 812 936 812H264Q250 812 250 800Z', '@front') +
    grain(256, 500, 690, 300, 90, '#420', 11) +
    rect(228, 470, 744, 26, '#eb7', rx(6)) +
    line('M236 474H964', '#fecc', 4) +
    rect(476, 556, 248, 112, '#321', 'rx="12" opacity="0.5" transform="translate(5 8)"') +
    rect(476, 556, 248, 112, '@brass', rx(12)) +
    rect(500, 576, 200, 72, '#fed') +
    disc(600, 738, 34, '#321', fade(0.5, 4, 10)) +
    disc(600, 732, 32, '@brass') +
    oval(592, 722, 11, 9, '#feda') +
    loose(90, 700, -13, '#edc') +
    loose(60, 744, 5, '#ffe') +
    loose(900, 760, -9, '#fed') +
    line('M880 872L1130 720', '#100', 16, fade(0.4, 6, 14)) +
    line('M880 868L1120 718', '#c53', 16) +
    line('M880 868l-26 16', '#ec9', 12) +
    corners()
  )
}

const stationClock = (): string => {
  const face = (hours: number, minutes: number): string =>
    disc(0, 0, 176, '#135') +
    disc(0, 0, 164, '#369') +
    disc(0, 0, 150, '@face') +
    times(60, (i) => line(`M0 ${i % 5 ? -128 : -112}V-138`, '#123', i % 5 ? 4 : 12, place(0, 0, i * 6))) +
    line('M0 22V-82', '#123', 17, place(0, 0, hours * 30 + minutes / 2)) +
    line('M0 26V-122', '#123', 11, place(0, 0, minutes * 6)) +
    line('M0 40V-104', '#c32', 5, place(0, 0, 84)) +
    disc(0, 0, 14, '#c32')
  return (
    defs(
      down('sky', '#8bd', '#cdd', '#fda'),
      round3d('face', '#fff', '#ffe', '#dcb'),
      down('plat', '#bba', '#998', '#766'),
      across('post', '#247', '#48b', '#358', '#135'),
      down('train', '#fd4', '#eb2'),
      down('roof', '#345', '#567'),
    ) +
    rect(0, 0, 900, 860, '@sky') +
    oval(240, 700, 340, 160, '#fec', soft(14, 0.8)) +
    oval(160, 430, 180, 30, '#fff', soft(14, 0.8)) +
    group(foliage(120, 800, 240, 40, 60, ['#798', '#8a9'], 26, 3), soft(4)) +
    shape('M0 800H330L0 1130Z', '#887') +
    times(12, (i) =>
      shape(`M${300 - i * i * 4} ${824 + i * i * 2.4}h${-60 - i * 34}v${4 + i}h${60 + i * 33}Z`, '#543'),
    ) +
    line('M306 806L-40 1130M262 806L-200 1010', '#ccd', 7) +
    shape('M40 640Q44 600 90 596L250 640L300 690V800L240 812H40Q20 812 20 780V700Q24 660 40 640Z', '#258') +
    shape('M20 700Q24 640 60 600Q120 590 160 620Q190 650 190 720V812H44Q20 812 20 780Z', '@train') +
    shape('M40 690Q46 640 70 624Q120 616 146 640Q166 660 166 700Z', '#234') +
    line('M46 752h.1M164 752h.1', '#ffd', 22) +
    rect(28, 780, 160, 30, '#258') +
    line('M210 690L290 708', '#cde', 26, 'stroke-dasharray="2 36"') +
    shape('M330 800H900V1200H-30L-30 1170Z', '@plat') +
    shape('M330 800L348 800L20 1200H-70Z', '#eed') +
    shape('M384 800H396L170 1200H110Z', '#ec3d') +
    times(9, (i) => line(`M${330 - i * i * 5} ${806 + i * i * 6}H900`, '#7668', 1.5 + i * 0.3)) +
    times(7, (i) => line(`M${460 + i * 60} 800L${300 + i * 230} 1200`, '#7667', 2.5)) +
    shape('M900 -10V640L520 560L330 600L-10 -10Z', '@roof') +
    times(8, (i) => line(`M${892 - i * 8} ${630 - i * 50}L${292 - i * 42} ${520 - i * 76}`, '#234', 9 + i)) +
    times(4, (i) => rect(820 - i * 104, 560 + i * 14, 34 - i * 7, 640 - i * 116, '@post')) +
    group(
      shape('M560 960H760L770 984H552Z', '#a74') +
        shape('M560 900H752V930H560Z', '#b84') +
        line('M574 984V1050M744 984V1050M560 930V984', '#234', 10) +
        oval(664, 1052, 130, 12, '#322', soft(4, 0.5)),
      place(-40, 80),
    ) +
    line('M482 560V628', '#234', 7) +
    group(face(8, 52), place(482, 672, 0, 0.25)) +
    line('M385 -10V180M459 -10V180', '#234', 26) +
    disc(450, 356, 214, '#123', soft(14, 0.5)) +
    group(face(9, 4), place(422, 338, 0, 1.2)) +
    corners()
  )
}

export const portraits: string[] = [
  'P08-3',
  'P09-2',
  'P10-3',
  'P10-4',
  'P11-1',
  'P12-3',
  'P12-4',
  'P13-3',
  'P14-3',
]

export const pictures: Record<string, () => string> = {
  'P08-1': loom,
  'P08-2': kettle,
  'P08-3': mirror,
  'P08-4': laptops,
  'P09-1': litHouse,
  'P09-2': rucksack,
  'P09-3': rowingBoat,
  'P10-1': crossroads,
  'P10-2': dictionary,
  'P10-3': keyInLock,
  'P10-4': boots,
  'P11-1': twinTree,
  'P11-2': wateringCan,
  'P11-3': openGate,
  'P11-4': drawnMonth,
  'P12-1': paintbrush,
  'P12-2': drum,
  'P12-3': needle,
  'P12-4': emptyChair,
  'P13-1': loginScreens,
  'P13-2': coverlessBook,
  'P13-3': thermometer,
  'P13-4': lunchBox,
  'P14-1': torch,
  'P14-2': cardBox,
  'P14-3': stationClock,
}
